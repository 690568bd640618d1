/**
 * The bytes of a journal file: frames, one behind the other, nothing else.
 *
 *     u32 length of the payload | u32 CRC-32 of the payload | u32 CRC-32 of these eight bytes
 *     payload (`wire.ts`): any number of entries; a host writes one frame a turn
 *
 * The header has a checksum of its own so that a damaged length is not mistaken for a frame
 * whose end is yet to come. What is cut off at the very end is torn: it was never promised to
 * anybody. Whatever else does not fit is damage, and reading stops there.
 */
import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { assert } from '../../core/base/assert.ts'
import type { JournalEntry } from '../../core/runtime/journal.ts'
import { decodePayload, encodePayload, type Journaled } from './wire.ts'

export const FRAME_HEADER_BYTES = 12
/** A longer frame is never written, so a longer one that is read is damage. */
export const FRAME_PAYLOAD_BYTES_MAX = 256 * 1024 * 1024

/**
 * One frame that holds `entries`, in order; at least one. Every time and counter in them must
 * be a whole number. What is returned is valid until the next call: write it, or copy it.
 */
export function encodeJournalFrame(entries: readonly Journaled[]): Buffer {
  const frame = encodePayload(entries, FRAME_HEADER_BYTES)
  const length = frame.length - FRAME_HEADER_BYTES
  assert(length <= FRAME_PAYLOAD_BYTES_MAX, `journal: a frame of ${length} bytes`)
  frame.writeUInt32LE(length, 0)
  frame.writeUInt32LE(crc32(frame.subarray(FRAME_HEADER_BYTES)), 4)
  frame.writeUInt32LE(crc32(frame.subarray(0, 8)), 8)
  return frame
}

/** How the bytes that were read so far end. */
export type JournalEnd =
  | { readonly kind: 'clean' }
  /** The last `bytes` bytes are the beginning of a frame. */
  | { readonly kind: 'torn'; readonly bytes: number }
  /** The frame that begins at `offset` is not as it was written. */
  | { readonly kind: 'damaged'; readonly offset: number; readonly why: string }

/** Cuts a stream of bytes into checked payloads. */
export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0)
  #offset: number
  #damage: JournalEnd | null = null

  /** `offset` is where in the file the stream begins. */
  constructor(offset = 0) {
    this.#offset = offset
  }

  /** Bytes from the start of the file to the end of the last whole frame. */
  get offset(): number {
    return this.#offset
  }

  get end(): JournalEnd {
    if (this.#damage !== null) return this.#damage
    const bytes = this.#rest.length
    return bytes === 0 ? { kind: 'clean' } : { kind: 'torn', bytes }
  }

  /** The payloads that are now complete; they are views, valid while `bytes` is not reused. */
  push(bytes: Uint8Array): Buffer[] {
    const payloads: Buffer[] = []
    if (this.#damage !== null) return payloads
    const fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const data = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh])
    let at = 0
    while (at + FRAME_HEADER_BYTES <= data.length) {
      const length = data.readUInt32LE(at)
      if (crc32(data.subarray(at, at + 8)) !== data.readUInt32LE(at + 8)) {
        return this.#stop(payloads, 'its header does not match its checksum')
      }
      if (length > FRAME_PAYLOAD_BYTES_MAX) return this.#stop(payloads, 'it is too long')
      const start = at + FRAME_HEADER_BYTES
      if (start + length > data.length) break
      const payload = data.subarray(start, start + length)
      if (crc32(payload) !== data.readUInt32LE(at + 4)) {
        return this.#stop(payloads, 'its content does not match its checksum')
      }
      payloads.push(payload)
      at = start + length
      this.#offset += FRAME_HEADER_BYTES + length
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at))
    return payloads
  }

  /** Declares the frame at `offset` damaged, for a reader that could not make sense of it. */
  condemn(offset: number, why: string): void {
    this.#damage ??= { kind: 'damaged', offset, why }
  }

  #stop(payloads: Buffer[], why: string): Buffer[] {
    this.condemn(this.#offset, why)
    return payloads
  }
}

/** Bytes in, entries out. */
export class JournalReader {
  readonly #splitter = new FrameSplitter()
  #offset = 0

  /** How the bytes that were pushed so far end. */
  get end(): JournalEnd {
    return this.#splitter.end
  }

  /** The entries of the frames that `bytes` completed; none any more after damage. */
  push(bytes: Uint8Array): JournalEntry[] {
    const entries: JournalEntry[] = []
    for (const payload of this.#splitter.push(bytes)) {
      const decoded = this.#decode(payload)
      if (decoded === null) break
      for (const entry of decoded) entries.push(entry)
      this.#offset += FRAME_HEADER_BYTES + payload.length
    }
    return entries
  }

  #decode(payload: Buffer): JournalEntry[] | null {
    try {
      return decodePayload(payload)
    } catch (error) {
      this.#splitter.condemn(this.#offset, error instanceof Error ? error.message : String(error))
      return null
    }
  }
}

/** Reads all of the journal at `path`. Throws only what reading a file throws. */
export function readJournalFile(path: string): {
  readonly entries: readonly JournalEntry[]
  readonly end: JournalEnd
} {
  const reader = new JournalReader()
  const entries = reader.push(readFileSync(path))
  return { entries, end: reader.end }
}
