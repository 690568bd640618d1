/**
 * One run that is looked at: the picture, what is left out of it, where the playhead stands, what
 * is selected. Made once for each run; the parts of the screen are given it as it is.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { RunDetail } from '../../../electron/ipc/shapes/runs.ts'
import type { TimelineFilter } from '../../../electron/ipc/requests.ts'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { NO_FILTER, isEmpty } from '../../timeline/filter.ts'
import type { TimelineScene, View } from '../../timeline/scene.ts'
import { useChange } from './use-change.ts'
import { useMoves } from './use-moves.ts'
import { useNotes } from './use-notes.ts'
import { useSelection } from './use-selection.ts'
import { useStates } from './use-states.ts'
import { useStepping } from './use-stepping.ts'

export interface SessionOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly detail: RunDetail
  /** Where somebody was led to; null: nobody was. */
  readonly atUs: number | null
}

export function useSession({ api, head, detail, atUs }: SessionOptions) {
  /** Null while there are no canvases. */
  const scene = shallowRef<TimelineScene | null>(null)
  const view = shallowRef<View | null>(null)
  const filter = shallowRef<TimelineFilter>(NO_FILTER)
  const together = ref(false)
  const playheadUs = ref(Math.min(head.durationUs, atUs ?? firstMoment(head)))
  const playing = ref(false)
  const selection = useSelection({ api, head, scene, playheadUs })
  const stepping = useStepping({ api, head, scene, filter, playheadUs, selection })
  const moves = useMoves({ head, scene, playheadUs, selection })
  const changes = useChange(api, head.run, selection.selected)
  const states = useStates(api, head, playheadUs)
  const notes = useNotes(api, head.run, head.notes)
  const hidden = computed(() => new Set(filter.value.hiddenMachines))

  const stop = watch(states.rows, (rows) => {
    const telling = rows.find(({ stale }) => stale) ?? rows.find(({ role }) => role === 'leader')
    if (rows.length === 0) return
    stop()
    const untouched = selection.selected.value === null && !selection.laneChosen.value
    const lane = head.lanes.findIndex(({ name }) => name === telling?.name)
    if (untouched && lane >= 0) selection.selectLane(lane)
  })
  watch(playheadUs, (at) => scene.value?.point({ playheadUs: at }))
  watch(notes.notes, (now) => scene.value?.tell(now))
  watch([hidden, together], () => {
    scene.value?.arrange({ hidden: hidden.value, together: together.value })
  })
  watch(filter, () => scene.value?.refilter())

  /** As requests want it. */
  const windowFilter = (): TimelineFilter | null => (isEmpty(filter.value) ? null : filter.value)

  return {
    ...{ api, head, detail, scene, view, filter, together, playheadUs, playing },
    ...{ selection, states, changes, notes, windowFilter },
    ...moves,
    ...stepping,
  }
}

export type Session = ReturnType<typeof useSession>

/** Where it is most worth to look first. */
function firstMoment({ violations, faults, workloadFromUs }: TimelineHead): number {
  return violations[0]?.atUs ?? faults[0]?.fromUs ?? workloadFromUs
}
