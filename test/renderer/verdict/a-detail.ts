/** A judged run, for tests. */
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'

export function aVerdict(changed: Partial<VerdictDocument> = {}): VerdictDocument {
  return {
    run: 'stale-read-1',
    drill: 'stale-read',
    system: 'raft',
    release: 'correct',
    seed: '1',
    simulated: true,
    verdict: 'valid',
    checks: [{ name: 'linearizable', verdict: 'valid', summary: 'fine', steps: 1 }],
    hypothesis: { statement: 'it holds', answer: 'held', measured: [] },
    recovery: { answer: 'recovered', afterMs: 0 },
    operations: { ok: 10, fail: 0, info: 0 },
    latencyMs: { p50: 1, p95: 2, p99: 3, p999: 4 },
    throughputPerSecond: 10,
    availability: 1,
    unavailableMs: 0,
    elections: 1,
    faults: [],
    warnings: [],
    durationMs: 1000,
    ...changed,
  }
}
