/** Steps from event to event along the lane where one stands, also beyond what is in view. */
import type { Api } from '../../../electron/ipc/contract.ts'
import type { Ref, ShallowRef } from 'vue'
import type { TimelineFilter } from '../../../electron/ipc/requests.ts'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { tellProblem } from '../../components/toasts.ts'
import { findInLane, onlyLane } from '../../timeline/find-in-lane.ts'
import type { Direction } from '../../timeline/jumps.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import { stepInLane, type Standpoint } from '../../timeline/step-event.ts'
import type { Selection } from './use-selection.ts'

export interface SteppingOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly scene: ShallowRef<TimelineScene | null>
  readonly filter: Readonly<Ref<TimelineFilter>>
  readonly playheadUs: Readonly<Ref<number>>
  readonly selection: Selection
}

/** So much of the run is asked for first. */
const FIRST_WINDOW_US = 20_000

export function useStepping(options: SteppingOptions) {
  const { scene, selection } = options
  /** A key that is held asks faster than answers come. */
  let stepping = false

  async function step(direction: Direction): Promise<void> {
    if (stepping) return
    stepping = true
    try {
      const stand = standpointOf(options)
      const found =
        stepInView(scene.value, stand, direction) ?? (await stepAnywhere(options, stand, direction))
      if (found !== null) selection.select(found.event, true)
    } catch (problem) {
      tellProblem(problem)
    } finally {
      stepping = false
    }
  }

  return { step }
}

function standpointOf({ selection, playheadUs }: SteppingOptions): Standpoint {
  const here = selection.selected.value
  const lane = selection.lane.value
  if (here !== null && here.lane === lane && here.atUs === playheadUs.value) {
    return { lane, atUs: here.atUs, event: here.event }
  }
  return { lane, atUs: playheadUs.value, event: 0 }
}

/** Only where every event from here to the found one is at hand. */
function stepInView(scene: TimelineScene | null, stand: Standpoint, direction: Direction) {
  if (scene === null || !scene.scale.shows(stand.atUs)) return null
  const stretches = [...scene.stretches()]
  if (stretches.some(({ tile }) => tile.exact === null)) return null
  if (direction === 'backward') stretches.reverse()
  for (const { tile, fromUs, toUs } of stretches) {
    const found = tile.exact === null ? null : stepInLane(tile.exact.events, stand, direction)
    if (found !== null && found.atUs >= fromUs && found.atUs < toUs) return found
  }
  return null
}

function stepAnywhere(
  { api, head, filter }: SteppingOptions,
  stand: Standpoint,
  direction: Direction,
) {
  const only = onlyLane(filter.value, head.lanes, stand.lane)
  return findInLane(
    {
      window: (range) => api.timeline.window({ run: head.run, ...range, bins: 1, filter: only }),
      durationUs: head.durationUs,
      firstUs: FIRST_WINDOW_US,
    },
    stand,
    direction,
  )
}
