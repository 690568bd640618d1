/**
 * What could have caused an event and what it could have caused, from the causes that the journals
 * prove: each machine's own order, and each receipt after its sending. One sweep over the columns
 * towards the past and one towards the future; no clock is kept for any event.
 *
 * Within one instant a receipt may stand before its sending; then a sweep is made again.
 */
import { KIND_CODES, type TimelineColumns } from '../../recorder/timeline-columns.ts'

export interface Fronts {
  /** Of each lane the position of the last event of the past, the event itself included; -1: none. */
  readonly past: Int32Array
  /** Of each lane the position of the first event of the future, the event itself included; -1. */
  readonly future: Int32Array
}

type Columns = Pick<TimelineColumns, 'lanes' | 'lane' | 'cause' | 'kind'>

/** `event` is a position. */
export function frontsOf(columns: Columns, event: number): Fronts {
  return { past: pastOf(columns, event), future: futureOf(columns, event) }
}

function pastOf({ lanes, lane, cause }: Columns, event: number): Int32Array {
  const past = new Int32Array(lanes.length).fill(-1)
  past[lane[event] as number] = event
  for (let from = event; from >= 0;) {
    let again = -1
    for (let at = from; at >= 0; at--) {
      if (at > (past[lane[at] as number] as number)) continue
      const sender = (cause[at] as number) - 1
      if (sender < 0) continue
      const of = lane[sender] as number
      if (sender <= (past[of] as number)) continue
      past[of] = sender
      if (sender > at) again = Math.max(again, sender)
    }
    from = again
  }
  return past
}

function futureOf({ lanes, lane, cause }: Columns, event: number): Int32Array {
  const none = lane.length
  const future = new Int32Array(lanes.length).fill(none)
  future[lane[event] as number] = event
  const isFuture = (at: number): boolean => at >= (future[lane[at] as number] as number)
  // From the beginning, as a receipt within the same instant may stand before `event` itself.
  for (let from = 0; from < none;) {
    /** Receipts that stand before their sending, of which nothing is known yet. */
    const early: number[] = []
    for (let at = from; at < none; at++) {
      const sender = (cause[at] as number) - 1
      if (sender < 0 || isFuture(at)) continue
      if (isFuture(sender)) future[lane[at] as number] = at
      else if (sender > at) early.push(at)
    }
    from = none
    for (const at of early) {
      if (isFuture(at) || !isFuture((cause[at] as number) - 1)) continue
      future[lane[at] as number] = at
      from = Math.min(from, at)
    }
  }
  return future.map((position) => (position === none ? -1 : position))
}

/** Hops that a path tells at most. */
export const PATH_MAX = 64

/** Positions of the receipts by which the past reached `event`, oldest first: the latest of each. */
export function pathTo({ lane, cause }: Columns, event: number): readonly number[] {
  const path: number[] = []
  let at = event
  while (path.length < PATH_MAX) {
    const of = lane[at]
    while (at >= 0 && (lane[at] !== of || cause[at] === 0)) at--
    if (at < 0) break
    path.push(at)
    at = (cause[at] as number) - 1
  }
  return path.reverse()
}

/** How many steps of a lane lie up to a position: places in a vector clock count steps alone. */
export function stepsUpTo(
  { kind }: Pick<Columns, 'kind'>,
  lane: Uint32Array,
  last: number,
): number {
  let steps = 0
  for (const position of lane) {
    if (position > last) break
    if (kind[position] !== KIND_CODES.boot && kind[position] !== KIND_CODES.lost) steps++
  }
  return steps
}
