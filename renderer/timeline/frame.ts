/** All that one frame is drawn from; filled by the scene, read by everything that draws. */
import type { Cone, EventDetail, TimelineHead } from '../../electron/ipc/shapes/timeline.ts'
import type { Gap, Leadership } from './leadership.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { Palette } from './palette.ts'
import type { SegmentList } from './segments.ts'
import type { TimeScale } from './time-scale.ts'

/** What follows from the head once, not in every frame. */
export interface Story {
  readonly head: TimelineHead
  readonly leaderships: readonly Leadership[]
  readonly gaps: readonly (readonly Gap[])[]
  /** Of each fault of the head. */
  readonly struck: readonly (readonly number[])[]
  /** Codes of `EventColumns.kind`; -1 where the run has no such kind. */
  readonly lostKind: number
  readonly quietKinds: Uint8Array
}

export interface Frame {
  story: Story
  scale: TimeScale
  layout: LaneLayout
  palette: Palette
  readonly segments: SegmentList
  cone: Cone | null
  selected: EventDetail | null
  /** The lane where one stands. */
  currentLane: number
  readonly shown: Shown
}

/** How much of what is in view was drawn. */
export interface Shown {
  /** Operations as bars, whether or not events can be told apart. */
  exact: boolean
  /** Single events, not their density. */
  asDots: boolean
  events: number
  messages: number
  drawnMessages: number
}

export type Pen = CanvasRenderingContext2D
