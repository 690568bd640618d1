/**
 * Steps from event to event, along the lane where one stands or through the whole run, also beyond
 * what is in view.
 */
import type { Api } from '../../../electron/ipc/contract.ts'
import type { Ref, ShallowRef } from 'vue'
import type { TimelineFilter } from '../../../electron/ipc/requests.ts'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { tellProblem } from '../../components/toasts.ts'
import { findEvent, onlyLane } from '../../timeline/find-event.ts'
import type { Direction } from '../../timeline/jumps.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import { stepEvent, type FoundEvent, type Standpoint } from '../../timeline/step-event.ts'
import type { Selection } from './use-selection.ts'

export interface SteppingOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly scene: ShallowRef<TimelineScene | null>
  readonly filter: Readonly<Ref<TimelineFilter>>
  readonly playheadUs: Readonly<Ref<number>>
  readonly selection: Selection
}

/** Along the lane where one stands, or from event to event in the order of time. */
export type Along = 'lane' | 'run'

/** So much of the run is asked for first. */
const FIRST_WINDOW_US = 20_000

export function useStepping(options: SteppingOptions) {
  const { scene, selection } = options
  /** A key that is held asks faster than answers come. */
  let stepping = false

  async function step(direction: Direction, along: Along): Promise<void> {
    if (stepping) return
    stepping = true
    try {
      const stand = standpointOf(options, along)
      const found =
        stepInView(scene.value, stand, direction) ?? (await stepAnywhere(options, stand, direction))
      if (found !== null) await selection.select(found.event, true)
    } catch (problem) {
      tellProblem(problem)
    } finally {
      stepping = false
    }
  }

  return { step }
}

function standpointOf({ selection, playheadUs }: SteppingOptions, along: Along): Standpoint {
  const here = selection.selected.value
  const lane = along === 'lane' ? selection.lane.value : null
  const onIt = here !== null && here.atUs === playheadUs.value
  if (onIt && (lane === null || here.lane === lane)) {
    return { lane, atUs: here.atUs, event: here.event }
  }
  return { lane, atUs: playheadUs.value, event: 0 }
}

/** Only where every event from here to the found one is at hand. */
function stepInView(
  scene: TimelineScene | null,
  stand: Standpoint,
  direction: Direction,
): FoundEvent | null {
  if (scene === null || !scene.scale.shows(stand.atUs)) return null
  const stretches = [...scene.stretches()]
  if (stretches.some(({ tile }) => tile.exact === null)) return null
  if (direction === 'backward') stretches.reverse()
  for (const { tile, ...range } of stretches) {
    const found = tile.exact && stepEvent(tile.exact.events, stand, direction, range)
    if (found !== null) return found
  }
  return null
}

function stepAnywhere(
  { api, head, filter }: SteppingOptions,
  stand: Standpoint,
  direction: Direction,
) {
  const { lane } = stand
  const only = lane === null ? filter.value : onlyLane(filter.value, head.lanes, lane)
  return findEvent(
    {
      window: (range) => api.timeline.window({ run: head.run, ...range, bins: 1, filter: only }),
      durationUs: head.durationUs,
      firstUs: FIRST_WINDOW_US,
    },
    stand,
    direction,
  )
}
