/**
 * Goal: the checkers of a recording say valid, invalid and unknown where they should, each with
 * a recording on which it goes red. Method: small recordings written by hand.
 */
import { describe, expect, it } from 'vitest'
import type { FinalState, Recording } from '../../../core/checkers/checker.ts'
import { CHECKERS, findChecker } from '../../../core/checkers/index.ts'
import type { HistoryEvent } from '../../../core/history/operation.ts'

const BUDGET = 100_000

function recording(changes: Partial<Recording>): Recording {
  return {
    workload: { kind: 'register', options: {} },
    history: [],
    reports: [],
    finalStates: [],
    ...changes,
  }
}

function check(name: string, changes: Partial<Recording>, budget = BUDGET) {
  const checker = findChecker(name)
  if (checker === undefined) throw new Error(name)
  return checker.check(recording(changes), budget)
}

type Row = readonly [
  process: number,
  type: HistoryEvent['type'],
  f: string,
  value: unknown,
  key?: string,
]

function history(...rows: readonly Row[]): HistoryEvent[] {
  return rows.map(([process, type, f, value, key], index) => ({
    index,
    time: index * 1_000_000_000,
    process,
    type,
    f,
    ...(key === undefined ? {} : { key }),
    value,
  }))
}

it('has names of its own', () => {
  const names = CHECKERS.map(({ name }) => name)
  expect(names.slice(0, 3)).toEqual(['linearizable', 'bank-totals', 'converged'])
  expect(names).toEqual(expect.arrayContaining(['sequential', 'list-append', 'total-queue']))
  expect(new Set(names).size).toBe(names.length)
  expect(findChecker('luck')).toBeUndefined()
})

describe('linearizable', () => {
  const write: readonly Row[] = [
    [0, 'invoke', 'write', 7, 'k1'],
    [0, 'ok', 'write', 7, 'k1'],
    [9, 'invoke', 'read', undefined, 'k1'],
  ]

  it('judges registers by key', () => {
    expect(
      check('linearizable', { history: history(...write, [9, 'ok', 'read', 7, 'k1']) }).verdict,
    ).toBe('valid')
    const wrong = check('linearizable', {
      workload: { kind: 'register', clients: 8, options: {} },
      history: history(...write, [9, 'ok', 'read', null, 'k1']),
    })
    expect(wrong.verdict).toBe('invalid')
    expect(wrong.witness?.sentence).toBe(
      'c2 read nothing from k1 at 3.000 s, but 7 had been acknowledged at 1.000 s ' +
        'and nothing removed it after it',
    )
  })

  it('judges a bank whose accounts are known', () => {
    const transfer = { from: 'a0', to: 'a1', amount: 3 }
    const workload = { kind: 'bank', options: { accounts: 2, balance: 10 } }
    const rows: readonly Row[] = [
      [0, 'invoke', 'transfer', transfer],
      [0, 'ok', 'transfer', transfer],
      [1, 'invoke', 'read', undefined],
    ]
    const right = history(...rows, [1, 'ok', 'read', { a0: 7, a1: 13 }])
    expect(check('linearizable', { workload, history: right }).verdict).toBe('valid')
    const stale = history(...rows, [1, 'ok', 'read', { a0: 10, a1: 10 }])
    expect(check('linearizable', { workload, history: stale }).verdict).toBe('invalid')
  })

  it('is unknown without a model, without operations, beyond the budget, or when torn', () => {
    const other = { kind: 'queue-of-jobs', options: {} }
    const overlapping = history(
      [0, 'invoke', 'write', 1, 'x'],
      [1, 'invoke', 'write', 1, 'x'],
      [2, 'invoke', 'read', undefined, 'x'],
      [0, 'ok', 'write', 1, 'x'],
      [1, 'ok', 'write', 1, 'x'],
      [2, 'ok', 'read', 1, 'x'],
    )
    const torn = history([0, 'ok', 'read', 1, 'x'])
    expect(check('linearizable', { workload: other }).verdict).toBe('unknown')
    expect(check('linearizable', {}).verdict).toBe('unknown')
    expect(check('linearizable', { history: torn }).summary).toMatch(/contradicts itself/)
    expect(check('linearizable', { history: overlapping }, 1).verdict).toBe('unknown')
    expect(check('linearizable', { history: overlapping }).verdict).toBe('valid')
  })
})

describe('bank-totals', () => {
  const workload = { kind: 'bank', clients: 4, options: { accounts: 2, balance: 10 } }
  const readOf = (value: unknown) =>
    check('bank-totals', {
      workload,
      history: history([3, 'invoke', 'read', undefined], [3, 'ok', 'read', value]),
    })

  it('holds every read to what was opened', () => {
    expect(readOf({ a0: 13, a1: 7 }).verdict).toBe('valid')
    expect(readOf({ a0: 13, a1: 8 }).witness?.sentence).toBe(
      'c4 read all balances at 1.000 s: the balances sum to 21, and 20 were opened',
    )
    expect(readOf({ a0: 25, a1: -5 }).summary).toBe('account a1 holds -5')
    expect(readOf({ a0: 20 }).summary).toBe('1 accounts were read, and 2 opened')
    expect(readOf({ a0: 20, a1: 'none' }).verdict).toBe('invalid')
  })

  it('is unknown where nothing was read, or there are no accounts', () => {
    expect(check('bank-totals', { workload }).verdict).toBe('unknown')
    expect(check('bank-totals', {}).verdict).toBe('unknown')
  })

  it('holds reads against each other where nobody says what was opened', () => {
    const changes = {
      workload: { kind: 'bank', options: {} },
      history: history([0, 'ok', 'read', { a: 1, b: 2 }], [0, 'ok', 'read', { a: 1, b: 3 }]),
    }
    expect(check('bank-totals', changes).verdict).toBe('invalid')
  })
})

describe('converged', () => {
  const node = (name: string, digest: number, more: Partial<FinalState> = {}): FinalState => ({
    node: name,
    expected: true,
    description: { role: 'replica', leads: false, term: 1, state: { applied: 5, digest } },
    ...more,
  })

  it('wants all expected nodes there, and of one state', () => {
    const gone: FinalState = { node: 'n3', expected: true }
    const left: FinalState = { node: 'n4', expected: false }
    expect(check('converged', { finalStates: [node('n1', 7), node('n2', 7), left] }).verdict).toBe(
      'valid',
    )
    expect(check('converged', { finalStates: [node('n1', 7), gone] }).witness?.sentence).toBe(
      'n3 was not running when the run ended',
    )
    const split = check('converged', { finalStates: [node('n1', 7), node('n2', 8), node('n3', 7)] })
    expect(split.verdict).toBe('invalid')
    expect(split.summary).toBe(
      'the nodes hold different states: n1, n3 (5 applied, digest 00000007) ' +
        'against n2 (5 applied, digest 00000008)',
    )
    expect(check('converged', { finalStates: [left] }).verdict).toBe('unknown')
  })
})
