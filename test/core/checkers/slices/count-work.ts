/**
 * Judges histories by every property, and prints for each the most work that it did without a
 * rest. Runs on sources that count (`counting-hooks.ts`).
 *
 *     node --import ./counting-hooks.ts count-work.ts OPERATIONS [NAME]
 */
import { PROPERTIES } from '../../../../core/checkers/properties.ts'
import type { HistoryProperty } from '../../../../core/checkers/property.ts'
import type { OperationList } from '../../../../core/history/operation-list.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'
import { furtherHistories, historyOf } from '../../../bench/property-histories.ts'

/** What `count-work.ts` prints, a line of JSON each. */
export interface WorkCount {
  readonly property: string
  /** `right`, `violated`, or what else it shows. */
  readonly history: string
  readonly verdict: string
  readonly rests: number
  /** Between two rests; see `counting-hooks.ts`. */
  readonly mostWork: number
  /** Values that one answer shows at most: an answer is looked at as a whole. */
  readonly longestAnswer: number
  /** Of the most work, the lines with most of it; where that was asked for. */
  readonly where?: readonly string[]
}

/** Steps for each operation: enough for all that needs no search. */
const BUDGET_STEPS = 1000

function countWork(
  property: HistoryProperty,
  history: string,
  events: readonly HistoryEvent[],
): WorkCount {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const paired = pairing.operations
  // No array, as a history from a file is none.
  const operations: OperationList = {
    length: paired.length,
    at: (place) => paired[place],
    [Symbol.iterator]: () => paired[Symbol.iterator](),
  }
  const budget = operations.length * (isSearch(property) ? 20 : BUDGET_STEPS)
  const judging = property.judge({ operations }, { budget })
  let mostWork = 0
  let where: readonly string[] = []
  for (let rests = 0; ; rests++) {
    globalThis.work = 0
    if (globalThis.workBy) globalThis.workBy = {}
    const slice = judging.next()
    if (globalThis.work > mostWork) {
      mostWork = globalThis.work
      where = busiestLines()
    }
    if (slice.done !== true) continue
    const verdict = slice.value.ok ? slice.value.judgement.verdict : slice.value.message
    const told = { property: property.name, history, verdict, rests, mostWork }
    return { ...told, longestAnswer: longestAnswer(events), ...(where.length > 0 && { where }) }
  }
}

/** It is not decided by the causal order alone. */
function isSearch({ name }: HistoryProperty): boolean {
  return name === 'sequential'
}

function longestAnswer(events: readonly HistoryEvent[]): number {
  return events.reduce(
    (longest, { value }) => (Array.isArray(value) ? Math.max(longest, value.length) : longest),
    0,
  )
}

function busiestLines(): readonly string[] {
  return Object.entries(globalThis.workBy ?? {})
    .sort(([, one], [, other]) => other - one)
    .slice(0, 5)
    .map(([line, count]) => `${line} ${count}`)
}

const operations = Number(process.argv[2])
const only = process.argv[3]

for (const property of PROPERTIES) {
  if (only !== undefined && property.name !== only) continue
  for (const violated of [false, true]) {
    const events = historyOf({ property, operations, violated })
    console.log(JSON.stringify(countWork(property, violated ? 'violated' : 'right', events)))
  }
  const further = furtherHistories({ property, operations, violated: false })
  for (const [shown, events] of Object.entries(further)) {
    console.log(JSON.stringify(countWork(property, shown, events)))
  }
}
