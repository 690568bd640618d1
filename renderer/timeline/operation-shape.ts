/** Where the bar of an operation lies; one rule for drawing and for hits. Pure. */
import type { OperationBar } from '../../electron/ipc/shapes/timeline.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { Segment } from './segments.ts'
import type { TimeScale } from './time-scale.ts'

export interface BarShape {
  left: number
  right: number
  top: number
  tall: number
}

const BAR_PX = 22

/** Whether this stretch is the one that draws the bar, of those whose tiles have it. */
export function isHome(operation: OperationBar, segment: Segment, isFirst: boolean): boolean {
  const { fromUs } = operation
  if (fromUs >= segment.toUs) return false
  return fromUs >= segment.fromUs || isFirst
}

/** Fills `into`; false where it is out of view. A bar that has no end goes on to the edge. */
export function barOf(
  operation: OperationBar,
  scale: TimeScale,
  layout: LaneLayout,
  into: BarShape,
): boolean {
  const { lane, fromUs, toUs } = operation
  if (layout.shown[lane] !== 1) return false
  const from = scale.xOf(fromUs)
  const to = toUs === null ? scale.widthPx + 8 : scale.xOf(toUs)
  if (to < 0 || from > scale.widthPx) return false
  into.left = Math.max(-8, Math.round(from))
  into.right = Math.max(into.left + 2, Math.min(scale.widthPx + 8, Math.round(to)))
  into.tall = layout.together ? BAR_PX / 2 : Math.min(BAR_PX, (layout.rowPx[lane] as number) - 6)
  into.top = Math.round((layout.y[lane] as number) - into.tall / 2)
  return true
}

/** Cut to what fits, in characters of `charPx`; nothing where no word would be left. */
export function fitText(text: string, widthPx: number, charPx: number): string {
  const most = Math.floor(widthPx / charPx)
  if (text.length <= most) return text
  return most < 5 ? '' : `${text.slice(0, most - 1)}…`
}
