/**
 * Virtual time: which event comes next. Events are ordered by their instant and, within one
 * instant, by the order in which they were scheduled, so a run has exactly one order. Time moves
 * only from event to event: an idle hour costs nothing.
 *
 * A heap with four children a node over parallel arrays: no object is made per event, and
 * comparisons read numbers that lie side by side.
 */
import { assert, broken } from '../base/assert.ts'
import { EVENTS_PER_INSTANT_MAXIMUM, PENDING_MAXIMUM, SCHEDULER_ROOM } from './limits.ts'

export class Scheduler<Event> {
  #times = new Float64Array(SCHEDULER_ROOM)
  #orders = new Float64Array(SCHEDULER_ROOM)
  readonly #events: (Event | undefined)[] = []
  #size = 0
  #order = 0
  #nowUs = 0
  #atThisInstant = 0

  /** Virtual time: whole microseconds since the run began. */
  get nowUs(): number {
    return this.#nowUs
  }

  get pending(): number {
    return this.#size
  }

  /** How many events were taken so far. */
  get taken(): number {
    return this.#order - this.#size
  }

  /** Lets `event` come at `atUs`, not before now; after all that was scheduled for it earlier. */
  schedule(atUs: number, event: Event): void {
    if (!(atUs >= this.#nowUs)) broken(`scheduled ${atUs} us at ${this.#nowUs} us`)
    if (this.#size === this.#times.length) this.#grow()
    this.#raise(this.#size++, atUs, this.#order++, event)
  }

  /**
   * Takes the next event that is due at `untilUs` or before and moves time to it. Without one,
   * time moves to `untilUs` and the answer is `undefined`.
   */
  next(untilUs: number): Event | undefined {
    const dueUs = this.#times[0] as number
    if (this.#size === 0 || dueUs > untilUs) {
      if (untilUs > this.#nowUs) this.#moveTo(untilUs)
      return undefined
    }
    if (dueUs > this.#nowUs) this.#moveTo(dueUs)
    if (++this.#atThisInstant > EVENTS_PER_INSTANT_MAXIMUM) {
      broken(`time stands still at ${dueUs} us: machines keep each other busy`)
    }
    const event = this.#events[0] as Event
    const last = --this.#size
    const moved = this.#events[last] as Event
    this.#events[last] = undefined
    if (last > 0) this.#sink(this.#times[last] as number, this.#orders[last] as number, moved)
    return event
  }

  #moveTo(atUs: number): void {
    this.#nowUs = atUs
    this.#atThisInstant = 0
  }

  /** Puts an event into the hole at `index`, or above it. */
  #raise(index: number, time: number, order: number, event: Event): void {
    const times = this.#times
    const orders = this.#orders
    const events = this.#events
    while (index > 0) {
      const parent = (index - 1) >> 2
      // A new event has the highest order of all: it passes only what is strictly later.
      if ((times[parent] as number) <= time) break
      times[index] = times[parent] as number
      orders[index] = orders[parent] as number
      events[index] = events[parent]
      index = parent
    }
    times[index] = time
    orders[index] = order
    events[index] = event
  }

  /** Puts an event into the hole at the top, or below it. */
  #sink(time: number, order: number, event: Event): void {
    const times = this.#times
    const orders = this.#orders
    const events = this.#events
    const size = this.#size
    let index = 0
    for (;;) {
      const first = 4 * index + 1
      if (first >= size) break
      let least = first
      const end = Math.min(first + 4, size)
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child] as number
        const leastTime = times[least] as number
        if (childTime > leastTime) continue
        if (childTime < leastTime || (orders[child] as number) < (orders[least] as number)) {
          least = child
        }
      }
      const leastTime = times[least] as number
      if (leastTime > time || (leastTime === time && (orders[least] as number) > order)) break
      times[index] = leastTime
      orders[index] = orders[least] as number
      events[index] = events[least]
      index = least
    }
    times[index] = time
    orders[index] = order
    events[index] = event
  }

  #grow(): void {
    const room = this.#times.length * 2
    assert(room <= PENDING_MAXIMUM, `${this.#size} events are pending`)
    const times = new Float64Array(room)
    const orders = new Float64Array(room)
    times.set(this.#times)
    orders.set(this.#orders)
    this.#times = times
    this.#orders = orders
  }
}
