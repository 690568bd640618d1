/**
 * The bytes of a log file: a segment header, then blocks. One block holds the records of one
 * turn, in order.
 *
 *     header: u32 magic | u32 version | u32 salt | u32 checksum of these twelve bytes
 *     block:  u32 magic | u32 length of the payload | u32 checksum of the payload
 *             | u32 checksum of these twelve bytes | payload: msgpack, a list of records
 *
 * A block's header has a checksum of its own, so that a flipped bit in a length is seen as what
 * it is and not as a block that was cut short. The magic word lets a reader find the blocks
 * behind a damaged one. Every checksum of a block starts from the segment's random salt: neither
 * bytes of an older file nor a value that a client wrote can pass for a block.
 *
 * CRC-32 finds accidents; it is no defence against somebody who may write the file.
 */
import { crc32 } from 'node:zlib'
import { Packr } from 'msgpackr'
import { assert } from '../../../core/base/assert.ts'
import type { DiskRecord } from '../../../core/runtime/machine.ts'

export const SEGMENT_HEADER_BYTES = 16
export const BLOCK_HEADER_BYTES = 16
export const BLOCK_MAGIC = 0xb10c_4ea5
/** A longer block is never written, so a longer length that is read is damage. */
export const BLOCK_PAYLOAD_BYTES_MAX = 256 * 1024 * 1024

const SEGMENT_MAGIC = 0x5e6d_e471
const VERSION = 1

const packr = new Packr({ useRecords: false, mapsAsObjects: true, copyBuffers: true })

export function encodeSegmentHeader(salt: number): Buffer {
  const header = Buffer.allocUnsafe(SEGMENT_HEADER_BYTES)
  header.writeUInt32LE(SEGMENT_MAGIC, 0)
  header.writeUInt32LE(VERSION, 4)
  header.writeUInt32LE(salt, 8)
  header.writeUInt32LE(crc32(header.subarray(0, 12)), 12)
  return header
}

/** The salt of the segment that begins with `bytes`; `null` when they are no whole header. */
export function decodeSegmentHeader(bytes: Buffer): number | null {
  if (bytes.length < SEGMENT_HEADER_BYTES) return null
  if (bytes.readUInt32LE(0) !== SEGMENT_MAGIC || bytes.readUInt32LE(4) !== VERSION) return null
  if (crc32(bytes.subarray(0, 12)) !== bytes.readUInt32LE(12)) return null
  return bytes.readUInt32LE(8)
}

export function encodeBlock(records: readonly DiskRecord[], salt: number): Buffer {
  const payload = packr.pack(records)
  assert(payload.length <= BLOCK_PAYLOAD_BYTES_MAX, `disk: a block of ${payload.length} bytes`)
  const block = Buffer.allocUnsafe(BLOCK_HEADER_BYTES + payload.length)
  payload.copy(block, BLOCK_HEADER_BYTES)
  block.writeUInt32LE(BLOCK_MAGIC, 0)
  block.writeUInt32LE(payload.length, 4)
  block.writeUInt32LE(crc32(payload, salt), 8)
  block.writeUInt32LE(crc32(block.subarray(0, 12), salt), 12)
  return block
}

export type BlockRead =
  | { readonly kind: 'block'; readonly payload: Buffer; readonly end: number }
  /** The bytes end before the block does. */
  | { readonly kind: 'short' }
  | { readonly kind: 'bad'; readonly why: string }

/** Looks at the block that begins at `offset`. */
export function readBlock(bytes: Buffer, offset: number, salt: number): BlockRead {
  const start = offset + BLOCK_HEADER_BYTES
  if (start > bytes.length) return { kind: 'short' }
  if (bytes.readUInt32LE(offset) !== BLOCK_MAGIC) return { kind: 'bad', why: 'no block begins' }
  const header = crc32(bytes.subarray(offset, offset + 12), salt)
  if (header !== bytes.readUInt32LE(offset + 12)) {
    return { kind: 'bad', why: 'the header of a block does not match its checksum' }
  }
  const length = bytes.readUInt32LE(offset + 4)
  if (length > BLOCK_PAYLOAD_BYTES_MAX) return { kind: 'bad', why: 'a block is too long' }
  const end = start + length
  if (end > bytes.length) return { kind: 'short' }
  const payload = bytes.subarray(start, end)
  if (crc32(payload, salt) !== bytes.readUInt32LE(offset + 8)) {
    return { kind: 'bad', why: 'a block does not match its checksum' }
  }
  return { kind: 'block', payload, end }
}

/** The records of a payload whose checksum matched; `null` when they are no records. */
export function decodeRecords(payload: Buffer): DiskRecord[] | null {
  try {
    const records: unknown = packr.unpack(payload)
    return Array.isArray(records) ? (records as DiskRecord[]) : null
  } catch {
    return null
  }
}
