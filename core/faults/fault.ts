/**
 * What a fault is: a name, its parameters, and how it expands into actions and their undo.
 * One file per fault; a fault is pure data and pure functions, and applies nothing itself.
 */
import type { Prng } from '../base/prng.ts'
import type { ObjectSchema } from '../base/json-schema.ts'
import type { Address } from '../runtime/machine.ts'
import type { Action, Evidence } from './action.ts'

export type FaultGroup =
  'process' | 'network' | 'clock' | 'disk' | 'byzantine' | 'load' | 'people' | 'membership'

/** One direction of one link. */
export interface Link {
  readonly from: Address
  readonly to: Address
}

/** What a fault hits, after its selectors were resolved against the cluster as it then was. */
export interface Targets {
  /** The machines that were named, clients among them where the drill names clients. */
  readonly nodes: readonly Address[]
  readonly links: readonly Link[]
  /** The groups of a partition, where the fault divides the cluster. */
  readonly groups?: readonly (readonly Address[])[]
  /** Every machine of the run, for faults that must name the rest. */
  readonly all: {
    /** The members: not those that an earlier fault retired. */
    readonly nodes: readonly Address[]
    readonly clients: readonly Address[]
    /** Nodes that were retired; their names are not given again. */
    readonly retired: readonly Address[]
  }
  /** Who led when the fault was planned, as far as was known. */
  readonly leader?: Address
}

export interface FaultOrder {
  /** Unique within the run; rules are installed under it. */
  readonly id: string
  readonly targets: Targets
  /** Parameters as in the drill file, checked and with defaults; durations already in ms. */
  readonly parameters: { readonly [name: string]: unknown }
  readonly prng: Prng
}

/** Actions that follow those of `Plan.apply`, counted from the moment these were asked for. */
export interface Step {
  readonly afterMs: number
  readonly actions: readonly Action[]
}

/**
 * A fault as it will be applied. `undo` is written down before `apply` is carried out. It is
 * right at every moment of the fault, after any of its steps; an action of it that finds nothing
 * left to do does nothing (`action.ts`).
 */
export interface Plan {
  readonly apply: readonly Action[]
  readonly undo: readonly Action[]
  /** In order of time. The director hands them out; an undo drops those still to come. */
  readonly steps?: readonly Step[]
  /** `apply` and `steps` begin anew after each of these, until the fault is undone. */
  readonly repeatEveryMs?: number
  /** The fault is over by itself after this long: then it is undone, if nobody did before. */
  readonly endsAfterMs?: number
  /** Nodes that nobody should expect back: removed for good, or their disk spoilt. */
  readonly retires?: readonly Address[]
  /** For lists: `n1 | n2 n3`, `n1 -> n2`, `n4`. */
  readonly target: string
  /** What the plan drew or chose by itself; absent where its order said everything. */
  readonly pinned?: Pinned
}

/** What a drill has to say for the same plan to come again, whatever is drawn by then. */
export interface Pinned {
  /** Machines to name in this order, in place of what the target said. */
  readonly names?: readonly Address[]
  /** In place of the parameters of the same names. */
  readonly parameters?: { readonly [name: string]: unknown }
}

/** What a fault did, measured. */
export interface Effect {
  /** False makes a warning on the verdict: the fault changed nothing. */
  readonly proven: boolean
  /** For people: "412 messages dropped, 0 passed". */
  readonly sentence: string
}

export interface Fault {
  /** The name in a drill file. */
  readonly kind: string
  readonly group: FaultGroup
  readonly summary: string
  /** What its `target` names. */
  readonly aims: 'nodes' | 'links' | 'groups' | 'cluster'
  readonly parameters: ObjectSchema
  plan(order: FaultOrder): Plan
  effect(evidence: Evidence): Effect
}
