/**
 * The definition of linearizability, word for word and as slow as that: try every order of every
 * choice of the unknown operations. It shares nothing with the checker but the operations, and
 * has its own idea of each object.
 */
import type { HistoryOperation } from '../../../../core/history/operation.ts'

/** The state after `operation`; `undefined` where it cannot have had its answer. */
export type Semantics = (state: unknown, operation: HistoryOperation) => unknown

export interface BruteModel {
  readonly initial: unknown
  readonly step: Semantics
}

export interface Leniency {
  /** Mistakes that a checker could make; each must be found out by some history. */
  readonly infoNeverHappens?: boolean
  readonly infoEndsWhenSaid?: boolean
  readonly failMayHappen?: boolean
  readonly ignoreRealTime?: boolean
}

export function isLinearizable(
  operations: readonly HistoryOperation[],
  model: BruteModel,
  mistake: Leniency = {},
): boolean {
  const happened = operations
    .filter(({ outcome }) => outcome !== 'fail' || mistake.failMayHappen)
    .filter(({ outcome }) => outcome !== 'info' || !mistake.infoNeverHappens)
    .map((operation) =>
      operation.outcome === 'ok' || (operation.outcome === 'info' && mistake.infoEndsWhenSaid)
        ? operation
        : { ...operation, outcome: 'info' as const, completedIndex: Infinity },
    )
  return extend(model.initial, happened, model, mistake)
}

function extend(
  state: unknown,
  left: readonly HistoryOperation[],
  model: BruteModel,
  mistake: Leniency,
): boolean {
  if (left.every(({ outcome }) => outcome === 'info')) return true
  for (const next of left) {
    const tooEarly = left.some((other) => other !== next && other.completedIndex < next.index)
    if (tooEarly && !mistake.ignoreRealTime) continue
    const after = model.step(state, next)
    if (after === undefined) continue
    const rest = left.filter((other) => other !== next)
    if (extend(after, rest, model, mistake)) return true
  }
  return false
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export const bruteRegister: BruteModel = {
  initial: null,
  step: (state, { f, input, output, outcome }) => {
    if (f === 'write') return input
    if (f === 'read') return outcome === 'info' || state === output ? state : undefined
    const [from, to] = input as readonly [unknown, unknown]
    if (output === false) return state !== from ? state : undefined
    if (state === from) return to
    // An unknown cas that does not fit is the same as one that never happened.
    return undefined
  },
}

export const bruteAppend: BruteModel = {
  initial: '',
  step: (state, { f, input, output, outcome }) => {
    if (f === 'put') return input
    if (f === 'append') return `${state as string}${input as string}`
    return outcome === 'info' || state === output ? state : undefined
  },
}

export const bruteSet: BruteModel = {
  initial: [],
  step: (state, { f, input, output, outcome }) => {
    const values = new Set(state as readonly number[])
    if (f === 'read') {
      if (outcome === 'info') return state
      const answer = [...(output as readonly number[])].sort()
      return same(answer, [...values].sort()) ? state : undefined
    }
    const present = values.has(input as number)
    const answered = outcome === 'ok' && typeof output === 'boolean'
    if (f === 'contains') return outcome === 'info' || output === present ? state : undefined
    if (answered && output !== (f === 'add' ? !present : present)) return undefined
    if (f === 'add') values.add(input as number)
    else values.delete(input as number)
    return [...values]
  },
}

function bruteLine(put: string, end: 'front' | 'back'): BruteModel {
  return {
    initial: [],
    step: (state, { f, input, output, outcome }) => {
      const line = [...(state as readonly unknown[])]
      if (f === put) return [...line, input]
      const taken = (end === 'front' ? line.shift() : line.pop()) ?? null
      return outcome === 'info' || taken === output ? line : undefined
    },
  }
}

export const bruteQueue = bruteLine('enqueue', 'front')
export const bruteStack = bruteLine('push', 'back')

/** The state is every bag that there may be: a take of unknown outcome may have taken anything. */
export const bruteUnorderedQueue: BruteModel = {
  initial: [[]],
  step: (state, { f, input, output, outcome }) => {
    const bags = state as readonly (readonly unknown[])[]
    const after = bags.flatMap((bag) => {
      if (f === 'enqueue') return [[...bag, input]]
      const none = bag.length === 0 ? [bag] : []
      const takes = bag.map((taken, place) => ({ taken, left: bag.toSpliced(place, 1) }))
      if (outcome === 'info') return [...none, ...takes.map(({ left }) => left)]
      if (output === null) return none
      return takes.filter(({ taken }) => taken === output).map(({ left }) => left)
    })
    return after.length === 0 ? undefined : after
  },
}

export const bruteMultiRegister: BruteModel = {
  initial: {},
  step: (state, { input, output, outcome }) => {
    const registers = { ...(state as { readonly [key: string]: unknown }) }
    const steps = (outcome === 'ok' ? output : input) as readonly (readonly unknown[])[]
    for (const [f, key, value] of steps) {
      if (f === ':w') registers[key as string] = value
      else if (outcome === 'ok' && (registers[key as string] ?? null) !== value) return undefined
    }
    return registers
  },
}

export const bruteCounter: BruteModel = {
  initial: 0,
  step: (state, { f, input, output, outcome }) => {
    if (f === 'add') return (state as number) + (input as number)
    return outcome === 'info' || state === output ? state : undefined
  },
}

export const bruteLock: BruteModel = {
  initial: false,
  step: (state, { f }) => {
    const held = f === 'acquire'
    return state === held ? undefined : held
  },
}

export const bruteOwnedLock: BruteModel = {
  initial: null,
  step: (state, { f, process }) => {
    if (f === 'acquire') return state === null ? process : undefined
    return state === process ? null : undefined
  },
}

export const bruteList: BruteModel = {
  initial: [],
  step: (state, { f, input, output, outcome }) => {
    if (f === 'append') return [...(state as readonly unknown[]), input]
    return outcome === 'info' || same(state, output) ? state : undefined
  },
}

export const bruteBank: BruteModel = {
  initial: { a: 2, b: 2 },
  step: (state, { f, input, output, outcome }) => {
    const balances = { ...(state as Record<'a' | 'b', number>) }
    if (f === 'read') return outcome === 'info' || same(balances, output) ? balances : undefined
    const { from, to, amount } = input as { from: 'a' | 'b'; to: 'a' | 'b'; amount: number }
    if (balances[from] < amount) return undefined
    balances[from] -= amount
    balances[to] += amount
    return balances
  },
}
