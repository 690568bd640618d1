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
import { Pace } from '../../pace.ts'
import type { Member } from '../ranked/inversion.ts'
import { sortedPlaces } from '../../sorted-places.ts'

/** By block. */
export interface Zones {
  readonly firstEnd: Float64Array
  readonly lastBeginning: Float64Array
}

/** Two blocks that must each precede the other; `undefined` if no two must. */
export function* findCrossingZones({
  firstEnd,
  lastBeginning,
}: Zones): Sliced<readonly [number, number] | undefined> {
  const pace = new Pace()
  const isForward = (block: number): boolean => at(firstEnd, block) < at(lastBeginning, block)
  const ahead = new Int32Array(firstEnd.length)
  const keys = new Float64Array(firstEnd.length)
  let count = 0
  for (let block = 0; block < firstEnd.length; block++) {
    if (pace.step()) yield pace.steps
    if (!isForward(block)) continue
    ahead[count] = block
    keys[count++] = at(firstEnd, block)
  }
  const order = yield* sortedPlaces(keys.subarray(0, count))
  /** The forward zones by their first end, and that end. */
  const forward = new Int32Array(count)
  const ends = new Float64Array(count)
  for (let place = 0; place < count; place++) {
    if (pace.step()) yield pace.steps
    const block = ahead[order[place] as number] as number
    forward[place] = block
    ends[place] = at(firstEnd, block)
    const before = place === 0 ? block : (forward[place - 1] as number)
    if (before !== block && at(ends, place) < at(lastBeginning, before)) return [before, block]
  }
  for (let inner = 0; inner < firstEnd.length; inner++) {
    if (pace.step()) yield pace.steps
    if (isForward(inner)) continue
    const place = lastBelow(ends, at(lastBeginning, inner))
    if (place < 0) continue
    const outer = forward[place] as number
    if (at(firstEnd, inner) < at(lastBeginning, outer)) return [outer, inner]
  }
  return undefined
}

export interface Block {
  readonly members: readonly Member[]
}

/** The members by which two blocks must each precede the other; `undefined` if none must. */
export function* findCrossing(blocks: readonly Block[]): Sliced<readonly Member[] | undefined> {
  const pace = new Pace()
  const firstEnd = new Float64Array(blocks.length)
  const lastBeginning = new Float64Array(blocks.length)
  for (const [place, block] of blocks.entries()) {
    if (pace.step()) yield pace.steps
    const [first, last] = limitsOf(block)
    firstEnd[place] = first.completed
    lastBeginning[place] = last.invoked
  }
  const crossing = yield* findCrossingZones({ firstEnd, lastBeginning })
  return crossing?.flatMap((place) => limitsOf(blocks[place] as Block))
}

/** Who ends first, and who begins last. */
function limitsOf(block: Block): readonly [Member, Member] {
  let firstEnd = block.members[0]
  let lastBeginning = block.members[0]
  assert(firstEnd !== undefined && lastBeginning !== undefined, 'a block has members')
  for (const member of block.members) {
    if (member.completed < firstEnd.completed) firstEnd = member
    if (member.invoked > lastBeginning.invoked) lastBeginning = member
  }
  return [firstEnd, lastBeginning]
}

/** The last place of `ends`, which are in order, that holds less than `instant`; -1 for none. */
function lastBelow(ends: Float64Array, instant: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(ends, middle) < instant) low = middle + 1
    else high = middle
  }
  return low - 1
}

function at(numbers: Float64Array, place: number): number {
  return numbers[place] as number
}
