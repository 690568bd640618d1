/**
 * A history for each property: sixteen clients of an object that keeps its promise, and the same
 * with one answer near the end that no such object gives. Values are unique.
 */
import { Prng, ratio } from '../../core/base/prng.ts'
import { PROPERTIES } from '../../core/checkers/properties.ts'
import type { HistoryProperty } from '../../core/checkers/property.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { runToyStore } from '../core/checkers/transactions/toy-store.ts'
import { generateLine } from './generated-history.ts'
import type { GeneratedLine } from './generated-history.ts'
import { streamHistory } from './streamed-history.ts'

export interface PropertyHistory {
  readonly property: HistoryProperty
  readonly operations: number
  readonly violated: boolean
}

type Generate = (wanted: PropertyHistory) => readonly HistoryEvent[]

const CLIENTS = 16
const KEYS = 64

/** By name; throws for a property that nobody has thought of here. */
export function historyOf(wanted: PropertyHistory): readonly HistoryEvent[] {
  const generate = HISTORIES[wanted.property.name]
  if (generate === undefined) throw new Error(`no history for ${wanted.property.name}`)
  return generate(wanted)
}

export function propertyNamed(name: string): HistoryProperty {
  const property = PROPERTIES.find((one) => one.name === name)
  if (property === undefined) throw new Error(name)
  return property
}

const registers: Generate = ({ operations, violated }) => [
  ...streamHistory({
    seed: 'registers',
    operations,
    format: 'jsonl',
    keys: KEYS,
    staleRead: violated,
  }),
]

/**
 * A read in the last tenth shows what a session wrote to its key before it wrote another value:
 * the reader's own session, or one of which the reader has seen a later write.
 */
function oldForReader(whose: 'own' | 'seen'): Generate {
  return (wanted) => {
    const events = [...registers({ ...wanted, violated: false })]
    if (!wanted.violated) return events
    /** Writes of each process, in order; and who wrote what, as which of them. */
    const writes = new Map<number, HistoryEvent[]>()
    const writers = new Map<unknown, { readonly process: number; readonly place: number }>()
    const seen = new Map<number, { readonly process: number; readonly place: number }>()
    for (const [place, event] of events.entries()) {
      const { type, f, process, value, key } = event
      if (type !== 'ok') continue
      if (f === 'write') {
        const own = writes.get(process) ?? []
        writes.set(process, own)
        writers.set(`${key} ${value as number}`, { process, place: own.push(event) - 1 })
        continue
      }
      const of = whose === 'own' ? { process, place: Infinity } : seen.get(process)
      const known = (writes.get(of?.process ?? -1) ?? []).filter(
        (write, at) => write.key === key && at < (of?.place ?? 0),
      )
      if (place > events.length * 0.9 && known.length > 1) {
        return events.with(place, { ...event, value: known[0]?.value })
      }
      const writer = writers.get(`${key} ${value as number}`)
      if (writer !== undefined && writer.process !== process) seen.set(process, writer)
    }
    throw new Error('no read to make old')
  }
}

/** All processes read all keys once more, after everything else. */
function quietInTheEnd({ property, operations, violated }: PropertyHistory): HistoryEvent[] {
  const ended = CLIENTS * KEYS
  const events = [
    ...registers({ property, operations: Math.max(1, operations - ended), violated: false }),
  ]
  const held = new Map<string | undefined, unknown[]>()
  for (const { type, f, key, value } of events) {
    if (type === 'ok' && f === 'write') held.set(key, [...(held.get(key) ?? []).slice(-1), value])
  }
  for (const [key, values] of held) {
    for (let process = 0; process < CLIENTS; process++) {
      const index = events.length
      const common = { process, f: 'read', ...(key !== undefined && { key }) }
      events.push({ index, time: index * 50_000, type: 'invoke', value: null, ...common })
      const value = values.at(-1)
      events.push({ index: index + 1, time: (index + 1) * 50_000, type: 'ok', value, ...common })
    }
  }
  const last = events.at(-1) as HistoryEvent
  const older = held.get(last.key)?.[0]
  return violated ? events.with(-1, { ...last, value: older }) : events
}

const texts: Generate = ({ operations, violated }) => [
  ...streamHistory({
    seed: 'texts',
    operations,
    format: 'porcupine-kv',
    keys: KEYS,
    staleRead: violated,
  }),
]

/** `wrong` makes an answer that nobody can have got. */
function line(
  model: GeneratedLine['model'],
  wrong: (value: unknown, event: HistoryEvent) => unknown,
): Generate {
  return ({ operations, violated }) => {
    const events = generateLine({ seed: model, model, operations, clients: CLIENTS, unknown: 0 })
    return violated ? bent(events, wrong) : events
  }
}

/** One answer near the end, changed; `wrong` leaves alone what it cannot make wrong. */
function bent(
  events: readonly HistoryEvent[],
  wrong: (value: unknown, event: HistoryEvent) => unknown,
): readonly HistoryEvent[] {
  const late = Math.floor(events.length * 0.9)
  const isBent = (event: HistoryEvent): boolean =>
    event.type === 'ok' && wrong(event.value, event) !== event.value
  const after = events.findIndex((event, at) => at >= late && isBent(event))
  const place = after < 0 ? events.findLastIndex(isBent) : after
  const event = events[place]
  if (event === undefined) throw new Error('no answer to make wrong')
  return events.with(place, { ...event, value: wrong(event.value, event) })
}

/** Calls that never overlap more than the clients do, answered by `answer` at once. */
function simple(
  ask: (prng: Prng, count: number) => readonly [f: string, value: unknown],
  answerer: () => (f: string, value: unknown, count: number, process: number) => unknown,
  wrong: (value: unknown, event: HistoryEvent) => unknown,
): Generate {
  return ({ operations, violated }) => {
    const prng = new Prng('simple')
    const events: HistoryEvent[] = []
    const answer = answerer()
    const open: { f: string; value: unknown; count: number; process: number }[] = []
    const idle = Array.from({ length: CLIENTS }, (_, process) => process)
    for (let asked = 0; asked < operations || open.length > 0;) {
      const at = { index: events.length, time: events.length * 50_000 }
      if (asked < operations && idle.length > 0 && prng.chance(ratio(1, 2))) {
        const process = idle.splice(prng.integer(0, idle.length - 1), 1)[0] as number
        const [f, value] = ask(prng, asked)
        open.push({ f, value, count: asked++, process })
        events.push({ ...at, process, type: 'invoke', f, value })
        continue
      }
      const call = open.shift()
      if (call === undefined) continue
      const { f, value, count, process } = call
      events.push({ ...at, process, type: 'ok', f, value: answer(f, value, count, process) })
      idle.push(process)
    }
    return violated ? bent(events, wrong) : events
  }
}

const transactions =
  (dialect: 'append' | 'w'): Generate =>
  ({ operations, violated }) => [
    ...runToyStore({
      ...{ seed: 'txn', dialect, isolation: 'serializable', transactions: operations },
      ...{ clients: CLIENTS, keys: 10, writesPerKey: 64, lengthMax: 4, unknown: 1, aborted: 2 },
      ...(violated && { bugs: { 'stale-snapshot': 1 } }),
    }),
  ]

/** Each transaction reads what the next one writes: all are one ring, with no shorter cycle. */
export function ringOfTransactions(
  transactions: number,
  dialect: 'append' | 'w',
): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  const note = (type: 'invoke' | 'ok', process: number, value: unknown): void => {
    const index = events.length
    events.push({ index, time: index, process, type, f: 'txn', value })
  }
  const value = (one: number, seen: unknown) => [
    [dialect, `k${one}`, 1],
    ['r', `k${(one + 1) % transactions}`, seen],
  ]
  const nothing = dialect === 'append' ? [] : null
  for (let one = 0; one < transactions; one++) note('invoke', one, value(one, null))
  for (let one = 0; one < transactions; one++) note('ok', one, value(one, nothing))
  return events
}

/** A number far from any that was put in. */
const FOREIGN = 1_000_000_007

const TAKING: readonly string[] = ['read', 'dequeue', 'pop']
const numbered = (value: unknown, { f }: HistoryEvent): unknown =>
  TAKING.includes(f) && typeof value === 'number' ? FOREIGN : value
const listed = (value: unknown): unknown => (Array.isArray(value) ? [...value, FOREIGN] : value)

/** A list that is read once in a while, whole. */
const growing = (add: string): Generate =>
  simple(
    (prng, count) => (prng.chance(ratio(1, 2000)) ? ['read', null] : [add, count]),
    () => {
      const list: unknown[] = []
      return (f, value) => (f === 'read' ? [...list] : (list.push(value), value))
    },
    (value) => listed(value),
  )

const queue = line('queue', numbered)
const holds: Generate = ({ operations, violated }) => {
  const events: HistoryEvent[] = []
  const note = (process: number, type: 'invoke' | 'ok', f: string): void => {
    const index = events.length
    events.push({ index, time: index * 50_000, process, type, f, value: null })
  }
  for (let turn = 0; turn * 2 < operations; turn++) {
    const process = turn % CLIENTS
    for (const f of ['acquire', 'release']) {
      const skipped = violated && f === 'release' && turn === Math.floor(operations * 0.45)
      if (skipped) continue
      note(process, 'invoke', f)
      note(process, 'ok', f)
    }
  }
  return events
}

/** Holds with a token each, which grows. */
const fenced: Generate = (wanted) => {
  let token = 0
  return holds({ ...wanted, violated: false }).map((event) => {
    const { type, f } = event
    return type === 'ok' && f === 'acquire' ? { ...event, value: { token: ++token } } : event
  })
}

/** The last read of a set or a list lacks a value. */
const lacking =
  (right: Generate): Generate =>
  (wanted) => {
    const events = right({ ...wanted, violated: false })
    const place = events.findLastIndex(({ type, f }) => type === 'ok' && f === 'read')
    const read = events[place] as HistoryEvent
    return events.with(place, { ...read, value: (read.value as readonly unknown[]).slice(1) })
  }

const multi: Generate = simple(
  (prng, count) => {
    const key = `k${prng.integer(0, KEYS - 1)}`
    return ['txn', prng.chance(ratio(1, 2)) ? [['r', key, null]] : [['w', key, count]]]
  },
  () => {
    const held = new Map<string, unknown>()
    return (_, value) => {
      const [[f, key, written]] = value as [[string, string, unknown]]
      if (f === 'w') held.set(key, written)
      return [[f, key, held.get(key) ?? null]]
    }
  },
  (value) => {
    const [[f, key]] = value as [[string, string, unknown]]
    return f === 'r' ? [[f, key, FOREIGN]] : value
  },
)

const rightForks: Generate = simple(
  (prng, count) => {
    const pair = Math.floor(count / 8) * 2
    const keys = [`k${pair}`, `k${pair + 1}`]
    if (count % 8 < 2) return ['txn', [['w', keys[count % 8], 1]]]
    return [
      'txn',
      (prng.chance(ratio(1, 2)) ? keys : keys.reverse()).map((key) => ['r', key, null]),
    ]
  },
  () => {
    const held = new Set<unknown>()
    return (_, value) =>
      (value as [string, string, unknown][]).map(([f, key]) => {
        if (f === 'w') held.add(key)
        return [f, key, held.has(key) ? 1 : null]
      })
  },
  (value) => value,
)

/** Two readers of the same two keys see one write each, and not the same. */
const forks: Generate = (wanted) => {
  const events = [...rightForks({ ...wanted, violated: false })]
  if (!wanted.violated) return events
  const before = new Map<string, number>()
  for (let place = Math.floor(events.length * 0.9); place < events.length; place++) {
    const event = events[place] as HistoryEvent
    const micros = (event.value as [string, string, unknown][]).map(([, key]) => key).sort()
    const [one, other] = micros
    if (event.type !== 'ok' || one === undefined || other === undefined) continue
    const rival = before.get(one)
    before.set(one, place)
    if (rival === undefined) continue
    const saw = (at: number, key: string): void => {
      const value = micros.map((name) => ['r', name, name === key ? 1 : null])
      events[at] = { ...(events[at] as HistoryEvent), value }
    }
    saw(rival, one)
    saw(place, other)
    return events
  }
  throw new Error('no two readers of the same keys')
}

const log: Generate = simple(
  (prng, count) =>
    prng.chance(ratio(1, 2))
      ? ['send', [['send', `k${prng.integer(0, 7)}`, count]]]
      : ['poll', [['poll']]],
  () => {
    const logs = new Map<string, unknown[]>()
    const polled = new Map<number, number>()
    return (f, value, _, process) => {
      if (f === 'send') {
        const [[, key, sent]] = value as [[string, string, unknown]]
        const held = logs.get(key) ?? []
        logs.set(key, held)
        return [['send', key, [held.push(sent) - 1, sent]]]
      }
      // Each consumer goes through one log, some entries at a time.
      const key = `k${process % 8}`
      const from = polled.get(process) ?? 0
      const some = (logs.get(key) ?? []).slice(from, from + 16)
      polled.set(process, from + some.length)
      return [['poll', { [key]: some.map((sent, place) => [from + place, sent]) }]]
    }
  },
  (value) => {
    const [[f, key]] = value as [[string, string]]
    return f === 'send' ? [[f, key, [0, FOREIGN]]] : value
  },
)

const bank: Generate = simple(
  (prng, count) => {
    if (count === 0) return ['open-accounts', { accounts: ['a', 'b'], balance: 1000 }]
    if (prng.chance(ratio(1, 4))) return ['read', null]
    const [from, to] = prng.chance(ratio(1, 2)) ? ['a', 'b'] : ['b', 'a']
    return ['transfer', { from, to, amount: 0 }]
  },
  () => (f, value) => (f === 'read' ? { a: 1000, b: 1000 } : value),
  (value, { f }) => (f === 'read' ? { a: 1000, b: 999 } : value),
)

/** Histories of a property beside those that every property has, by what they show. */
export function furtherHistories(wanted: PropertyHistory): {
  readonly [shown: string]: readonly HistoryEvent[]
} {
  const { operations } = wanted
  switch (wanted.property.name) {
    case 'list-append':
      return { 'one ring': ringOfTransactions(operations, 'append') }
    case 'rw-register':
      return { 'one ring': ringOfTransactions(operations, 'w') }
    case 'mutual-exclusion':
      return { 'fencing tokens': fenced(wanted) }
    case 'set':
      return { 'a value lost': lacking(line('set', listed))(wanted) }
    case 'append-list':
      return { 'a value lost': lacking(growing('append'))(wanted) }
    case 'set-full':
    case 'exactly-once':
      return { 'a value lost': lacking(growing('add'))(wanted) }
    default:
      return {}
  }
}

const HISTORIES: { readonly [property: string]: Generate | undefined } = {
  'cas-register': registers,
  kv: registers,
  'kv-append': texts,
  'multi-register': multi,
  set: line('set', listed),
  queue,
  'unordered-queue': queue,
  stack: line('stack', numbered),
  counter: line('counter', numbered),
  lock: holds,
  'owned-lock': holds,
  'append-list': growing('append'),
  bank,
  'list-append': transactions('append'),
  'rw-register': transactions('w'),
  sequential: registers,
  'causal-memory': registers,
  'causal-convergence': registers,
  'read-your-writes': oldForReader('own'),
  'monotonic-reads': registers,
  'monotonic-writes': oldForReader('seen'),
  'writes-follow-reads': registers,
  'eventual-convergence': quietInTheEnd,
  'bounded-staleness': registers,
  'set-full': growing('add'),
  'total-queue': queue,
  'exactly-once': growing('add'),
  'counter-bounds': line('counter', numbered),
  'unique-ids': simple(
    () => ['generate', null],
    () => (_, __, count) => count,
    () => 0,
  ),
  'mutual-exclusion': holds,
  'kafka-log': log,
  'long-fork': forks,
  'bank-totals': bank,
}
