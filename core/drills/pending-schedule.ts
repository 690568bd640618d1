/**
 * The entries of a schedule that are still to come, and the clock that they go by. That clock
 * stands still while the schedule is held: what was to come in five seconds comes five seconds
 * after it goes on, and the gaps between entries stay what their author meant them to be.
 *
 * It knows nothing of faults that stand already: they go on, and end when their own time is up.
 * The workload goes on too, so what was held for too long may never come.
 */
import { assert } from '../base/assert.ts'
import type { ScheduleEntry } from './drill.ts'
import { inOrderOfTime } from './random-schedule.ts'

/** Times are ms since the workload began; they never go back. */
export class PendingSchedule {
  #entries: readonly ScheduleEntry[]
  /** All the time for which it was held, without the present hold. */
  #heldMs = 0
  #heldSinceMs: number | null = null

  constructor(entries: readonly ScheduleEntry[]) {
    this.#entries = inOrderOfTime(entries)
  }

  get held(): boolean {
    return this.#heldSinceMs !== null
  }

  /** How many are still to come. */
  get size(): number {
    return this.#entries.length
  }

  /** What is still to come, at the times at which it comes if nobody holds it any longer. */
  entriesAt(atMs: number): readonly ScheduleEntry[] {
    const heldMs = this.#heldUntil(atMs)
    return this.#entries.map((entry) => ({ ...entry, atMs: entry.atMs + heldMs }))
  }

  hold(atMs: number): void {
    this.#heldSinceMs ??= atMs
  }

  /** How long this hold took, ms; 0 where it was not held. */
  release(atMs: number): number {
    const tookMs = this.#heldUntil(atMs) - this.#heldMs
    assert(tookMs >= 0, `a schedule was released ${-tookMs} ms before it was held`)
    this.#heldMs += tookMs
    this.#heldSinceMs = null
    return tookMs
  }

  /** Takes out everything whose time has come, in order; nothing while it is held. */
  take(atMs: number): readonly ScheduleEntry[] {
    if (this.held) return []
    const due = this.#entries.filter((entry) => entry.atMs + this.#heldMs <= atMs)
    this.#entries = this.#entries.slice(due.length)
    return due
  }

  /** Forgets what is still to come; returns how many that were. */
  drop(): number {
    const dropped = this.size
    this.#entries = []
    return dropped
  }

  #heldUntil(atMs: number): number {
    return this.#heldMs + (this.#heldSinceMs === null ? 0 : atMs - this.#heldSinceMs)
  }
}
