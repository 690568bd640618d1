/**
 * Exact vector clocks for every step of a run, computed afterwards from its journals. Live
 * messages carry no vectors: each receipt names the one send that it depends on, and the rest
 * follows, because a machine's own steps are ordered.
 *
 * Entries may come in any order that keeps each machine's own: merged by time, journal after
 * journal, or mixed. A step waits until the step that sent its message is known for certain, that
 * is, until the sender's next step has come or `finish` was called. A restart is no gap: each life
 * of a machine depends on the one before, through the disk.
 *
 * Where entries were lost, a clock holds what is known and no more: it may miss a cause, it never
 * invents one. Messages that arrive after the sender sent from many more steps count as lost too.
 *
 * Source: Fowler and Zwaenepoel, "Causal distributed breakpoints" (ICDCS 1990): direct
 * dependencies, from which transitive ones are computed offline.
 */
import { lastAtMost } from '../base/last-at-most.ts'
import { assert } from '../base/assert.ts'
import { vectorMerge, vectorTick, type VectorClock } from './vector.ts'

/** What the stamper looks at in a step's entry of a journal (`core/runtime/journal.ts`). */
export interface StampableStep {
  readonly machine: string
  readonly atUs: number
  readonly cause?: { readonly from: string; readonly id: number }
  readonly firstSend: number
}

export interface StampedEvent<E extends StampableStep> {
  readonly entry: E
  readonly clock: VectorClock
  /** False where the step that sent its message was not found. */
  readonly complete: boolean
}

/** Sending steps of one machine that a late receipt may still name. */
export const REMEMBERED_STEPS = 16_384

interface Line<E> {
  readonly place: number
  /** Of the last step that was stamped. */
  clock: VectorClock
  /** Steps that sent something, by the number of their first envelope, ascending. */
  firstSends: number[]
  clocks: VectorClock[]
  /** Steps that are not stamped yet: the first waits for its cause, the others behind it. */
  waiting: E[]
  /** How many of `waiting` were stamped already. */
  taken: number
  /** Lines whose first waiting step depends on a step of this one. */
  readonly awaitedBy: Set<Line<E>>
}

/** What is known of the step that sent a message. */
type Cause =
  | { readonly known: 'not-yet' }
  | { readonly known: 'lost' }
  | { readonly known: 'yes'; readonly clock: VectorClock }

const NOT_YET: Cause = { known: 'not-yet' }
const LOST: Cause = { known: 'lost' }
const NO_CAUSE: Cause = { known: 'yes', clock: [] }

export class EventStamper<E extends StampableStep> {
  readonly #lines = new Map<string, Line<E>>()
  readonly #emit: (event: StampedEvent<E>) => void
  #finished = false

  /** `emit` is called once for each entry, causes before effects. */
  constructor(emit: (event: StampedEvent<E>) => void) {
    this.#emit = emit
  }

  /** The machines, in the order of their places in the clocks. */
  get machines(): readonly string[] {
    return [...this.#lines.keys()]
  }

  /** Takes the next entry of its machine. */
  add(entry: E): void {
    assert(!this.#finished, 'an entry after the last')
    const line = this.#line(entry.machine)
    line.waiting.push(entry)
    const ready = [line, ...line.awaitedBy]
    line.awaitedBy.clear()
    this.#drain(ready)
  }

  /** No more entries: stamps everything that still waits. */
  finish(): void {
    this.#finished = true
    this.#drain([...this.#lines.values()])
    // Only entries that contradict each other are left. Give up the earliest, again and again.
    for (let stuck = this.#earliest(); stuck !== null; stuck = this.#earliest()) {
      this.#stamp(stuck, LOST)
      this.#drain([...this.#lines.values()])
    }
  }

  #earliest(): Line<E> | null {
    let earliest: Line<E> | null = null
    let atUs = Infinity
    for (const line of this.#lines.values()) {
      const head = line.waiting[line.taken]
      if (head === undefined || head.atUs >= atUs) continue
      earliest = line
      atUs = head.atUs
    }
    return earliest
  }

  #line(machine: string): Line<E> {
    let line = this.#lines.get(machine)
    if (line !== undefined) return line
    line = {
      place: this.#lines.size,
      clock: [],
      firstSends: [],
      clocks: [],
      waiting: [],
      taken: 0,
      awaitedBy: new Set(),
    }
    this.#lines.set(machine, line)
    return line
  }

  /** Stamps what can be stamped, beginning with the heads of `ready`. */
  #drain(ready: Line<E>[]): void {
    for (let line = ready.pop(); line !== undefined; line = ready.pop()) {
      const before = line.taken
      for (
        let head = line.waiting[line.taken];
        head !== undefined;
        head = line.waiting[line.taken]
      ) {
        const cause = this.#causeOf(head, line)
        if (cause.known === 'not-yet') break
        this.#stamp(line, cause)
      }
      const progressed = line.taken > before
      if (line.taken * 2 >= line.waiting.length) {
        line.waiting.splice(0, line.taken)
        line.taken = 0
      }
      if (!progressed) continue
      ready.push(...line.awaitedBy)
      line.awaitedBy.clear()
    }
  }

  #causeOf(step: E, waiter: Line<E>): Cause {
    const { cause } = step
    if (cause === undefined) return NO_CAUSE
    const sender = this.#line(cause.from)
    // The sending step is the last that begins at or below the number; for that to be certain
    // the step after it must be known.
    const next = sender.waiting[sender.taken]
    const certain = next === undefined ? this.#finished : next.firstSend > cause.id
    const newest = sender.firstSends.at(-1)
    if (!certain && (newest === undefined || newest <= cause.id)) {
      sender.awaitedBy.add(waiter)
      return NOT_YET
    }
    const clock = sender.clocks[lastAtMost(sender.firstSends, cause.id)]
    return clock === undefined ? LOST : { known: 'yes', clock }
  }

  #stamp(line: Line<E>, cause: Cause): void {
    const entry = line.waiting[line.taken]
    assert(entry !== undefined, 'no step to stamp')
    line.taken++
    const past = cause.known === 'yes' ? vectorMerge(line.clock, cause.clock) : line.clock
    line.clock = vectorTick(past, line.place)
    // The step before sent nothing if this one begins at the same number.
    if (line.firstSends.at(-1) === entry.firstSend) {
      line.clocks[line.clocks.length - 1] = line.clock
    } else {
      line.firstSends.push(entry.firstSend)
      line.clocks.push(line.clock)
      if (line.clocks.length > 2 * REMEMBERED_STEPS) {
        line.firstSends.splice(0, REMEMBERED_STEPS)
        line.clocks.splice(0, REMEMBERED_STEPS)
      }
    }
    this.#emit({ entry, clock: line.clock, complete: cause.known === 'yes' })
  }
}
