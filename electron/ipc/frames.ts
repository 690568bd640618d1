/**
 * Calls, answers and events as bytes, for doors that have only a byte channel. MessagePack, with
 * typed arrays as such; the build of the library that never evaluates text, because the page's
 * content security policy forbids that.
 */
import { Packr } from 'msgpackr/index-no-eval'
import type { Envelope } from './envelope.ts'

export interface CallFrame {
  readonly id: number
  readonly call: string
  readonly request: unknown
}

export interface AnswerFrame {
  readonly id: number
  readonly answer: Envelope<unknown>
}

export interface EventFrame {
  readonly event: string
  readonly value: unknown
}

const packr = new Packr({ useRecords: false, moreTypes: true, int64AsType: 'number' })

export function encodeFrame(frame: CallFrame | AnswerFrame | EventFrame): Uint8Array<ArrayBuffer> {
  return packr.pack(frame) as Uint8Array<ArrayBuffer>
}

/** Throws on bytes that are no MessagePack. */
export function decodeFrame(bytes: Uint8Array): unknown {
  return packr.unpack(bytes)
}
