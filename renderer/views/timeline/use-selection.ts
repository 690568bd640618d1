/** The selected event with its cone, the lane where one stands, and steps along it. */
import { computed, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { TimelineFilter } from '../../../electron/ipc/requests.ts'
import type { Cone, EventDetail, TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { tellProblem } from '../../components/toasts.ts'
import { findInLane, onlyLane } from '../../timeline/find-in-lane.ts'
import type { Direction } from '../../timeline/jumps.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import { stepInLane, type Standpoint } from '../../timeline/step-event.ts'
import { scrollShowing } from '../../timeline/lane-layout.ts'

export interface SelectionOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly scene: ShallowRef<TimelineScene | null>
  readonly filter: Readonly<Ref<TimelineFilter>>
  readonly playheadUs: Ref<number>
}

/** A step may look so far ahead with its first question. */
const FIRST_WINDOW_US = 20_000

export function useSelection({ api, head, scene, filter, playheadUs }: SelectionOptions) {
  const selected = shallowRef<EventDetail | null>(null)
  const cone = shallowRef<Cone | null>(null)
  const coneWanted = ref(false)
  const lane = ref(
    Math.max(
      0,
      head.lanes.findIndex(({ role }) => role === 'node'),
    ),
  )
  const laneName = computed(() => head.lanes[lane.value]?.name ?? '')

  const asked = new LatestOnly<{ readonly event: number; readonly reveal: boolean }>(
    async ({ event, reveal }) => {
      try {
        await take(await api.timeline.event({ run: head.run, event }), reveal)
      } catch (problem) {
        tellProblem(problem)
      }
    },
  )

  async function take(detail: EventDetail, reveal: boolean): Promise<void> {
    selected.value = detail
    lane.value = detail.lane
    playheadUs.value = detail.atUs
    cone.value = null
    show()
    if (reveal) showMoment(detail.atUs)
    if (coneWanted.value) await fetchCone(detail)
  }

  async function fetchCone(detail: EventDetail): Promise<void> {
    const found = await api.timeline.cone({ run: head.run, event: detail.event })
    if (selected.value?.event !== detail.event || !coneWanted.value) return
    cone.value = found
    show()
  }

  function show(): void {
    scene.value?.select(selected.value, cone.value)
    scene.value?.point({ selectedLane: lane.value })
    revealLane()
  }

  function revealLane(): void {
    const now = scene.value
    if (now === null) return
    const scrollPx = scrollShowing(now.layout, head.lanes, lane.value)
    if (scrollPx !== now.layout.scrollPx) now.arrange({ scrollPx })
  }

  /** Moves the view only where the moment is out of it. */
  function showMoment(atUs: number): void {
    const now = scene.value
    if (now !== null && !now.scale.shows(atUs)) now.show(now.scale.centredAt(atUs))
  }

  function select(event: number, reveal = false): void {
    asked.ask({ event, reveal })
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
    if (coneWanted.value && selected.value !== null) {
      fetchCone(selected.value).catch(tellProblem)
    }
  }

  function selectLane(next: number): void {
    lane.value = next
    scene.value?.point({ selectedLane: next })
    revealLane()
  }

  /** To the lane above or below, in the order of the picture. */
  function moveLane(by: 1 | -1): void {
    const now = scene.value
    if (now === null) return
    const order = [...head.lanes.keys()]
      .filter((at) => !Number.isNaN(now.layout.y[at] as number))
      .sort((one, other) => roleRank(one) - roleRank(other) || one - other)
    const next = order[order.indexOf(lane.value) + by]
    if (next !== undefined) selectLane(next)
  }

  function roleRank(at: number): number {
    return head.lanes[at]?.role === 'client' ? 0 : 1
  }

  async function step(direction: Direction): Promise<void> {
    const stand = standpoint()
    const found = stepInView(stand, direction) ?? (await stepAnywhere(stand, direction))
    if (found !== null) select(found.event, true)
  }

  function standpoint(): Standpoint {
    const here = selected.value
    if (here !== null && here.lane === lane.value) {
      return { lane: lane.value, atUs: here.atUs, event: here.event }
    }
    return { lane: lane.value, atUs: playheadUs.value, event: 0 }
  }

  /** Only where every event from here to the found one is at hand. */
  function stepInView(stand: Standpoint, direction: Direction) {
    const now = scene.value
    if (now === null || !now.scale.shows(stand.atUs)) return null
    const stretches = [...now.stretches()]
    if (stretches.some(({ tile }) => tile.exact === null)) return null
    for (const { tile, fromUs, toUs } of direction === 'forward'
      ? stretches
      : stretches.reverse()) {
      const found = tile.exact && stepInLane(tile.exact.events, stand, direction)
      if (found && found.atUs >= fromUs && found.atUs < toUs) return found
    }
    return null
  }

  async function stepAnywhere(stand: Standpoint, direction: Direction) {
    const only = onlyLane(filter.value, head.lanes, stand.lane)
    try {
      return await findInLane(
        {
          window: (range) =>
            api.timeline.window({ run: head.run, ...range, bins: 1, filter: only }),
          durationUs: head.durationUs,
          firstUs: FIRST_WINDOW_US,
        },
        stand,
        direction,
      )
    } catch (problem) {
      tellProblem(problem)
      return null
    }
  }

  return {
    selected,
    cone,
    coneWanted,
    lane,
    laneName,
    select,
    clear,
    toggleCone,
    selectLane,
    moveLane,
    step,
    showMoment,
  }
}

export type Selection = ReturnType<typeof useSelection>
