/**
 * Small random histories: a few processes run against one object, each operation with an instant
 * at which it takes effect; then some answers are bent, lost or denied, so that about half of
 * the histories are linearizable and the others barely not.
 */
import { ratio, type Prng } from '../../../../core/base/prng.ts'
import type { HistoryEvent, HistoryOperation } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'

/** What a client may ask, and how a right object would answer: its answer and its next state. */
export interface RandomObject {
  readonly initial: unknown
  ask(prng: Prng, count: number): { readonly f: string; readonly value: unknown }
  /** `undefined` where it refuses; the operation then fails. */
  answer(
    state: unknown,
    asked: { readonly f: string; readonly value: unknown },
  ): { readonly state: unknown; readonly value: unknown } | undefined
  /** A wrong answer to the same question. */
  bend(prng: Prng, f: string, value: unknown): unknown
}

export interface Shape {
  readonly operations: number
  readonly processes: number
  /** In a hundred. */
  readonly unknown: number
  readonly failed: number
  readonly bent: number
}

interface Open {
  readonly process: number
  readonly asked: { readonly f: string; readonly value: unknown }
  answered?: { readonly value: unknown } | 'refused'
}

export function randomHistory(prng: Prng, object: RandomObject, shape: Shape): HistoryEvent[] {
  const events: HistoryEvent[] = []
  const open: Open[] = []
  const processes = Array.from({ length: shape.processes }, (_, process) => process)
  let state = object.initial
  let asked = 0
  const note = (type: HistoryEvent['type'], process: number, f: string, value: unknown): void => {
    const index = events.length
    events.push({ index, time: index * 1000, process, type, f, value })
  }
  const percent = (chance: number): boolean => prng.chance(ratio(chance, 100))
  while (asked < shape.operations || open.length > 0) {
    const idle = processes.filter((process) => !open.some((one) => one.process === process))
    if (asked < shape.operations && idle.length > 0 && (open.length === 0 || percent(55))) {
      const process = prng.pick(idle)
      const question = object.ask(prng, asked++)
      open.push({ process, asked: question })
      note('invoke', process, question.f, question.value)
      continue
    }
    const one = prng.pick(open)
    if (one.answered === undefined) {
      if (percent(shape.unknown)) {
        // Nobody will know: it takes effect now, or not at all.
        const effect = percent(50) ? object.answer(state, one.asked) : undefined
        if (effect !== undefined) state = effect.state
        finish(one, 'info')
      } else if (percent(shape.failed)) {
        finish(one, 'fail')
      } else {
        const effect = object.answer(state, one.asked)
        if (effect !== undefined) state = effect.state
        const lies = effect === undefined && percent(shape.bent)
        if (effect !== undefined) one.answered = { value: effect.value }
        else one.answered = lies ? { value: one.asked.value } : 'refused'
      }
      continue
    }
    if (one.answered === 'refused') finish(one, 'fail')
    else {
      const { value } = one.answered
      finish(one, 'ok', percent(shape.bent) ? object.bend(prng, one.asked.f, value) : value)
    }
  }
  return events

  function finish(one: Open, type: 'ok' | 'fail' | 'info', value?: unknown): void {
    open.splice(open.indexOf(one), 1)
    note(type, one.process, one.asked.f, type === 'ok' ? value : one.asked.value)
    const place = processes.indexOf(one.process)
    if (type === 'info') processes[place] = Math.max(...processes) + 1
  }
}

export function paired(events: readonly HistoryEvent[]): readonly HistoryOperation[] {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  return pairing.operations
}

const small = (prng: Prng): number => prng.integer(1, 3)

export const randomRegister: RandomObject = {
  initial: null,
  ask: (prng) => {
    const f = prng.pick(['read', 'read', 'write', 'write', 'cas'])
    if (f === 'read') return { f, value: null }
    return { f, value: f === 'write' ? small(prng) : [small(prng), small(prng)] }
  },
  answer: (state, { f, value }) => {
    if (f === 'read') return { state, value: state }
    if (f === 'write') return { state: value, value }
    const [from, to] = value as readonly [unknown, unknown]
    return state === from ? { state: to, value } : undefined
  },
  bend: (prng, f, value) => (f === 'read' ? prng.pick([null, 1, 2, 3]) : value),
}

/** A failed cas answers `false`, as in the logs of etcd. */
export const randomTellingRegister: RandomObject = {
  ...randomRegister,
  answer: (state, asked) => randomRegister.answer(state, asked) ?? { state, value: false },
  bend: (prng, f, value) => {
    if (f === 'cas') return value === false ? undefined : false
    return randomRegister.bend(prng, f, value)
  },
}

/** Every written value is written once. */
export const randomUniqueRegister: RandomObject = {
  ...randomRegister,
  ask: (prng, count) => {
    const f = prng.pick(['read', 'read', 'write', 'cas', 'cas'])
    if (f === 'read') return { f, value: null }
    if (f === 'write') return { f, value: count + 10 }
    const from = prng.pick([null, ...Array.from({ length: count + 1 }, (_, place) => place + 10)])
    return { f, value: [from, count + 10] }
  },
  bend: (prng, f, value) => (f === 'read' ? prng.pick([null, 10, 11, 12, 13, 14]) : value),
}

export const randomAppend: RandomObject = {
  initial: '',
  ask: (prng) => {
    const f = prng.pick(['get', 'get', 'append', 'append', 'put'])
    return { f, value: f === 'get' ? null : prng.pick(['x', 'y']) }
  },
  answer: (state, { f, value }) => {
    if (f === 'get') return { state, value: state }
    return { state: f === 'put' ? value : `${state as string}${value as string}`, value }
  },
  bend: (prng, f, value) => (f === 'get' ? prng.pick(['', 'x', 'y', 'xy', 'yx']) : value),
}

export const randomSet: RandomObject = {
  initial: [],
  ask: (prng) => {
    const f = prng.pick(['read', 'read', 'add', 'add', 'remove'])
    return { f, value: f === 'read' ? null : small(prng) }
  },
  answer: (state, { f, value }) => {
    const values = state as readonly unknown[]
    if (f === 'read') return { state, value: values }
    const without = values.filter((other) => other !== value)
    return { state: f === 'add' ? [...without, value] : without, value }
  },
  bend: (prng, f, value) => (f === 'read' ? prng.pick([[], [1], [2, 1], [3], [1, 2, 3]]) : value),
}

function randomLine(put: string, take: string, end: 'front' | 'back'): RandomObject {
  return {
    initial: [],
    ask: (prng) => {
      const f = prng.pick([put, take])
      return { f, value: f === put ? small(prng) : null }
    },
    answer: (state, { f, value }) => {
      const line = [...(state as readonly unknown[])]
      if (f === put) return { state: [...line, value], value }
      const taken = end === 'front' ? line.shift() : line.pop()
      return { state: line, value: taken ?? null }
    },
    bend: (prng, f, value) => (f === take ? prng.pick([null, 1, 2, 3]) : value),
  }
}

export const randomQueue = randomLine('enqueue', 'dequeue', 'front')
export const randomStack = randomLine('push', 'pop', 'back')

export const randomCounter: RandomObject = {
  initial: 0,
  ask: (prng) => {
    const f = prng.pick(['read', 'add'])
    return { f, value: f === 'read' ? null : prng.pick([1, 2, -1]) }
  },
  answer: (state, { f, value }) =>
    f === 'read' ? { state, value: state } : { state: Number(state) + Number(value), value },
  bend: (prng, f, value) => (f === 'read' ? prng.integer(-1, 4) : value),
}

export const randomLock: RandomObject = {
  initial: false,
  ask: (prng) => ({ f: prng.pick(['acquire', 'release']), value: null }),
  answer: (state, { f, value }) => {
    const held = f === 'acquire'
    return state === held ? undefined : { state: held, value }
  },
  bend: (_prng, _f, value) => value,
}

export const randomBank: RandomObject = {
  initial: { a: 2, b: 2 },
  ask: (prng) => {
    const f = prng.pick(['read', 'transfer'])
    if (f === 'read') return { f, value: null }
    const [from, to] = prng.shuffle(['a', 'b'])
    return { f, value: { from, to, amount: prng.integer(1, 2) } }
  },
  answer: (state, { f, value }) => {
    const balances = { ...(state as Record<string, number>) }
    if (f === 'read') return { state, value: balances }
    const { from, to, amount } = value as { from: string; to: string; amount: number }
    if ((balances[from] ?? 0) < amount) return undefined
    balances[from] = (balances[from] ?? 0) - amount
    balances[to] = (balances[to] ?? 0) + amount
    return { state: balances, value }
  },
  bend: (prng, f, value) => {
    const a = prng.integer(0, 4)
    return f === 'read' ? { a, b: 4 - a } : value
  },
}
