/** A register is overwritten, and then read as it was before. */
import type { HistoryEvent } from '../../../core/history/operation.ts'

const common = { f: 'write', key: 'x' }

/** Of what was overwritten. */
export const LAST_ANSWER = {
  time: 1_310e6,
  process: 1,
  type: 'ok' as const,
  value: 'old',
  f: 'read',
  key: 'x',
}

/** Times in ns; the workload of a recorded run lasts from 1 s to 3 s. */
export const STALE_READ: readonly Omit<HistoryEvent, 'index'>[] = [
  { time: 1_100e6, process: 0, type: 'invoke', value: 'old', ...common },
  { time: 1_102e6, process: 0, type: 'ok', value: 'old', ...common },
  { time: 1_200e6, process: 0, type: 'invoke', value: 'new', ...common },
  { time: 1_204e6, process: 0, type: 'ok', value: 'new', ...common },
  { time: 1_300e6, process: 1, type: 'invoke', f: 'read', key: 'x' },
  LAST_ANSWER,
]

/** The verdict on it; the first write is left out of the witness, as a shrunk one might. */
export const BROKEN = {
  verdict: 'invalid' as const,
  checks: [
    {
      name: 'linearizable',
      verdict: 'invalid' as const,
      summary: '3 operations have no order',
      steps: 3,
      witness: {
        sentence: 'c2 read "old", though it was overwritten',
        events: STALE_READ.slice(2).map((event, place) => ({ index: place + 2, ...event })),
      },
    },
    { name: 'converged', verdict: 'unknown' as const, summary: 'not decided', steps: 0 },
  ] as const,
}
