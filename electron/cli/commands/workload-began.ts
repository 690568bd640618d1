/** When the workload of a run began: the moment from which people count. */
import type { ShownRun } from '../../library/show-run.ts'

/** Milliseconds since the run began; null for a run that never came so far. */
export function workloadBeganMs({ log }: Pick<ShownRun, 'log'>): number | null {
  return log.find(({ kind, text }) => kind === 'phase' && text === 'drill')?.atMs ?? null
}
