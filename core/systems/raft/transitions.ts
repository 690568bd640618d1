/**
 * The three ways in which a node changes its role; the node itself carries them out, as every
 * part of it is concerned.
 */
import type { Address, Context } from '../../runtime/machine.ts'

export interface Transitions {
  /** Follows `leader` (null: nobody known) in `term`, which may be a new one. */
  follow(context: Context, term: number, leader: Address | null): void
  /** A quorum granted its votes. */
  lead(context: Context): void
}
