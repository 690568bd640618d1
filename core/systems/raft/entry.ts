/**
 * What a Raft log holds, and what of it reaches the disk.
 */
import { mix, mixInteger } from '../../base/digest.ts'
import type { StoreCommand } from '../../store/replicated-store.ts'
import type { Address, DiskRecord } from '../../runtime/machine.ts'
import type { Configuration } from './configuration.ts'

export type EntryCommand =
  /** Opens a leader's term, so that everything before it may commit. */
  | { readonly kind: 'noop' }
  | ({ readonly kind: 'apply' } & StoreCommand)
  /** In force from the moment that it is in the log. */
  | { readonly kind: 'configure'; readonly configuration: Configuration }

const before = Symbol('before')
const after = Symbol('after')

export interface Entry {
  readonly term: number
  readonly command: EntryCommand
  /**
   * The chain that it extended last, and what came of it, as signed 32 bits. Only an entry that was
   * proposed in this process has them: simulated nodes and their disks hold the same objects, so
   * all but the first find their chain here. Nobody who encodes or digests an entry sees symbols;
   * an entry is never changed, and whoever copies one leaves them out.
   */
  [before]?: number
  [after]?: number
}

/** The entry of a leader whose log ends in `chain`. */
export function propose(chain: number, term: number, command: EntryCommand): Entry {
  return { term, command, [before]: chain | 0, [after]: digested(chain, term, command) }
}

/** The chain after `entry`, where `chain` is the one before it. Unsigned 32 bits. */
export function extendChain(chain: number, entry: Entry): number {
  if (entry[after] === undefined) return digested(chain, entry.term, entry.command) >>> 0
  if (entry[before] !== (chain | 0)) {
    entry[before] = chain | 0
    entry[after] = digested(chain, entry.term, entry.command)
  }
  return entry[after] >>> 0
}

function digested(chain: number, term: number, command: EntryCommand): number {
  return mix(mixInteger(chain, term), command) | 0
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
