/**
 * What a folder of `core/systems/` offers to the rest. Nothing outside the folder knows more
 * about a system than this.
 */
import type { Checker } from '../checkers/checker.ts'
import type { ObjectSchema } from '../base/json-schema.ts'
import type { NodeDescription } from '../runtime/description.ts'
import type { Inspection, Machine } from '../runtime/machine.ts'
import type { NodeSpec } from '../runtime/spec.ts'

/**
 * A published bug, planted by overriding one decision of the correct code. Its story opens its file,
 * from which `docs/mutants/` is written.
 */
export interface Mutant {
  readonly name: string
  /** What it does wrong, in one sentence. */
  readonly summary: string
  /** Where the bug was found for real: a link or a citation. */
  readonly source: string
  /** A drill of the library that turns red with it, simulated, and a seed with which it does. */
  readonly caughtBy: { readonly drill: string; readonly seed: string }
  createNode(spec: NodeSpec): Machine
}

export interface System {
  readonly kind: string
  /** One line for lists. */
  readonly summary: string
  /** The settings of a node, with defaults. */
  readonly options: ObjectSchema
  /** The operations (`f`) that a client may ask for. */
  readonly operations: readonly string[]
  readonly client: ClientContract
  createNode(spec: NodeSpec): Machine
  /** What the system promises beyond its histories; run on every drill, live and simulated. */
  readonly invariants: readonly Checker[]
  readonly mutants: readonly Mutant[]
  /** How people and selectors read a node's `inspect()`. */
  describe(inspection: Inspection): NodeDescription
}

/** How a client may behave towards a system. */
export interface ClientContract {
  /** Whether a session is opened first, so that a retried request applies once. */
  readonly sessions: boolean
  /**
   * Whether a request may be sent again after an attempt whose outcome is unknown. Without
   * sessions that would apply it twice.
   */
  readonly retryUnknown: boolean
}
