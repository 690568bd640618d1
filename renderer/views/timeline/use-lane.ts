/** The lane where one stands: chosen by pointer, by name, or up and down by keyboard. */
import { ref, type ShallowRef } from 'vue'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { scrollShowing } from '../../timeline/lane-layout.ts'
import type { TimelineScene } from '../../timeline/scene.ts'

export function useLane(head: TimelineHead, scene: ShallowRef<TimelineScene | null>) {
  const firstNode = head.lanes.findIndex(({ role }) => role === 'node')
  const lane = ref(Math.max(0, firstNode))

  /** Whether somebody chose the lane. */
  const laneChosen = ref(false)

  function selectLane(next: number): void {
    lane.value = next
    laneChosen.value = true
    const now = scene.value
    if (now === null) return
    now.standOn(next)
    const scrollPx = scrollShowing(now.layout, head.lanes, next)
    if (scrollPx !== now.layout.scrollPx) now.arrange({ scrollPx })
  }

  /** To the lane above or below, in the order of the picture. */
  function moveLane(by: 1 | -1): void {
    const now = scene.value
    if (now === null) return
    const order = [...head.lanes.keys()]
      .filter((at) => !Number.isNaN(now.layout.y[at] as number))
      .sort((one, other) => rankOf(one) - rankOf(other) || one - other)
    const next = order[order.indexOf(lane.value) + by]
    if (next !== undefined) selectLane(next)
  }

  function rankOf(at: number): number {
    return head.lanes[at]?.role === 'client' ? 0 : 1
  }

  return { lane, laneChosen, selectLane, moveLane }
}
