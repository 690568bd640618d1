/**
 * The whole schedule as the room shows it: what was handed out, at the time at which it came, and
 * what is still to come, later by as long as it was paused.
 */
import type { ScheduleEntry } from '../../../core/drills/drill.ts'
import type { RunningDrill } from '../../conductor/running-drill.ts'

type Pending = Pick<RunningDrill, 'schedule' | 'scheduleLeft'>

export class ToldSchedule {
  #entries: readonly ScheduleEntry[] = []

  begin({ schedule }: Pending): void {
    this.#entries = schedule
  }

  entries(pending: Pending): readonly ScheduleEntry[] {
    const came = this.#entries.length - pending.scheduleLeft
    return [...this.#entries.slice(0, came), ...pending.schedule]
  }

  /** To be called when it goes on after a pause: what comes later from now on is kept so. */
  moved(pending: Pending): void {
    this.#entries = this.entries(pending)
  }

  /** To be called before the rest is dropped: what never came is not shown. */
  cut({ scheduleLeft }: Pick<Pending, 'scheduleLeft'>): void {
    this.#entries = this.#entries.slice(0, this.#entries.length - scheduleLeft)
  }
}
