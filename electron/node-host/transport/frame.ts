/**
 * Frames: how a stream of bytes becomes messages that are whole or not there at all.
 *
 *     u32 length of the payload | u32 CRC-32 of the rest | u32 sequence number | payload
 *
 * TLS already protects the bytes on their way. The checksum also catches what went wrong before
 * they were encrypted (that is where the `corrupt` fault strikes), and the sequence number a
 * frame that is sent twice or left out by a bug of ours.
 */
import { crc32 } from 'node:zlib'
import { FRAME_BYTES_MAX } from '../limits.ts'

export const FRAME_HEADER_BYTES = 12
const CHECKED_FROM = 8

/** A frame without its header's content; `sealFrame` fills it in. */
export function frameFor(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payload.length)
  frame.set(payload, FRAME_HEADER_BYTES)
  return frame
}

/** Fills in the header: now the frame may go, as number `sequence` of its connection. */
export function sealFrame(frame: Buffer, sequence: number): void {
  frame.writeUInt32LE(frame.length - FRAME_HEADER_BYTES, 0)
  frame.writeUInt32LE(sequence >>> 0, CHECKED_FROM)
  frame.writeUInt32LE(crc32(frame.subarray(CHECKED_FROM)), 4)
}

export type FrameRead =
  | { readonly kind: 'payload'; readonly payload: Buffer }
  /** A whole frame that is not as it was sent; the stream goes on behind it. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows where the next frame begins. */
  | { readonly kind: 'lost'; readonly why: string }

/** Cuts the bytes of one connection into frames. */
export class FrameReader {
  /** Chunks that hold no whole frame yet, and how many bytes they are. */
  #chunks: Buffer[] = []
  #bytes = 0
  #wanted = FRAME_HEADER_BYTES
  #sequence = 0
  #lost = false

  /** The frames that `chunk` completes; they are views of it, or of their own copy. */
  push(chunk: Buffer): FrameRead[] {
    const reads: FrameRead[] = []
    if (this.#lost) return reads
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes < this.#wanted) return reads
    const data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#bytes)
    let at = 0
    this.#wanted = FRAME_HEADER_BYTES
    while (data.length - at >= FRAME_HEADER_BYTES) {
      const length = data.readUInt32LE(at)
      if (length === 0 || length > FRAME_BYTES_MAX) {
        this.#lost = true
        reads.push({ kind: 'lost', why: `a frame of ${length} bytes` })
        break
      }
      const end = at + FRAME_HEADER_BYTES + length
      if (end > data.length) {
        this.#wanted = end - at
        break
      }
      reads.push(this.#check(data.subarray(at, end)))
      at = end
    }
    const rest = data.subarray(at)
    this.#chunks = rest.length > 0 && !this.#lost ? [rest] : []
    this.#bytes = rest.length
    return reads
  }

  #check(frame: Buffer): FrameRead {
    if (crc32(frame.subarray(CHECKED_FROM)) !== frame.readUInt32LE(4)) {
      this.#sequence++
      return { kind: 'refused', why: 'checksum' }
    }
    const sequence = frame.readUInt32LE(CHECKED_FROM)
    const expected = this.#sequence >>> 0
    // Never back: a frame that comes again must not bring others down with it.
    this.#sequence = Math.max(expected, sequence + 1)
    if (sequence !== expected) {
      return { kind: 'refused', why: `number ${sequence} where ${expected} was due` }
    }
    return { kind: 'payload', payload: frame.subarray(FRAME_HEADER_BYTES) }
  }
}
