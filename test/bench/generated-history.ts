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
