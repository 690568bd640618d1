/**
 * What travels between hosts, and how it becomes an input. A request of a client and the answer
 * to it have their own envelopes, so that no system has to invent them.
 *
 * Every envelope is stamped by the runtime with the sender's Lamport and hybrid clocks, and
 * with its number among all that the sender ever sent; with that number the journal knows which
 * receipt belongs to which send, and vector clocks follow (`core/clocks/`).
 */
import type { HybridTime } from '../clocks/hybrid.ts'
import type { Address, Message, Request, Result } from './machine.ts'

/** Identity and time of one send. */
export interface Stamp {
  /** Counts the sender's sends from 1; never repeats, also not across its restarts. */
  readonly id: number
  readonly lamport: number
  readonly hybrid: HybridTime
}

export type Payload =
  | { readonly kind: 'message'; readonly body: Message }
  | { readonly kind: 'request'; readonly request: Omit<Request, 'from'> }
  | {
      readonly kind: 'reply'
      readonly session: number
      readonly sequence: number
      readonly result: Result
    }

export interface Envelope {
  readonly from: Address
  readonly to: Address
  readonly stamp: Stamp
  readonly payload: Payload
}

/** What a client asks its host to send: a request travels as a message of this type. */
export interface RequestMessage extends Message {
  readonly type: 'request'
  readonly session: number
  readonly sequence: number
  readonly operation: Request['operation']
}

/** What a client receives for it. */
export interface ReplyMessage extends Message {
  readonly type: 'reply'
  readonly session: number
  readonly sequence: number
  readonly result: Result
}
