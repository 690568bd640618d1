/** The log of the room: bounded, because a room is kept in memory; the run file has all of it. */
import type { RoomLogLine } from '../../ipc/shapes/room.ts'

export const LOG_LINES_MAX = 2_000
const TEXT_MAX = 500

/** `atMs` is since the run began. */
export class RoomLog {
  readonly #lines: RoomLogLine[] = []

  get rows(): readonly RoomLogLine[] {
    return this.#lines
  }

  add(atMs: number, kind: string, text: string): void {
    const { length } = this.#lines
    if (length >= LOG_LINES_MAX) return
    if (length === LOG_LINES_MAX - 1) {
      this.#lines.push({ atMs, kind: 'log', text: 'The log goes on in the run, and not here.' })
      return
    }
    this.#lines.push({
      atMs,
      kind,
      text: text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text,
    })
  }
}
