/**
 * The slots of 100 ms that are over, each read once from the measurements and then kept. A slot
 * counts as over a little after its end, because a host tells of its operations a little late.
 */
import { SLOT_MS, type Measurements } from '../../../core/drills/measurements.ts'
import type { RoomSlot } from '../../ipc/shapes/room.ts'

/** From an operation's end until its host has told of it, nearly always. */
const SETTLED_AFTER_MS = 75
/** An hour; a longer drill goes on, its charts do not. */
export const SLOT_ROWS_MAX = 36_000

/** `atMs` is since the run began. */
export class SlotRows {
  readonly #rows: RoomSlot[] = []

  get rows(): readonly RoomSlot[] {
    return this.#rows
  }

  advance(nowMs: number, measurements: Measurements): void {
    while (this.#rows.length < SLOT_ROWS_MAX) {
      const fromMs = this.#rows.length * SLOT_MS
      if (nowMs < fromMs + SLOT_MS + SETTLED_AFTER_MS) return
      this.#rows.push(slotRow(fromMs, measurements))
    }
  }
}

function slotRow(fromMs: number, measurements: Measurements): RoomSlot {
  const range = { fromMs, toMs: fromMs + SLOT_MS }
  const tally = measurements.tally(range)
  const percentile = (permille: number): number | null =>
    tally.ok === 0 ? null : measurements.percentileMs(range, permille)
  return {
    atMs: fromMs,
    ...tally,
    p50Ms: percentile(500),
    p99Ms: percentile(990),
    p999Ms: percentile(999),
  }
}
