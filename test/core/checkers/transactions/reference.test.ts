/**
 * The checker against the definitions on thousands of small histories: which anomalies there are,
 * with each order, which models they rule out, and the verdict for any model.
 */
import { expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import { ANOMALIES, impliedBy } from '../../../../core/checkers/transactions/anomalies.ts'
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import {
  CONSISTENCY_MODELS,
  forbiddenBy,
  ruledOutBy,
} from '../../../../core/checkers/transactions/consistency-models.ts'
import type { TransactionOptions } from '../../../../core/checkers/transactions/index.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'
import { transactionsOf } from './reference.ts'
import type { Transaction } from './reference.ts'
import { listAnomalies } from './reference-lists.ts'
import { registerAnomalies } from './reference-registers.ts'
import { judgeEvents, typesOf } from './story.ts'
import { wildHistory } from './wild-history.ts'

const HISTORIES = 800
const TIMEOUT = { timeout: 60_000 }

type Reference = (
  transactions: readonly Transaction[],
  options: Partial<TransactionOptions>,
) => ReadonlySet<AnomalyType>

function transactionsIn(events: readonly HistoryEvent[]): readonly Transaction[] {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  return transactionsOf(Array.from(pairing.operations))
}

const withImplied = (types: Iterable<AnomalyType>): readonly AnomalyType[] => {
  const all = new Set(Array.from(types).flatMap((type) => Array.from(impliedBy(type))))
  return ANOMALIES.filter((type) => all.has(type))
}

/** What need not be told: beside a circle of writes and reads, those that also take an overwrite. */
const isBesideCircle = (type: AnomalyType, told: readonly AnomalyType[]): boolean => {
  const parts = /^(?:G-nonadjacent|G2-item)(-process|-realtime|)$/.exec(type)
  return parts !== null && told.includes(`G1c${parts[1] ?? ''}` as AnomalyType)
}

/** How often each model was ruled out. */
function compare(
  dialect: 'append' | 'w',
  reference: Reference,
  options: Partial<TransactionOptions> = {},
  unless: readonly AnomalyType[] = [],
): ReadonlyMap<string, number> {
  const prng = new Prng(`wild ${dialect}`)
  const counts = new Map<string, number>()
  const asked = { ...options, registers: dialect === 'w' }
  for (let number = 0; number < HISTORIES; number++) {
    const events = wildHistory(prng, dialect)
    const right = reference(transactionsIn(events), options)
    if (unless.some((type) => right.has(type))) continue
    const why = `${number}: ${Array.from(right).join(' ')} in ${JSON.stringify(events)}`
    const judgement = judgeEvents(events, asked)
    const told = withImplied(typesOf(judgement) as AnomalyType[])
    const all = withImplied(right)
    expect(judgement.ruledOut, why).toEqual(ruledOutBy(right))
    expect(
      told.filter((type) => !all.includes(type)),
      why,
    ).toEqual([])
    const missed = all.filter((type) => !told.includes(type) && !isBesideCircle(type, told))
    expect(missed, why).toEqual([])
    const model = prng.pick(CONSISTENCY_MODELS)
    const broken = Array.from(forbiddenBy([model])).some((type) => right.has(type))
    const { verdict } = judgeEvents(events, { ...asked, consistencyModels: [model] })
    expect(verdict === 'invalid', `${model}, ${why}`).toBe(broken)
    for (const one of judgement.ruledOut ?? []) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts
}

/** Those that some of the histories rule out, so that agreeing says something. */
const MODELS = [
  'consistent-view',
  'cursor-stability',
  'read-committed',
  'read-uncommitted',
  'repeatable-read',
  'strong-read-committed',
  'strong-session-read-committed',
  'strong-session-snapshot-isolation',
  'strong-snapshot-isolation',
  'update-atomic',
]

it(`agrees with the definitions on ${HISTORIES} wild histories of lists`, TIMEOUT, () => {
  const counts = compare('append', listAnomalies)
  expect(Array.from(counts.keys())).toEqual(expect.arrayContaining(MODELS))
})

it.each<Partial<TransactionOptions>>([
  {},
  { whole: true },
  { writesFollowReads: false },
  { writesFollowReads: true, whole: true },
])(`agrees with them on ${HISTORIES} wild histories of registers, with %j`, TIMEOUT, (options) => {
  const counts = compare('w', registerAnomalies, options)
  const models = MODELS.filter((model) => model !== 'read-uncommitted')
  expect(Array.from(counts.keys())).toEqual(expect.arrayContaining(models))
})

// Around a version that nobody wrote rightly, an assumed order is not put together.
it.each<Partial<TransactionOptions>>([
  { whole: true, sequentialKeys: true },
  { whole: true, linearizableKeys: true },
  { whole: true, sequentialKeys: true, linearizableKeys: true, writesFollowReads: false },
])('agrees with them where every read is of something, with %j', TIMEOUT, (options) => {
  const counts = compare('w', registerAnomalies, options, ['garbage-read', 'G1a', 'G1b'])
  expect(counts.get('read-uncommitted')).toBeGreaterThan(HISTORIES / 20)
})
