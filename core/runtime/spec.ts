/**
 * What is needed to make a machine again, anywhere: in a child process, in the simulator, and
 * years later from a journal. Plain data.
 */
import type { Address } from './machine.ts'

/** The release that every mutant is compared with. */
export const CORRECT = 'correct'

export interface NodeSpec {
  readonly role: 'node'
  readonly id: Address
  /** Kind of system, a folder of `core/systems/`. */
  readonly system: string
  /** `CORRECT`, or the name of a mutant of the system. */
  readonly release: string
  /** The nodes that the cluster starts with; a later joiner is not among them. */
  readonly members: readonly Address[]
  /** Settings of the system, checked against its schema; defaults filled in. */
  readonly options: { readonly [name: string]: unknown }
}

export interface ClientSpec {
  readonly role: 'client'
  readonly id: Address
  readonly system: string
  readonly nodes: readonly Address[]
  readonly workload: string
  /** Number of this client, from 0, and how many there are. */
  readonly index: number
  readonly clients: number
  /** Settings of the workload, checked against its schema; defaults filled in. */
  readonly options: { readonly [name: string]: unknown }
}

export type MachineSpec = NodeSpec | ClientSpec
