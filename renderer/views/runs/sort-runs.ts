/** The order of the table. Runs that are equal in a column stand newest first. Pure. */
import { listedStanding, type ListedRun, type Standing } from '../../components/run-standing.ts'
import type { RunSummary } from '../../../electron/ipc/shapes/runs.ts'

export type Column =
  | 'verdict'
  | 'drill'
  | 'system'
  | 'startedAt'
  | 'durationMs'
  | 'operations'
  | 'seed'
  | 'bytes'
  | 'world'

export interface Order {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

export const NEWEST_FIRST: Order = { column: 'startedAt', direction: 'descending' }

/** What must be looked at first. */
const URGENCY: readonly Standing[] = [
  'running',
  'invalid',
  'unknown',
  'interrupted',
  'unjudged',
  'valid',
]

type Compare = (left: RunSummary, right: RunSummary) => number

const byText =
  (read: (run: RunSummary) => string): Compare =>
  (left, right) =>
    // `n2` before `n10`, and seeds as numbers.
    COLLATOR.compare(read(left), read(right))

const COLLATOR = new Intl.Collator('en', { numeric: true })

const COMPARES: { readonly [column in Column]: Compare } = {
  verdict: (left, right) =>
    URGENCY.indexOf(listedStanding(left)) - URGENCY.indexOf(listedStanding(right)),
  drill: byText(({ drill }) => drill),
  system: byText(({ system, release }) => `${system} ${release}`),
  startedAt: (left, right) => Date.parse(left.startedAt) - Date.parse(right.startedAt),
  durationMs: (left, right) => left.durationMs - right.durationMs,
  // Runs that nobody counted come before those in which nothing was done.
  operations: (left, right) => (left.operations ?? -1) - (right.operations ?? -1),
  seed: byText(({ seed }) => seed),
  bytes: (left, right) => left.bytes - right.bytes,
  world: (left, right) => Number(left.simulated) - Number(right.simulated),
}

/** Broken files are last in every order. */
export function sortRuns(runs: readonly ListedRun[], order: Order): readonly ListedRun[] {
  const compare = COMPARES[order.column]
  const sign = order.direction === 'ascending' ? 1 : -1
  const sound = runs
    .filter((run) => run.ok)
    .sort(
      (left, right) =>
        sign * (compare(left, right) || 0) ||
        COMPARES.startedAt(right, left) ||
        (left.name < right.name ? -1 : 1),
    )
  return [...sound, ...runs.filter((run) => !run.ok)]
}

/** A click on a column: its natural direction first, then the other. */
export function orderAfterClick(order: Order, column: Column): Order {
  if (order.column !== column) return { column, direction: naturalDirection(column) }
  return {
    column,
    direction: order.direction === 'ascending' ? 'descending' : 'ascending',
  }
}

function naturalDirection(column: Column): Order['direction'] {
  return ['startedAt', 'durationMs', 'operations', 'bytes'].includes(column) ? 'descending' : 'ascending'
}
