/**
 * The timestamp of a written value. Whichever of two values has the higher tag is the newer
 * one, everywhere and for ever; so no two writes may ever bear the same tag.
 *
 * A counter and the writer's name order the writes, as in the paper. The writer's life and the
 * number of its round make the tag unique even where a writer crashed before its own disk kept
 * the counter that it had already sent out.
 *
 * Source: Lynch and Shvartsman, "Robust emulation of shared memory using dynamic
 * quorum-acknowledged broadcasts" (FTCS 1997), section 3: tags of several writers.
 */
import type { Address } from '../../runtime/machine.ts'

export interface Tag {
  readonly counter: number
  readonly node: Address
  readonly life: number
  readonly round: number
}

/** The tag of a key that nobody ever wrote. */
export const FIRST_TAG: Tag = { counter: 0, node: '', life: 0, round: 0 }

/** Total order; negative when `left` is older, 0 only for the same write. */
export function compareTags(left: Tag, right: Tag): number {
  if (left.counter !== right.counter) return left.counter - right.counter
  if (left.node !== right.node) return left.node < right.node ? -1 : 1
  return left.life - right.life || left.round - right.round
}
