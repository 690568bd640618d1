/**
 * What replicas say to each other, and what they keep. `life` and `round` name one operation of
 * one coordinator; an answer that comes for an earlier life is thrown away.
 */
import type { DiskRecord, Message, Report } from '../../runtime/machine.ts'
import type { Tag } from './tag.ts'

export interface Tagged {
  readonly tag: Tag
  readonly value: unknown
}

export interface KeyedValue extends Tagged {
  readonly key: string
}

interface OfRound extends Message {
  readonly life: number
  readonly round: number
}

/** What is the newest value that you know? */
export interface Query extends OfRound {
  readonly type: 'query'
  readonly key: string
}

export interface QueryReply extends OfRound, Tagged {
  readonly type: 'query-reply'
}

/** Keep this value unless you have a newer one. */
export interface Update extends OfRound, KeyedValue {
  readonly type: 'update'
}

/** I hold, durably, that value or a newer one. */
export interface UpdateAck extends OfRound {
  readonly type: 'update-ack'
}

/** Is your state the same as mine? Silence means yes. */
export interface Compare extends Message {
  readonly type: 'compare'
  readonly digest: number
}

/** No: here is some of mine, in order of keys. `next` asks for the rest. */
export interface Entries extends Message {
  readonly type: 'entries'
  readonly entries: readonly KeyedValue[]
  readonly next: string | null
}

export interface Pull extends Message {
  readonly type: 'pull'
  readonly after: string
}

export type ReplicaMessage = Query | QueryReply | Update | UpdateAck | Compare | Entries | Pull

/** A life of this replica began. */
export interface LifeRecord extends DiskRecord {
  readonly type: 'life'
  readonly life: number
}

export interface ValueRecord extends DiskRecord, KeyedValue {
  readonly type: 'value'
}

export type ReplicaRecord = LifeRecord | ValueRecord

/** The replica adopted a value; the value itself is in the journal's inputs. */
export interface TaggedReport extends Report {
  readonly type: 'tagged'
  readonly key: string
  /** The tag, flat and short: there is one of these for every store. */
  readonly tag: readonly [counter: number, node: string, life: number, round: number]
}
