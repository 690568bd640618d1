/**
 * What travels between hosts, and how it becomes an input. A client's request and the answer to
 * it are messages of two reserved types, so that no system has to invent them.
 *
 * Every envelope is stamped by the runtime with the sender's Lamport and hybrid clocks, and
 * with its number among all that the sender ever sent; with that number the journal knows which
 * receipt belongs to which send, and vector clocks follow (`core/clocks/`).
 */
import type { HybridTime } from '../clocks/hybrid.ts'
import type { Address, Input, Message, Request, Result } from './machine.ts'

/** Identity and time of one send. */
export interface Stamp {
  /** Grows with each send of the sender; never repeats, also not across its restarts. */
  readonly id: number
  readonly lamport: number
  readonly hybrid: HybridTime
}

export interface Envelope {
  readonly from: Address
  readonly to: Address
  readonly stamp: Stamp
  readonly body: Message
}

/** What a client sends; the receiver is handed a `request` input. */
export interface RequestMessage extends Message {
  readonly type: 'request'
  readonly session: number
  readonly sequence: number
  readonly attempt?: number
  readonly operation: Request['operation']
}

/** What a `reply` effect becomes; the client is handed it as a `message` input. */
export interface ReplyMessage extends Message {
  readonly type: 'reply'
  readonly session: number
  readonly sequence: number
  /** The attempt that is answered, where the request had one. */
  readonly attempt?: number
  readonly result: Result
}

export function inputOf(envelope: Envelope): Input {
  const { from, body } = envelope
  if (body.type !== 'request') return { kind: 'message', from, body }
  const { session, sequence, attempt, operation } = body as RequestMessage
  if (attempt === undefined) {
    return { kind: 'request', request: { from, session, sequence, operation } }
  }
  return { kind: 'request', request: { from, session, sequence, attempt, operation } }
}

export function replyOf(request: Request, result: Result): ReplyMessage {
  const { session, sequence, attempt } = request
  if (attempt === undefined) return { type: 'reply', session, sequence, result }
  return { type: 'reply', session, sequence, attempt, result }
}
