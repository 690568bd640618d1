/**
 * The decisions that are easy to get wrong, each a question with one right answer. The node
 * answers them (`node.ts`); a mutant answers one of them differently (`mutants/`).
 */
import type { Request } from '../../runtime/machine.ts'

export interface Decisions {
  /** Whether a leader in `currentTerm` may commit an entry of `entryTerm` by counting copies. */
  mayCommit(entryTerm: number, currentTerm: number): boolean
  /** Whether a vote may leave before the disk holds it. */
  voteLeavesEarly(): boolean
  /** Whether an entry counts as kept before the disk holds it. */
  countsBeforeDurable(): boolean
  /** Whether a leader makes sure that it still leads before it answers a read. */
  confirmsReads(): boolean
  /** The session under which a request is applied; 0 for none. */
  sessionOf(request: Request): number
}
