/**
 * What a director decides, in the order in which its caller carries it out.
 */
import type { ClientCommand } from '../clients/protocol.ts'
import type { Action } from '../faults/action.ts'
import type { Plan } from '../faults/fault.ts'

/**
 * `warm-up`: the nodes come up, the clients get ready, the system shows that it is healthy.
 * `drill`: time 0; the workload and the schedule. `recovery`: nothing is broken any more, the
 * workload goes on until the system is steady. `final`: the clients ask their last operations.
 * `converge`: the nodes get the time to agree. `done`: judge.
 */
export type Phase = 'warm-up' | 'drill' | 'recovery' | 'final' | 'converge' | 'done'

export interface PlannedFault {
  /** Unique in the run: `f1`, `f2`, .... Rules are installed under it, evidence is kept under it. */
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly parameters: { readonly [name: string]: unknown }
  readonly plan: Plan
  /** Since the workload began, ms. */
  readonly atMs: number
  /** A person asked for it while the drill ran; else the schedule did. */
  readonly byHand: boolean
}

export type Decision =
  | { readonly kind: 'phase'; readonly phase: Phase }
  /** Tell every client. */
  | { readonly kind: 'clients'; readonly command: ClientCommand }
  /**
   * Write the fault and its undo down, then carry out `actions` (those of `plan.apply`, with
   * the leader's name put in).
   */
  | { readonly kind: 'apply'; readonly fault: PlannedFault; readonly actions: readonly Action[] }
  /** A later step of a fault that stands. */
  | { readonly kind: 'step'; readonly id: string; readonly actions: readonly Action[] }
  | { readonly kind: 'undo'; readonly id: string; readonly actions: readonly Action[] }
  /** For the verdict and the log of the run. */
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'abort'; readonly reason: string }
