/**
 * What clients do, and by which model their history is judged. One file per workload.
 */
import type { Prng } from '../base/prng.ts'
import type { ObjectSchema } from '../base/json-schema.ts'
import type { Operation, Result } from '../runtime/machine.ts'

export interface GeneratorOrder {
  /** Number of this client, from 0, and how many there are. */
  readonly index: number
  readonly clients: number
  readonly options: { readonly [name: string]: unknown }
  readonly prng: Prng
  /** What the system offers; a workload leaves out what is optional to it. Absent: everything. */
  readonly operations?: readonly string[]
}

/** The operations of one client, one after the other. */
export interface Generator {
  /** What must be acknowledged before the workload begins; asked of client 0 alone. */
  setup(): readonly Operation[]
  next(): Operation
  /** What this client asks last, after healing: the reads that would show a lost write. */
  final(): readonly Operation[]
  /** Hears how each operation of `next` and `final` ended. */
  answered?(operation: Operation, result: Result): void
}

export interface Workload {
  readonly kind: string
  readonly summary: string
  readonly options: ObjectSchema
  /** The operations (`f`) that a system must offer to run it. */
  readonly operations: readonly string[]
  /** The checks that make sense of it, by name; used where a drill names none. */
  readonly checks: readonly string[]
  generator(order: GeneratorOrder): Generator
}
