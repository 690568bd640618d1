/**
 * A stroke drawn across links cuts those that it crosses. One-way, it cuts what flows from its left
 * side to its right side, as seen by who draws it. Pure.
 */
import { crosses, sideOf, type Point, type Segment } from './geometry.ts'
import type { Pair } from './links.ts'

/** One link to cut; `both` directions, or from its first machine to its second alone. */
export interface ChosenLink {
  readonly from: string
  readonly to: string
  readonly both: boolean
}

export interface DrawnLink extends Pair {
  readonly segment: Segment
}

export function crossedLinks(
  stroke: readonly Point[],
  links: readonly DrawnLink[],
  oneWay: boolean,
): readonly ChosenLink[] {
  return links.flatMap((link): readonly ChosenLink[] => {
    const crossing = crossingOf(stroke, link.segment)
    if (crossing === null) return []
    if (!oneWay) return [{ from: link.from, to: link.to, both: true }]
    const fromLeft = sideOf(crossing, link.segment.from) > 0
    return [
      fromLeft
        ? { from: link.from, to: link.to, both: false }
        : { from: link.to, to: link.from, both: false },
    ]
  })
}

/** The piece of the stroke that crosses first. */
function crossingOf(stroke: readonly Point[], segment: Segment): Segment | null {
  for (let index = 1; index < stroke.length; index++) {
    const [from, to] = [stroke[index - 1], stroke[index]]
    if (from === undefined || to === undefined) continue
    const piece = { from, to }
    if (crosses(piece, segment)) return piece
  }
  return null
}

/** A hand trembles: points nearer than `least` pixels to the last one add nothing. */
export function extendStroke(
  stroke: readonly Point[],
  point: Point,
  least: number,
): readonly Point[] {
  const last = stroke.at(-1)
  if (last !== undefined && Math.hypot(last.x - point.x, last.y - point.y) < least) return stroke
  return [...stroke, point]
}
