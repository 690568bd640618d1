/** How fast the run is recorded, from what the recorder says of itself now and then. */
import type { RoomNow } from '../../ipc/shapes/room.ts'
import type { RecordingCost } from '../../recorder/contract.ts'

export class RecordingRate {
  #heard: { readonly atMs: number; readonly events: number } | null = null
  #rate: RoomNow['recording'] = { eventsPerSecond: 0, behindBytes: 0 }

  get rate(): RoomNow['recording'] {
    return this.#rate
  }

  heard(atMs: number, { journalEntries, behindBytes }: RecordingCost): void {
    const before = this.#heard
    this.#heard = { atMs, events: journalEntries }
    const tookMs = before === null ? 0 : atMs - before.atMs
    const events = journalEntries - (before?.events ?? 0)
    const eventsPerSecond = tookMs > 0 ? Math.round((events * 1000) / tookMs) : 0
    this.#rate = { eventsPerSecond, behindBytes }
  }
}
