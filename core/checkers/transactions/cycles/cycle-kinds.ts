/**
 * Each cycle anomaly as a search: which edges it may take and which it must have.
 *
 * A kind is only looked for where those that imply it were not found. That settles what else it
 * must have: a cycle of `WW` and `WR` edges has a `WR` where there is no G0, one with real time
 * has real time where there is none without.
 */
import { impliedBy } from '../anomalies.ts'
import type { CycleAnomaly, CycleVariant } from '../anomalies.ts'
import { PROCESS, REALTIME, RW, WR, WW } from './dependency-graph.ts'

export interface CycleKind {
  readonly type: CycleAnomaly
  /** Edges that the cycle may take, any number of them. */
  readonly taken: number
  /** Edges of which it has at least one, and of those outside `taken` exactly one. */
  readonly closing: number
  /** Whether no two `RW` edges follow each other. */
  readonly nonadjacent: boolean
  /** The fewest transactions that it can have. */
  readonly lengthMin: number
  /** Kinds that need not be looked for where this one was found. */
  readonly implies: ReadonlySet<string>
}

const VARIANT_EDGES: { readonly [variant in CycleVariant]: number } = {
  '': 0,
  '-process': PROCESS,
  '-realtime': REALTIME,
}

/** Each before those that it implies. */
export const CYCLE_KINDS: readonly CycleKind[] = (['', '-process', '-realtime'] as const).flatMap(
  (variant) => {
    const order = VARIANT_EDGES[variant]
    return [
      kind(`G0${variant}`, WW | order, WW, false, 2),
      kind(`G1c${variant}`, WW | WR | order, WW | WR, false, 2),
      kind(`G-single${variant}`, WW | WR | order, RW, true, 2),
      kind(`G-nonadjacent${variant}`, WW | WR | RW | order, RW, true, 4),
      kind(`G2-item${variant}`, WW | WR | RW | order, RW, false, 2),
    ]
  },
)

function kind(
  type: CycleAnomaly,
  taken: number,
  closing: number,
  nonadjacent: boolean,
  lengthMin: number,
): CycleKind {
  return { type, taken, closing, nonadjacent, lengthMin, implies: impliedBy(type) }
}
