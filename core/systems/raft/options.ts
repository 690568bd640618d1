/**
 * The settings of a Raft node. Times are in ms of the node's own timers.
 *
 * A crashed leader is usually noticed by its closed connections, long before any timeout; the
 * election timeout can be comfortable, and a busy computer causes no needless election.
 */
import { assert } from '../../base/assert.ts'
import type { ObjectSchema } from '../../base/json-schema.ts'

export interface RaftOptions {
  readonly heartbeatMs: number
  /** The least; each wait is drawn between this and twice this. */
  readonly electionTimeoutMs: number
  /** Limits of one append. */
  readonly batchEntries: number
  readonly batchBytes: number
  /** Limits of what one follower has been sent and has not acknowledged. */
  readonly inFlightMessages: number
  readonly inFlightBytes: number
  /** Applied entries after which a snapshot is taken and the log cut. */
  readonly snapshotEntries: number
  /** Entries that the log keeps before a snapshot, so that a slow follower needs none. */
  readonly trailingEntries: number
  readonly snapshotChunkBytes: number
  /** Requests that may wait at the leader; more are refused. */
  readonly maxPending: number
  /** `lease` trusts the nodes' clocks not to step or drift far; `index` trusts no clock. */
  readonly reads: 'index' | 'lease'
}

export const RAFT_DEFAULTS: RaftOptions = {
  heartbeatMs: 80,
  electionTimeoutMs: 480,
  batchEntries: 1024,
  batchBytes: 262_144,
  inFlightMessages: 16,
  inFlightBytes: 2_097_152,
  snapshotEntries: 20_000,
  trailingEntries: 2_000,
  snapshotChunkBytes: 65_536,
  maxPending: 10_000,
  reads: 'index',
}

function count(description: string, minimum: number, initial: number) {
  return { type: 'integer', minimum, default: initial, description } as const
}

export const RAFT_OPTIONS: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    heartbeatMs: count('Time between two heartbeats, ms', 1, RAFT_DEFAULTS.heartbeatMs),
    electionTimeoutMs: count(
      'Least time without a leader before an election, ms; at least two heartbeats',
      2,
      RAFT_DEFAULTS.electionTimeoutMs,
    ),
    batchEntries: count('Most entries in one append', 1, RAFT_DEFAULTS.batchEntries),
    batchBytes: count('Most bytes in one append', 1, RAFT_DEFAULTS.batchBytes),
    inFlightMessages: count(
      'Most unacknowledged appends per follower',
      1,
      RAFT_DEFAULTS.inFlightMessages,
    ),
    inFlightBytes: count('Most unacknowledged bytes per follower', 1, RAFT_DEFAULTS.inFlightBytes),
    snapshotEntries: count(
      'Applied entries after which a snapshot is taken',
      1,
      RAFT_DEFAULTS.snapshotEntries,
    ),
    trailingEntries: count(
      'Entries that stay in the log before a snapshot',
      0,
      RAFT_DEFAULTS.trailingEntries,
    ),
    snapshotChunkBytes: count('Most bytes in one piece of a snapshot', 2, 65_536),
    maxPending: count('Most requests that wait at the leader', 1, RAFT_DEFAULTS.maxPending),
    reads: {
      type: 'string',
      enum: ['index', 'lease'],
      default: 'index',
      description: 'How a leader makes sure that it still leads before it answers a read',
    },
  },
}

/** The options of a node, defaults filled in; the schema was checked by whoever read them. */
export function raftOptions(given: { readonly [name: string]: unknown }): RaftOptions {
  const options = { ...RAFT_DEFAULTS, ...given } as RaftOptions
  assert(
    options.electionTimeoutMs >= 2 * options.heartbeatMs,
    `electionTimeoutMs ${options.electionTimeoutMs} is under two heartbeats`,
  )
  return options
}
