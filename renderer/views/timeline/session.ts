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
import { nextAround, type Direction } from '../../timeline/jumps.ts'
import type { TimelineScene, View } from '../../timeline/scene.ts'
import { useNotes } from './use-notes.ts'
import { useSelection } from './use-selection.ts'
import { useStates } from './use-states.ts'

export interface SessionOptions {
  readonly api: Api
  readonly head: TimelineHead
  readonly detail: RunDetail
}

/** A violation is looked at with so much of the run around it, at most. */
const AROUND_US = 60_000

export function useSession({ api, head, detail }: SessionOptions) {
  const scene = shallowRef<TimelineScene | null>(null)
  const view = shallowRef<View | null>(null)
  const filter = shallowRef<TimelineFilter>(NO_FILTER)
  const together = ref(false)
  const playheadUs = ref(firstMoment(head))
  const playing = ref(false)
  const selection = useSelection({ api, head, scene, filter, playheadUs })
  const states = useStates(api, head, playheadUs)
  const notes = useNotes(api, head.run, head.notes)
  const hidden = computed(() => new Set(filter.value.hiddenMachines))

  watch(playheadUs, (at) => scene.value?.point({ playheadUs: at }))
  watch(notes.notes, (now) => scene.value?.tell(now))
  watch([hidden, together], () => {
    scene.value?.arrange({ hidden: hidden.value, together: together.value })
  })
  watch(filter, () => scene.value?.refilter())

  /** Moves the playhead; the view follows where it must. */
  function goTo(atUs: number): void {
    playheadUs.value = Math.min(head.durationUs, Math.max(0, atUs))
    selection.showMoment(playheadUs.value)
  }

  function jump(marks: readonly { readonly atUs: number }[], direction: Direction): void {
    const next = nextAround(marks, playheadUs.value, direction)
    if (next === null) return
    goTo(next.atUs)
    const lane = (next as { lane?: number }).lane
    if (lane !== undefined) selection.selectLane(lane)
  }

  function jumpToViolation(): void {
    jump(head.violations, 'forward')
    const now = scene.value
    if (now === null || head.violations.length === 0) return
    if (now.scale.spanUs > 4 * AROUND_US) showAround(playheadUs.value, AROUND_US)
  }

  function showAround(atUs: number, spanUs: number): void {
    const now = scene.value
    now?.show(now.scale.showing(atUs - spanUs * 0.7, atUs + spanUs * 0.3))
  }

  /** Zooms at the playhead where it is in view, else in the middle. */
  function zoom(factor: number): void {
    const now = scene.value
    if (now === null) return
    const { scale } = now
    const x = scale.shows(playheadUs.value) ? scale.xOf(playheadUs.value) : scale.widthPx / 2
    now.show(scale.zoomedAt(x, factor))
  }

  function showWhole(): void {
    const now = scene.value
    now?.show(now.scale.showing(0, head.durationUs))
  }

  const windowFilter = (): TimelineFilter | null => (isEmpty(filter.value) ? null : filter.value)

  return {
    api,
    head,
    detail,
    scene,
    view,
    filter,
    hidden,
    together,
    playheadUs,
    playing,
    selection,
    states,
    notes,
    goTo,
    jump,
    jumpToViolation,
    showAround,
    zoom,
    showWhole,
    windowFilter,
  }
}

export type Session = ReturnType<typeof useSession>

/** Where it is most worth to look first. */
function firstMoment({ violations, faults, workloadFromUs }: TimelineHead): number {
  return violations[0]?.atUs ?? faults[0]?.fromUs ?? workloadFromUs
}
