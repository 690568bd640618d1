/**
 * Blocks of operations that are adjacent in every linearization, and the test whether two of
 * them must precede each other.
 *
 * A block's zone lies between its first end and its last beginning. If the end comes first, the
 * block holds the register for all of that zone (it is forward): no two forward zones may
 * overlap. Otherwise one instant within the zone is enough (it is backward): it only must not
 * lie wholly inside a forward zone.
 *
 * Source: zones and their conditions are those of Gibbons and Korach (see `unique-values.ts`).
 */
import { assert } from '../../../base/assert.ts'
import type { HistoryOperation } from '../../../history/operation.ts'

export interface Member {
  /** Members of a lower rank come before those of a higher one; equals are free. */
  readonly rank: number
  readonly invoked: number
  readonly completed: number
  /** Absent for the write that set the initial value. */
  readonly operation?: HistoryOperation
}

export interface Block {
  readonly members: readonly Member[]
}

interface Zone {
  readonly firstEnd: Member
  readonly lastBeginning: Member
}

/** The members by which two blocks must each precede the other; `undefined` if none must. */
export function findCrossing(blocks: readonly Block[]): readonly Member[] | undefined {
  const forward: Zone[] = []
  const backward: Zone[] = []
  for (const block of blocks) {
    const zone = zoneOf(block)
    const isForward = zone.firstEnd.completed < zone.lastBeginning.invoked
    ;(isForward ? forward : backward).push(zone)
  }
  forward.sort((a, b) => a.firstEnd.completed - b.firstEnd.completed)
  for (let place = 1; place < forward.length; place++) {
    const one = forward[place - 1] as Zone
    const other = forward[place] as Zone
    if (other.firstEnd.completed < one.lastBeginning.invoked) return crossing(one, other)
  }
  for (const inner of backward) {
    const outer = lastEndingBefore(forward, inner.lastBeginning.invoked)
    if (outer !== undefined && inner.firstEnd.completed < outer.lastBeginning.invoked) {
      return crossing(outer, inner)
    }
  }
  return undefined
}

function zoneOf(block: Block): Zone {
  let firstEnd = block.members[0]
  let lastBeginning = block.members[0]
  assert(firstEnd !== undefined && lastBeginning !== undefined, 'a block has members')
  for (const member of block.members) {
    if (member.completed < firstEnd.completed) firstEnd = member
    if (member.invoked > lastBeginning.invoked) lastBeginning = member
  }
  return { firstEnd, lastBeginning }
}

/** Of zones ordered by their first end, the last whose first end lies before `instant`. */
function lastEndingBefore(zones: readonly Zone[], instant: number): Zone | undefined {
  let low = 0
  let high = zones.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((zones[middle] as Zone).firstEnd.completed < instant) low = middle + 1
    else high = middle
  }
  return zones[low - 1]
}

function crossing(one: Zone, other: Zone): readonly Member[] {
  return [one.firstEnd, one.lastBeginning, other.firstEnd, other.lastBeginning]
}
