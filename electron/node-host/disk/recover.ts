/**
 * Reads what a log file holds after a crash, and tells a torn tail from damage.
 *
 * A tail is torn when the last block is cut short or does not match its checksum, nothing valid
 * follows it, and it was never reported durable: then nobody was promised anything about it.
 * Zeros behind the last block are space that was written ahead, and say nothing.
 * Everything else that does not fit is damage, and no machine may be started on it: a replica
 * that silently forgot what it acknowledged breaks the promises of the whole cluster (Alagappan
 * and others, "Protocol-Aware Recovery for Consensus-Based Storage", FAST 2018).
 *
 * It changes nothing; cutting the tail is the caller's business.
 */
import type { DiskRecord } from '../../../core/runtime/machine.ts'
import {
  BLOCK_MAGIC,
  decodeRecords,
  decodeSegmentHeader,
  readBlock,
  SEGMENT_HEADER_BYTES,
} from './block-format.ts'

/** How far the file was durable, as last written down; of one segment, named by its salt. */
export interface SyncedMark {
  readonly salt: number
  readonly bytes: number
}

export type Recovery =
  | { readonly kind: 'empty'; readonly cutBytes: number }
  | {
      readonly kind: 'found'
      readonly salt: number
      readonly records: readonly DiskRecord[]
      /** Length of the file without its torn tail. */
      readonly bytes: number
      /** Length of the torn tail; 0 when the file ends where a block ends. */
      readonly cutBytes: number
    }
  | { readonly kind: 'damaged'; readonly offset: number; readonly why: string }

export function recover(bytes: Buffer, mark: SyncedMark | null): Recovery {
  const end = contentEnd(bytes)
  const salt = decodeSegmentHeader(bytes)
  if (salt === null) {
    // The header is synced before the first block is written, so only an unused file lacks it.
    const unused = end < SEGMENT_HEADER_BYTES && mark === null
    if (unused) return { kind: 'empty', cutBytes: end }
    return { kind: 'damaged', offset: 0, why: 'the file does not begin as a log' }
  }
  const synced = mark !== null && mark.salt === salt ? mark.bytes : 0
  const records: DiskRecord[] = []
  let offset = SEGMENT_HEADER_BYTES
  while (offset < end) {
    const read = readBlock(bytes, offset, salt)
    if (read.kind !== 'block') {
      const why = read.kind === 'short' ? 'a block is cut short' : read.why
      if (offset < synced) {
        return { kind: 'damaged', offset, why: `${why}, and it had been durable` }
      }
      const next = findBlock(bytes, offset + 1, salt)
      if (next !== null) {
        return { kind: 'damaged', offset, why: `${why}, and a good one follows at ${next}` }
      }
      return { kind: 'found', salt, records, bytes: offset, cutBytes: end - offset }
    }
    const decoded = decodeRecords(read.payload)
    if (decoded === null) return { kind: 'damaged', offset, why: 'a block holds no records' }
    for (const record of decoded) records.push(record)
    offset = read.end
  }
  if (offset < synced) {
    const lost = synced - offset
    return { kind: 'damaged', offset, why: `${lost} bytes that had been durable are gone` }
  }
  return { kind: 'found', salt, records, bytes: offset, cutBytes: 0 }
}

/** Where the zeros begin that were written ahead of the log; never inside a good block. */
function contentEnd(bytes: Buffer): number {
  let end = bytes.length
  while (end >= ZEROS.length && bytes.subarray(end - ZEROS.length, end).equals(ZEROS)) {
    end -= ZEROS.length
  }
  while (end > 0 && bytes[end - 1] === 0) end--
  return end
}

const ZEROS = Buffer.alloc(4096)
const magicBytes = Buffer.alloc(4)
magicBytes.writeUInt32LE(BLOCK_MAGIC)

/** Where the first whole, valid block at or behind `from` begins. */
function findBlock(bytes: Buffer, from: number, salt: number): number | null {
  for (let at = bytes.indexOf(magicBytes, from); at !== -1;) {
    if (readBlock(bytes, at, salt).kind === 'block') return at
    at = bytes.indexOf(magicBytes, at + 1)
  }
  return null
}
