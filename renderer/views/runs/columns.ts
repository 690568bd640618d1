/** The columns of the table of runs. */
import type { Column } from './sort-runs.ts'

export interface ColumnHead {
  readonly column: Column
  readonly title: string
  readonly figures?: boolean
}

export const COLUMN_HEADS: readonly ColumnHead[] = [
  { column: 'verdict', title: 'Verdict' },
  { column: 'drill', title: 'Drill' },
  { column: 'system', title: 'System, release' },
  { column: 'startedAt', title: 'When' },
  { column: 'world', title: 'World' },
  { column: 'durationMs', title: 'Length', figures: true },
  { column: 'operations', title: 'Operations', figures: true },
  { column: 'seed', title: 'Seed', figures: true },
  { column: 'bytes', title: 'Size', figures: true },
]

export const HEAD_HEIGHT_PX = 32
export const ROW_HEIGHT_PX = 34
