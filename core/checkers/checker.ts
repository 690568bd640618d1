/**
 * What a checker is: a pure function from a recording to a verdict, one file per property.
 * It never guesses. What it cannot decide within its budget is `unknown`, and it says why.
 */
import type { HistoryEvent } from '../history/operation.ts'
import type { Address, Report } from '../runtime/machine.ts'
import type { NodeDescription } from '../runtime/description.ts'

export type Verdict = 'valid' | 'invalid' | 'unknown'

/** Something that a node told its observers. */
export interface NodeReport {
  /** Microseconds since the run began. */
  readonly atUs: number
  readonly node: Address
  readonly incarnation: number
  readonly event: Report
}

/** How a node stood when the run ended. */
export interface FinalState {
  readonly node: Address
  /** False for a node that was meant to be down or had left the cluster. */
  readonly expected: boolean
  /** Absent when the node was not running. */
  readonly description?: NodeDescription
}

/** Everything that a checker may look at. */
export interface Recording {
  readonly workload: {
    readonly kind: string
    /** How many clients there were; process numbers are `index + k * clients`. */
    readonly clients?: number
    readonly options: { readonly [name: string]: unknown }
  }
  readonly history: readonly HistoryEvent[]
  /** In order of `atUs`. */
  readonly reports: readonly NodeReport[]
  readonly finalStates: readonly FinalState[]
}

/** The smallest set of facts that cannot be explained. */
export interface Witness {
  /** One plain sentence that tells the violation. */
  readonly sentence: string
  /** Operations of the history that show it. */
  readonly events?: readonly HistoryEvent[]
  /** Reports of nodes that show it. */
  readonly reports?: readonly NodeReport[]
}

export interface CheckResult {
  readonly name: string
  readonly verdict: Verdict
  /** One sentence: what was found, or how much was looked at. */
  readonly summary: string
  /** How much work it took, in the checker's own steps. */
  readonly steps: number
  readonly witness?: Witness
}

export interface Checker {
  /** The name in a drill's `check` list: the property, `linearizable`, `election-safety`. */
  readonly name: string
  readonly summary: string
  /** `budget` bounds the steps of a search; beyond it the verdict is `unknown`. */
  check(recording: Recording, budget: number): CheckResult
}
