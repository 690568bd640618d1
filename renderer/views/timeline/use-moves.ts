/** Where the playhead goes and what is in view. */
import type { Ref, ShallowRef } from 'vue'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { nextAround, type Direction } from '../../timeline/jumps.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import type { Selection } from './use-selection.ts'

export interface MovesOptions {
  readonly head: TimelineHead
  readonly scene: ShallowRef<TimelineScene | null>
  readonly playheadUs: Ref<number>
  readonly selection: Selection
}

interface Mark {
  readonly atUs: number
  readonly lane?: number
}

/** A violation is looked at with so much of the run around it. */
const AROUND_US = 60_000

export function useMoves({ head, scene, playheadUs, selection }: MovesOptions) {
  /** Moves the playhead; the view follows where it must. */
  function goTo(atUs: number): void {
    playheadUs.value = Math.min(head.durationUs, Math.max(0, atUs))
    selection.showMoment(playheadUs.value)
  }

  /** To the next mark, and round the end to the first. */
  function jump(marks: readonly Mark[], direction: Direction): void {
    const next = nextAround(marks, playheadUs.value, direction)
    if (next === null) return
    goTo(next.atUs)
    if (next.lane !== undefined) selection.selectLane(next.lane)
  }

  /** So near that single messages are seen. */
  function jumpToViolation(): void {
    const [only, ...more] = head.violations
    if (only === undefined) return
    // Standing on the only one, one still wants to see it near.
    if (more.length === 0) goTo(only.atUs)
    else jump(head.violations, 'forward')
    const now = scene.value
    if (now === null || now.scale.spanUs < 4 * AROUND_US) return
    const atUs = playheadUs.value
    now.show(now.scale.showing(atUs - AROUND_US * 0.7, atUs + AROUND_US * 0.3))
  }

  /** At the playhead where it is in view, else in the middle. */
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

  return { goTo, jump, jumpToViolation, zoom, showWhole }
}
