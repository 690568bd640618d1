/** A recorded run of a few slots, for tests. */
import type { RunSeries, SeriesFault } from '../../../electron/ipc/shapes/runs.ts'

export function aSeries(changed: Partial<RunSeries> = {}): RunSeries {
  return {
    fromMs: 0,
    slotMs: 100,
    ok: Uint32Array.of(10, 0, 20, 5),
    fail: Uint32Array.of(0, 3, 0, 0),
    info: Uint32Array.of(0, 1, 0, 0),
    p50: Float32Array.of(2, NaN, 3, 4),
    p99: Float32Array.of(8, NaN, 9, 32),
    p999: Float32Array.of(8, NaN, 16, 64),
    elections: [{ atMs: 210, node: 'n2', term: 3 }],
    faults: [aFault({ fromMs: 100, toMs: 200 })],
    phases: [],
    ...changed,
  }
}

export function aFault(changed: Partial<SeriesFault> = {}): SeriesFault {
  return {
    id: 'f1',
    kind: 'kill',
    target: 'n1',
    fromMs: 0,
    toMs: 100,
    proven: true,
    effect: 'went down once',
    ...changed,
  }
}
