/**
 * Vector clocks: for each machine, how many of its events are in an event's past. They tell cause
 * from coincidence exactly, at the price of one number a machine.
 *
 * A clock is a list of counts; place `i` belongs to the machine that the caller numbered `i`. A
 * place beyond the end counts as 0, so clocks made before a machine joined stay comparable.
 *
 * Sources: Mattern, "Virtual time and global states of distributed systems" (1988); Fidge,
 * "Timestamps in message-passing systems that preserve the partial ordering" (1988).
 */

export type VectorClock = readonly number[]

export type Causality = 'same' | 'before' | 'after' | 'concurrent'

/** The least clock that is at or after both. */
export function vectorMerge(left: VectorClock, right: VectorClock): VectorClock {
  const length = Math.max(left.length, right.length)
  const merged: number[] = []
  for (let place = 0; place < length; place++) {
    merged.push(Math.max(left[place] ?? 0, right[place] ?? 0))
  }
  return merged
}

/** The clock of the next event at `place`. */
export function vectorTick(clock: VectorClock, place: number): VectorClock {
  const ticked: number[] = []
  const length = Math.max(clock.length, place + 1)
  for (let at = 0; at < length; at++) ticked.push((clock[at] ?? 0) + (at === place ? 1 : 0))
  return ticked
}

/** How the event of `left` stands to the event of `right`. */
export function vectorCompare(left: VectorClock, right: VectorClock): Causality {
  let less = false
  let more = false
  const length = Math.max(left.length, right.length)
  for (let place = 0; place < length; place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0)
    if (difference < 0) less = true
    if (difference > 0) more = true
  }
  if (less && more) return 'concurrent'
  if (less) return 'before'
  return more ? 'after' : 'same'
}
