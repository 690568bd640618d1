/** A line of the library, for tests. */
import type { BrokenRunSummary, RunSummary } from '../../../electron/ipc/shapes/runs.ts'

export function aRun(changed: Partial<RunSummary> = {}): RunSummary {
  return {
    ok: true,
    name: 'leader-loss-1',
    bytes: 1_000,
    drill: 'leader-loss',
    system: 'raft',
    release: 'correct',
    seed: '1',
    simulated: true,
    startedAt: '2026-11-20T13:42:00.000Z',
    durationMs: 20_000,
    status: 'finished',
    reason: null,
    verdict: 'valid',
    operations: 8_000,
    tags: [],
    parent: null,
    ...changed,
  }
}

export function aBrokenRun(name = 'half-a-file'): BrokenRunSummary {
  return { ok: false, name, problem: 'it is no run file' }
}
