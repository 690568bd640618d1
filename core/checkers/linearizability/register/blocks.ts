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
import type { Sliced } from '../../property.ts'
import { Pace } from '../pace.ts'
import type { Member } from '../ranked/inversion.ts'
import { sortedPlaces } from '../sorted-places.ts'

export interface Block {
  readonly members: readonly Member[]
}

interface Zone {
  readonly firstEnd: Member
  readonly lastBeginning: Member
}

/** The members by which two blocks must each precede the other; `undefined` if none must. */
export function* findCrossing(blocks: readonly Block[]): Sliced<readonly Member[] | undefined> {
  const pace = new Pace()
  const ahead: Zone[] = []
  const backward: Zone[] = []
  for (const block of blocks) {
    if (pace.step()) yield pace.steps
    const zone = zoneOf(block)
    const isForward = zone.firstEnd.completed < zone.lastBeginning.invoked
    ;(isForward ? ahead : backward).push(zone)
  }
  const order = yield* sortedPlaces(Float64Array.from(ahead, ({ firstEnd }) => firstEnd.completed))
  const forward: Zone[] = []
  for (const place of order) {
    if (pace.step()) yield pace.steps
    const other = ahead[place] as Zone
    const one = forward.at(-1)
    if (one !== undefined && other.firstEnd.completed < one.lastBeginning.invoked) {
      return crossing(one, other)
    }
    forward.push(other)
  }
  for (const inner of backward) {
    if (pace.step()) yield pace.steps
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
