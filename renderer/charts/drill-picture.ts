/** All that the charts show of a drill, running, planned or over. */
import type { PlannedEntry } from '../../electron/ipc/shapes/drills.ts'
import type { Election, RoomFault, RoomSlot } from '../../electron/ipc/shapes/room.ts'

export interface DrillPicture {
  readonly durationMs: number
  /** Null before the drill began. */
  readonly nowMs: number | null
  readonly faults: readonly RoomFault[]
  readonly planned: readonly PlannedEntry[]
  /** Grow in place: `version` says that they did. */
  readonly slots: readonly RoomSlot[]
  readonly elections: readonly Election[]
  /** When a promise was broken first; null: none was. */
  readonly brokenMs: number | null
  readonly version: number
  /** Over the last second, as the console tells them. */
  readonly figures: {
    readonly okPerSecond: number
    readonly p99Ms: number | null
    readonly availability: number | null
  } | null
}
