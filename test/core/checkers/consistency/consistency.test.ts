/**
 * Goal: the promises about registers are judged as their definitions have them. Method: thousands
 * of small random histories against checkers that try every order, and the textbook histories.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONSISTENCY } from '../../../../core/checkers/consistency/index.ts'
import { finish, type Judgement } from '../../../../core/checkers/property.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'
import {
  isCausallyConvergent,
  isCausalMemory,
  isSequential,
  keepsGuarantee,
} from './brute-force.ts'
import { randomAccesses, type RandomHistory } from './random-accesses.ts'

const RUNS = 20_000

function judge(name: string, history: RandomHistory): Judgement {
  const property = CONSISTENCY.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error(name)
  const judged = finish(property.judge(history, { budget: 1e6 }))
  if (!judged.ok) throw new Error(judged.message)
  return judged.judgement
}

const REFERENCES: readonly (readonly [
  string,
  (history: RandomHistory['operations']) => boolean,
])[] = [
  ['sequential', isSequential],
  ['causal-memory', isCausalMemory],
  ['causal-convergence', isCausallyConvergent],
  ['read-your-writes', (history) => keepsGuarantee('read-your-writes', history)],
  ['monotonic-reads', (history) => keepsGuarantee('monotonic-reads', history)],
  ['monotonic-writes', (history) => keepsGuarantee('monotonic-writes', history)],
  ['writes-follow-reads', (history) => keepsGuarantee('writes-follow-reads', history)],
]

describe.each(REFERENCES)('%s', (name, reference) => {
  it(`agrees with its definition on ${RUNS} random histories, of which both kinds are many`, () => {
    const met = { valid: 0, invalid: 0, unknown: 0 }
    fc.assert(
      fc.property(randomAccesses, (history) => {
        const { verdict, witness } = judge(name, history)
        met[verdict]++
        expect(verdict).toBe(reference(history.operations) ? 'valid' : 'invalid')
        expect(witness === undefined).toBe(verdict === 'valid')
      }),
      { numRuns: RUNS, ignoreEqualValues: true },
    )
    expect(met.unknown).toBe(0)
    expect(Math.min(met.valid, met.invalid)).toBeGreaterThan(RUNS / 1000)
  })
})

type Row = readonly [process: number, f: 'read' | 'write', key: string, value: unknown]

/** Operations one after the other, all acknowledged. */
function history(...rows: readonly Row[]): RandomHistory {
  return historyOf(rows)
}

function historyOf(rows: readonly Row[]): RandomHistory {
  const events = rows.flatMap(([process, f, key, value], place): HistoryEvent[] => {
    const common = { process, f, key }
    const index = place * 2
    return [
      { index, time: index, type: 'invoke', ...common, value: f === 'write' ? value : null },
      { index: index + 1, time: index + 1, type: 'ok', ...common, value },
    ]
  })
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  return { events, operations: pairing.operations }
}

/** Textbook histories, with the promises that each of them breaks. */
const TEXTBOOK: readonly (readonly [string, RandomHistory, readonly string[]])[] = [
  [
    'a read that lags behind another session',
    history([0, 'write', 'x', 1], [1, 'read', 'x', null]),
    [],
  ],
  [
    'store buffering: both read from before the other wrote',
    history(
      [0, 'write', 'x', 1],
      [0, 'read', 'y', null],
      [1, 'write', 'y', 1],
      [1, 'read', 'x', null],
    ),
    ['sequential'],
  ],
  [
    'two readers that see two writes in opposite orders',
    history(
      [0, 'write', 'x', 1],
      [1, 'write', 'x', 2],
      [2, 'read', 'x', 1],
      [2, 'read', 'x', 2],
      [3, 'read', 'x', 2],
      [3, 'read', 'x', 1],
    ),
    ['sequential', 'causal-convergence', 'eventual-convergence'],
  ],
  [
    'a session that does not see its own write',
    history([0, 'write', 'x', 1], [0, 'read', 'x', null]),
    ['sequential', 'causal-memory', 'causal-convergence', 'read-your-writes'],
  ],
  [
    'a session that goes back in time',
    history([0, 'write', 'x', 1], [1, 'read', 'x', 1], [1, 'read', 'x', null]),
    ['sequential', 'causal-memory', 'causal-convergence', 'monotonic-reads'],
  ],
  [
    'a second write seen without the first',
    history(
      [0, 'write', 'x', 1],
      [0, 'write', 'y', 2],
      [1, 'read', 'y', 2],
      [1, 'read', 'x', null],
    ),
    ['sequential', 'causal-memory', 'causal-convergence', 'monotonic-writes'],
  ],
  [
    'an answer seen without its question',
    history(
      [0, 'write', 'x', 1],
      [1, 'read', 'x', 1],
      [1, 'write', 'y', 2],
      [2, 'read', 'y', 2],
      [2, 'read', 'x', null],
    ),
    [
      'sequential',
      'causal-memory',
      'causal-convergence',
      'writes-follow-reads',
      'eventual-convergence',
    ],
  ],
]

describe('of the promises', () => {
  it.each(TEXTBOOK)('%s breaks just those that it should', (_, given, broken) => {
    const found = CONSISTENCY.filter(({ name }) => judge(name, given).verdict === 'invalid')
    expect(found.map(({ name }) => name)).toEqual(broken)
  })

  it('none guesses which of two equal writes a read saw, but for those that need not know', () => {
    const twice = history([0, 'write', 'x', 1], [1, 'write', 'x', 1], [2, 'read', 'x', 1])
    const unknown = CONSISTENCY.filter(({ name }) => judge(name, twice).verdict === 'unknown')
    const all = CONSISTENCY.map(({ name }) => name)
    expect(unknown.map(({ name }) => name)).toEqual(all.slice(1, -1))
  })

  it('each tells what it refuses in a sentence with its operations', () => {
    const told = judge(
      'monotonic-reads',
      history([0, 'write', 'x', 1], [1, 'read', 'x', 1], [1, 'read', 'x', null]),
    )
    expect(told.witness?.sentence).toBe(
      'process 1 read nothing from x in entry 5, but before that process 1 read 1 from x in entry 3, so it had to see that process 0 wrote 1 to x in entry 1',
    )
    expect(told.witness?.events).toHaveLength(6)
  })

  it('a read of what failed, or of what nobody wrote, breaks all that look at reads', () => {
    const thin = history([1, 'read', 'x', 9])
    for (const { name } of CONSISTENCY.slice(0, -1))
      expect(judge(name, thin).verdict).toBe('invalid')
  })
})

describe('sequential', () => {
  it('says unknown where its budget is spent', () => {
    const rows = Array.from({ length: 12 }, (_, place): Row => [place, 'write', `k${place}`, place])
    const property = CONSISTENCY[0]
    const judged =
      property && finish(property.judge(history(...rows, [0, 'read', 'k1', null]), { budget: 10 }))
    expect(judged).toMatchObject({ ok: true, judgement: { verdict: 'unknown' } })
  })
})

it('judges histories of any length', () => {
  const rows = Array.from({ length: 200_000 }, (_, place): Row => [place % 4, 'write', 'x', place])
  const long = historyOf(rows)
  for (const { name } of CONSISTENCY) expect(judge(name, long).verdict).not.toBe('invalid')
})
