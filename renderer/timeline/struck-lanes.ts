/**
 * On which lanes a fault is drawn. Faults of machines name them; a fault of links is drawn on the
 * machines that most of its links touch, where they are fewer than the rest, and else on all that
 * it touches. Pure.
 */
import type { FaultBand } from '../../electron/ipc/shapes/timeline.ts'

export function struckLanes({ lanes, links }: Pick<FaultBand, 'lanes' | 'links'>) {
  if (lanes.length > 0 || links.length === 0) return lanes
  const touched = new Map<number, number>()
  for (const { from, to } of links) {
    touched.set(from, (touched.get(from) ?? 0) + 1)
    touched.set(to, (touched.get(to) ?? 0) + 1)
  }
  const most = Math.max(...touched.values())
  const all = [...touched.keys()].sort((left, right) => left - right)
  const mostTouched = all.filter((lane) => touched.get(lane) === most)
  return mostTouched.length * 2 <= all.length ? mostTouched : all
}
