/**
 * Envelopes as bytes: all that one turn sends to one host, as one flat list with `FIELDS` places
 * for each. Names of fields are not sent; bodies keep theirs, in their order. A frame of the
 * transport carries them, and the journal of the receiver keeps them as they came.
 *
 * Reading refuses everything that is not such a list; what it lets through has the shape of an
 * envelope, whatever the body means to its receiver.
 */
import { Packr } from 'msgpackr'
import type { Envelope } from '../../core/runtime/envelope.ts'
import type { Message } from '../../core/runtime/machine.ts'

const FIELDS = 7

const packr = new Packr({ useRecords: false, mapsAsObjects: true, copyBuffers: true })

/** Where an envelope stands in the bytes that brought it. */
export interface EnvelopeSource {
  readonly payload: Buffer
  readonly index: number
}

export function encodeEnvelopes(envelopes: readonly Envelope[]): Buffer {
  const flat = new Array<unknown>(envelopes.length * FIELDS)
  let at = 0
  for (const { from, to, stamp, body } of envelopes) {
    flat[at++] = from
    flat[at++] = to
    flat[at++] = stamp.id
    flat[at++] = stamp.lamport
    flat[at++] = stamp.hybrid.wallMs
    flat[at++] = stamp.hybrid.counter
    flat[at++] = body
  }
  return packr.pack(flat)
}

/** `null` when the payload is no list of envelopes. */
export function decodeEnvelopes(payload: Buffer): Envelope[] | null {
  let flat: unknown
  try {
    flat = packr.unpack(payload)
  } catch {
    return null
  }
  if (!Array.isArray(flat) || flat.length % FIELDS !== 0) return null
  const envelopes: Envelope[] = []
  for (let at = 0; at < flat.length; at += FIELDS) {
    const from: unknown = flat[at]
    const to: unknown = flat[at + 1]
    const id: unknown = flat[at + 2]
    const lamport: unknown = flat[at + 3]
    const wallMs: unknown = flat[at + 4]
    const counter: unknown = flat[at + 5]
    const body: unknown = flat[at + 6]
    if (typeof from !== 'string' || typeof to !== 'string' || !isMessage(body)) return null
    if (!isWhole(id) || !isWhole(lamport) || !isWhole(wallMs) || !isWhole(counter)) return null
    envelopes.push({ from, to, stamp: { id, lamport, hybrid: { wallMs, counter } }, body })
  }
  return envelopes
}

/** How many bytes a message would take on the wire; what a throttled link counts. */
export function messageBytes(body: Message): number {
  return packr.pack(body).length
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && typeof (value as Message).type === 'string'
}
