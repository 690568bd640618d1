/**
 * Histories of a right key-value store, of any length, with clients that overlap as much as they
 * can: at each instant a random client asks, or its operation takes effect, or it is answered.
 */
import { Prng, ratio } from '../../core/base/prng.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'

export interface GeneratedHistory {
  readonly seed: string
  readonly operations: number
  readonly clients: number
  readonly keys: number
  /** Every written value occurs once; otherwise values are drawn from 0 to `values - 1`. */
  readonly values: 'unique' | number
  /** In a hundred operations. */
  readonly unknown: number
  /** One read, in the last tenth, answers with what its key held long before. */
  readonly staleRead: boolean
}

interface OpenCall {
  process: number
  readonly f: 'read' | 'write' | 'cas'
  readonly key: string
  readonly value: unknown
  effect: 'none' | 'done' | 'refused'
  answer: unknown
}

export function generateHistory(wanted: GeneratedHistory): readonly HistoryEvent[] {
  const prng = new Prng(wanted.seed)
  const events: HistoryEvent[] = []
  const store = new Map<string, unknown>()
  const old = new Map<string, unknown>()
  const calls: (OpenCall | undefined)[] = Array.from({ length: wanted.clients }, () => undefined)
  const processes = calls.map((_, index) => index)
  const unknown = ratio(wanted.unknown, 100)
  let asked = 0
  let open = 0
  let written = 0
  let bent = !wanted.staleRead
  const fresh = (): number =>
    wanted.values === 'unique' ? ++written : prng.integer(0, wanted.values - 1)
  const note = (type: HistoryEvent['type'], call: OpenCall, value: unknown): void => {
    const index = events.length
    events.push({
      index,
      time: index * 50_000,
      process: call.process,
      type,
      f: call.f,
      key: call.key,
      value,
    })
  }
  while (asked < wanted.operations || open > 0) {
    const client = prng.integer(0, wanted.clients - 1)
    const call = calls[client]
    if (call === undefined) {
      if (asked >= wanted.operations) continue
      asked++
      open++
      const key = `k${prng.integer(0, wanted.keys - 1)}`
      const drawn = prng.integer(0, 4)
      const f = drawn < 2 ? 'read' : drawn < 4 ? 'write' : 'cas'
      const value =
        f === 'read' ? null : f === 'write' ? fresh() : [store.get(key) ?? null, fresh()]
      const next: OpenCall = {
        process: processes[client] as number,
        f,
        key,
        value,
        effect: 'none',
        answer: value,
      }
      calls[client] = next
      note('invoke', next, value)
      continue
    }
    if (call.effect === 'none') {
      takeEffect(call, store)
      if (old.size === 0 && asked * 2 >= wanted.operations)
        for (const [k, v] of store) old.set(k, v)
      continue
    }
    open--
    calls[client] = undefined
    if (wanted.unknown > 0 && prng.chance(unknown)) {
      note('info', call, call.value)
      processes[client] = (processes[client] as number) + wanted.clients
    } else if (call.effect === 'refused') note('fail', call, call.value)
    else {
      const late = asked > wanted.operations * 0.9
      if (!bent && late && call.f === 'read' && old.has(call.key)) {
        bent = true
        call.answer = old.get(call.key)
      }
      note('ok', call, call.answer)
    }
  }
  return events
}

function takeEffect(call: OpenCall, store: Map<string, unknown>): void {
  const held = store.get(call.key) ?? null
  call.effect = 'done'
  if (call.f === 'read') call.answer = held
  else if (call.f === 'write') store.set(call.key, call.value)
  else {
    const [from, to] = call.value as readonly [unknown, unknown]
    if (held === from) store.set(call.key, to)
    else call.effect = 'refused'
  }
}

export interface GeneratedLine {
  readonly seed: string
  readonly model: 'kv-append' | 'queue' | 'stack' | 'set' | 'append-list' | 'counter' | 'lock'
  readonly operations: number
  readonly clients: number
  /** In a hundred operations. */
  readonly unknown: number
}

/** What an object holds, and how it answers; the state is changed in place. */
interface LineObject {
  ask(prng: Prng, count: number): readonly [f: string, value: unknown]
  /** `undefined` where it refuses. */
  answer(f: string, value: unknown): unknown
}

/** Histories of a right queue, stack, set, list, counter or lock; every value occurs once. */
export function generateLine(wanted: GeneratedLine): readonly HistoryEvent[] {
  const prng = new Prng(wanted.seed)
  const object = lineObject(wanted.model)
  const events: HistoryEvent[] = []
  const calls: { f: string; value: unknown; process: number; answer?: unknown; done: boolean }[] =
    []
  let processes = 0
  let asked = 0
  const idle: number[] = []
  while (processes < wanted.clients) idle.push(processes++)
  const note = (type: HistoryEvent['type'], process: number, f: string, value: unknown): void => {
    const index = events.length
    events.push({ index, time: index * 50_000, process, type, f, value })
  }
  while (asked < wanted.operations || calls.length > 0) {
    if (asked < wanted.operations && idle.length > 0 && prng.chance(ratio(1, 3))) {
      const process = idle.splice(prng.integer(0, idle.length - 1), 1)[0] as number
      const [f, value] = object.ask(prng, asked++)
      calls.push({ f, value, process, done: false })
      note('invoke', process, f, value)
      continue
    }
    if (calls.length === 0) continue
    const place = prng.integer(0, calls.length - 1)
    const call = calls[place] as (typeof calls)[number]
    if (!call.done) {
      call.done = true
      call.answer = object.answer(call.f, call.value)
      continue
    }
    calls.splice(place, 1)
    if (wanted.unknown > 0 && prng.chance(ratio(wanted.unknown, 100))) {
      note('info', call.process, call.f, call.value)
      idle.push(processes++)
    } else {
      note(call.answer === undefined ? 'fail' : 'ok', call.process, call.f, call.answer)
      idle.push(call.process)
    }
  }
  return events
}

/** A read of all is rare: it shows everything. */
const READ = ratio(1, 1000)

function lineObject(model: GeneratedLine['model']): LineObject {
  const line: unknown[] = []
  let head = 0
  let sum = 0
  const [put, take] = model === 'stack' ? ['push', 'pop'] : ['enqueue', 'dequeue']
  let text = ''
  switch (model) {
    case 'kv-append':
      return {
        ask: (prng, count) => {
          const f = prng.pick(text.length > 200 ? ['get', 'put'] : ['get', 'append'])
          return [f, f === 'get' ? null : `x ${count} y`]
        },
        answer: (f, value) => {
          if (f === 'get') return text
          text = f === 'put' ? (value as string) : text + (value as string)
          return value
        },
      }
    case 'queue':
    case 'stack':
      return {
        ask: (prng, count) => (prng.chance(ratio(1, 2)) ? [put, count] : [take, null]),
        answer: (f, value) => {
          if (f === put) line.push(value)
          if (f === put) return value
          if (model === 'stack') return line.pop() ?? null
          return head < line.length ? line[head++] : null
        },
      }
    case 'set':
    case 'append-list':
      return {
        ask: (prng, count) =>
          prng.chance(READ) ? ['read', null] : [model === 'set' ? 'add' : 'append', count],
        answer: (f, value) => (f === 'read' ? [...line] : (line.push(value), value)),
      }
    case 'counter':
      return {
        ask: (prng) => (prng.chance(ratio(1, 2)) ? ['read', null] : ['add', 1]),
        answer: (f, value) => (f === 'read' ? sum : ((sum += 1), value)),
      }
    case 'lock':
      return {
        ask: (prng) => [prng.chance(ratio(1, 2)) ? 'acquire' : 'release', null],
        answer: (f) => {
          const held = f === 'acquire'
          if ((sum === 1) === held) return undefined
          sum = held ? 1 : 0
          return null
        },
      }
  }
}
