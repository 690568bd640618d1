/**
 * What a Raft log holds, and what of it reaches the disk.
 */
import type { StoreCommand } from '../../store/replicated-store.ts'
import type { Address, DiskRecord } from '../../runtime/machine.ts'
import type { Configuration } from './configuration.ts'

export type EntryCommand =
  /** Opens a leader's term, so that everything before it may commit. */
  | { readonly kind: 'noop' }
  | ({ readonly kind: 'apply' } & StoreCommand)
  /** In force from the moment that it is in the log. */
  | { readonly kind: 'configure'; readonly configuration: Configuration }

export interface Entry {
  readonly term: number
  readonly command: EntryCommand
}

/** Where a log or a part of it ends: the digest covers every term and command up to it. */
export interface LogPoint {
  readonly index: number
  readonly term: number
  readonly chain: number
}

export const LOG_START: LogPoint = { index: 0, term: 0, chain: 0 }

/** The state at `point`, as text, so that it can be cut into chunks. */
export interface Snapshot extends LogPoint {
  readonly configuration: Configuration
  /** JSON of a `StoreSnapshot`. */
  readonly text: string
}

export type RaftRecord =
  | (DiskRecord & {
      readonly type: 'hard-state'
      readonly term: number
      readonly vote: Address | null
    })
  /** The log from `from` on is these entries: what was there before is overwritten. */
  | (DiskRecord & {
      readonly type: 'entries'
      readonly from: number
      readonly entries: readonly Entry[]
    })
  | (DiskRecord & { readonly type: 'snapshot'; readonly snapshot: Snapshot })

/** Bytes that an entry takes on the wire, roughly: enough to bound a batch. */
export function estimateBytes(entry: Entry): number {
  const { command } = entry
  if (command.kind === 'noop') return 32
  if (command.kind === 'configure') return 256
  const { key, value } = command.operation
  return 96 + (key === undefined ? 0 : key.length) + estimateValue(value)
}

function estimateValue(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  if (value instanceof Uint8Array) return value.length
  let bytes = 8
  for (const field of Object.values(value)) bytes += 8 + estimateValue(field)
  return bytes
}
