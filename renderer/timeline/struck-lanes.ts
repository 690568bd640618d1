/**
 * On which lanes a fault is drawn. Faults of machines name them. A fault of links that divides the
 * machines is drawn on the side with fewer nodes: it is the one that was cut off. Any other fault of
 * links is drawn on all that it touches. Pure.
 */
import type { FaultBand, Lane } from '../../electron/ipc/shapes/timeline.ts'

type Struck = Pick<FaultBand, 'lanes' | 'links'>
type Role = Pick<Lane, 'role'>

export function struckLanes({ lanes, links }: Struck, roles: readonly Role[]): readonly number[] {
  if (lanes.length > 0 || links.length === 0) return lanes
  const sides = sidesOf(links)
  const all = [...sides.keys()].sort((left, right) => left - right)
  if ([...sides.values()].includes(null)) return all
  const one = all.filter((lane) => sides.get(lane) === 0)
  const other = all.filter((lane) => sides.get(lane) === 1)
  const nodesOf = (side: readonly number[]): number =>
    side.filter((lane) => roles[lane]?.role === 'node').length
  const [fewer, more] = nodesOf(one) <= nodesOf(other) ? [one, other] : [other, one]
  return nodesOf(fewer) > 0 && nodesOf(fewer) < nodesOf(more) ? fewer : all
}

/** The side of each lane, 0 or 1; null where the links do not divide the lanes in two. */
function sidesOf(links: FaultBand['links']): ReadonlyMap<number, 0 | 1 | null> {
  const neighbours = new Map<number, Set<number>>()
  for (const { from, to } of links) {
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to))
    neighbours.set(to, (neighbours.get(to) ?? new Set()).add(from))
  }
  const sides = new Map<number, 0 | 1 | null>()
  const [first = 0] = neighbours.keys()
  sides.set(first, 0)
  // A map may grow while it is walked.
  for (const [lane, side] of sides) {
    for (const next of neighbours.get(lane) ?? []) {
      const known = sides.get(next)
      if (known === undefined) sides.set(next, side === 0 ? 1 : 0)
      else if (known === side) sides.set(next, null)
    }
  }
  for (const lane of neighbours.keys()) if (!sides.has(lane)) sides.set(lane, null)
  return sides
}
