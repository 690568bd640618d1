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

/** Every text is written once, and none begins another. */
export const randomUniqueAppend: RandomObject = {
  ...randomAppend,
  ask: (prng, count) => {
    const f = prng.pick(['get', 'get', 'append', 'append', 'put'])
    return { f, value: f === 'get' ? null : 'abcdefgh'.charAt(count) }
  },
  bend: (prng, f, value) => {
    if (f !== 'get') return value
    const text = value as string
    return prng.pick([
      text.slice(1),
      text.slice(0, -1),
      `${text}${'abc'.charAt(prng.integer(0, 2))}`,
      [...text].reverse().join(''),
    ])
  },
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

/** Adds and removes say whether they changed anything, and no read shows all of it. */
export const randomTellingSet: RandomObject = {
  initial: [],
  ask: (prng) => ({ f: prng.pick(['add', 'remove', 'contains']), value: prng.integer(1, 2) }),
  answer: (state, { f, value }) => {
    const values = state as readonly unknown[]
    const without = values.filter((other) => other !== value)
    const present = without.length < values.length
    if (f === 'contains') return { state, value: present }
    return f === 'add'
      ? { state: [...without, value], value: !present }
      : { state: without, value: present }
  },
  bend: (_prng, _f, value) => !(value as boolean),
}

/** Telling answers and reads of all together. */
export const randomMixedSet: RandomObject = {
  ...randomTellingSet,
  ask: (prng, count) =>
    prng.integer(0, 3) === 0 ? { f: 'read', value: null } : randomTellingSet.ask(prng, count),
  answer: (state, asked) =>
    asked.f === 'read' ? { state, value: state } : randomTellingSet.answer(state, asked),
  bend: (prng, f, value) =>
    f === 'read' ? prng.pick([[], [1], [2, 1], [2]]) : !(value as boolean),
}

/** Nothing is ever removed; now and then a value is added twice. */
export const randomGrowingSet: RandomObject = {
  ...randomSet,
  ask: (prng, count) => {
    const f = prng.pick(['read', 'add'])
    return { f, value: f === 'read' ? null : prng.pick([count, 1, 2]) }
  },
  bend: (prng, f, value) => {
    if (f !== 'read') return value
    const values = value as readonly unknown[]
    return prng.pick([values.slice(1), [...values, prng.integer(0, 6)]])
  },
}

/** `values`: each put brings a value of its own, or one of three. */
function randomLine(
  put: string,
  take: string,
  end: 'front' | 'back',
  values: 'unique' | 'repeated',
): RandomObject {
  return {
    initial: [],
    ask: (prng, count) => {
      const f = prng.pick(values === 'unique' ? [put, put, take] : [put, take])
      if (f === take) return { f, value: null }
      return { f, value: values === 'unique' ? count : small(prng) }
    },
    answer: (state, { f, value }) => {
      const line = [...(state as readonly unknown[])]
      if (f === put) return { state: [...line, value], value }
      const taken = end === 'front' ? line.shift() : line.pop()
      return { state: line, value: taken ?? null }
    },
    bend: (prng, f, value) => {
      if (f !== take) return value
      if (values === 'repeated') return prng.pick([null, 1, 2, 3])
      return prng.pick([null, Number(value) - 1, Number(value) + 1, Number(value) + 2])
    },
  }
}

export const randomQueue = randomLine('enqueue', 'dequeue', 'front', 'repeated')
export const randomStack = randomLine('push', 'pop', 'back', 'repeated')
export const randomUniqueQueue = randomLine('enqueue', 'dequeue', 'front', 'unique')
export const randomUniqueStack = randomLine('push', 'pop', 'back', 'unique')

/** Takes come in any order. */
export const randomUnorderedQueue: RandomObject = {
  initial: [],
  ask: (prng) => {
    const f = prng.pick(['enqueue', 'dequeue'])
    return { f, value: f === 'dequeue' ? null : small(prng) }
  },
  answer: (state, { f, value }) => {
    const bag = [...(state as readonly number[])]
    if (f === 'enqueue') return { state: [...bag, value].sort(), value }
    return { state: bag.slice(1), value: bag[0] ?? null }
  },
  bend: (prng, f, value) => (f === 'dequeue' ? prng.pick([null, 1, 2, 3]) : value),
}

/** The same, where every value is put in once. */
export const randomUniqueUnorderedQueue: RandomObject = {
  initial: [],
  ask: (prng, count) => {
    const f = prng.pick(['enqueue', 'enqueue', 'dequeue'])
    return { f, value: f === 'dequeue' ? null : count }
  },
  answer: (state, { f, value }) => {
    const bag = state as readonly number[]
    if (f === 'enqueue') return { state: [value, ...bag], value }
    // From the middle, so that neither a queue nor a stack would do.
    const taken = bag[bag.length >> 1]
    return { state: bag.filter((one) => one !== taken), value: taken ?? null }
  },
  bend: (prng, f, value) => {
    if (f !== 'dequeue') return value
    return prng.pick([null, null, Number(value) - 1, Number(value) + 1])
  },
}

/** Two registers that are written and read one by one and together. */
export const randomMultiRegister: RandomObject = {
  initial: {},
  ask: (prng) => {
    const keys = prng.pick([['x'], ['y'], ['x', 'y'], ['y', 'x'], ['x', 'x']])
    const steps = keys.map((key) =>
      prng.integer(0, 1) === 0 ? [':r', key, null] : [':w', key, prng.integer(1, 2)],
    )
    return { f: 'txn', value: steps }
  },
  answer: (state, { value }) => {
    const registers = { ...(state as { readonly [key: string]: unknown }) }
    const steps = (value as readonly (readonly [string, string, unknown])[]).map(
      ([f, key, one]) => {
        if (f === ':w') registers[key] = one
        return [f, key, registers[key] ?? null]
      },
    )
    return { state: registers, value: steps }
  },
  bend: (prng, _f, value) =>
    (value as readonly (readonly [string, string, unknown])[]).map(([f, key, one]) =>
      f === ':r' ? [f, key, prng.pick([null, 1, 2])] : [f, key, one],
    ),
}

function randomList(values: 'unique' | 'repeated'): RandomObject {
  return {
    initial: [],
    ask: (prng, count) => {
      const f = prng.pick(['read', 'append'])
      if (f === 'read') return { f, value: null }
      return { f, value: values === 'unique' ? count : prng.integer(1, 2) }
    },
    answer: (state, { f, value }) => {
      const list = state as readonly unknown[]
      return f === 'read' ? { state, value: list } : { state: [...list, value], value }
    },
    bend: (prng, f, value) => {
      if (f !== 'read') return value
      const list = value as readonly unknown[]
      return prng.pick([list.slice(0, -1), list.slice(1), [...list].reverse(), [...list, 1]])
    },
  }
}

export const randomUniqueList = randomList('unique')
export const randomRepeatedList = randomList('repeated')

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
