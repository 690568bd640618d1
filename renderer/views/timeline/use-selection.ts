/** The selected event with what could have caused it, and the lane where one stands. */
import { computed, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { EventDetail, TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { tellProblem } from '../../components/toasts.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import { useCone } from './use-cone.ts'
import { useLane } from './use-lane.ts'

export interface SelectionOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly scene: ShallowRef<TimelineScene | null>
  readonly playheadUs: Ref<number>
}

export function useSelection({ api, head, scene, playheadUs }: SelectionOptions) {
  const selected = shallowRef<EventDetail | null>(null)
  const lanes = useLane(head, scene)
  const { cone, coneWanted, fetchCone } = useCone(api, head.run, selected)
  const laneName = computed(() => head.lanes[lanes.lane.value]?.name ?? '')

  const asked = new LatestOnly<{ readonly event: number; readonly reveal: boolean }>(
    async ({ event, reveal }) => {
      try {
        take(await api.timeline.event({ run: head.run, event }), reveal)
        await fetchCone()
        show()
      } catch (problem) {
        tellProblem(problem)
      }
    },
  )

  function take(detail: EventDetail, reveal: boolean): void {
    selected.value = detail
    cone.value = null
    playheadUs.value = detail.atUs
    lanes.selectLane(detail.lane)
    show()
    if (reveal) showMoment(detail.atUs)
  }

  function show(): void {
    scene.value?.select(selected.value, cone.value)
  }

  /** Moves the view only where the moment is out of it. */
  function showMoment(atUs: number): void {
    const now = scene.value
    if (now !== null && !now.scale.shows(atUs)) now.show(now.scale.centredAt(atUs))
  }

  /** `reveal`: the view follows. Resolves when it is selected, or another one is. */
  function select(event: number, reveal = false): Promise<void> {
    return asked.ask({ event, reveal })
  }

  function clear(): void {
    selected.value = null
    cone.value = null
    show()
  }

  function toggleCone(): void {
    coneWanted.value = !coneWanted.value
    cone.value = null
    show()
    fetchCone().then(show, tellProblem)
  }

  return { ...lanes, selected, coneWanted, laneName, select, clear, toggleCone, showMoment }
}

export type Selection = ReturnType<typeof useSelection>
