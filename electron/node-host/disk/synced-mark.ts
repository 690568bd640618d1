/**
 * Remembers beside a log how far it was durable, so that damage to the very last block is not
 * taken for a torn tail.
 *
 * The mark is written after each sync and is never synced itself: it survives the process, which
 * is what every fault of ours kills. After a real loss of power it may be older than the log,
 * and an older mark is still true, only weaker.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { SyncedMark } from './recover.ts'

const MARK_BYTES = 16

export class SyncedMarkFile {
  readonly #descriptor: number
  readonly #bytes = Buffer.alloc(MARK_BYTES)

  constructor(path: string) {
    this.#descriptor = openSync(path, 'a+')
    closeSync(this.#descriptor)
    this.#descriptor = openSync(path, 'r+')
  }

  write(mark: SyncedMark): void {
    this.#bytes.writeUInt32LE(mark.salt, 0)
    this.#bytes.writeUIntLE(mark.bytes, 4, 6)
    this.#bytes.writeUInt16LE(0, 10)
    this.#bytes.writeUInt32LE(crc32(this.#bytes.subarray(0, 12)), 12)
    writeSync(this.#descriptor, this.#bytes, 0, MARK_BYTES, 0)
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** `null` when there is no mark, or none that can be trusted. */
export function readSyncedMark(path: string): SyncedMark | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return null
  }
  if (bytes.length < MARK_BYTES) return null
  if (crc32(bytes.subarray(0, 12)) !== bytes.readUInt32LE(12)) return null
  return { salt: bytes.readUInt32LE(0), bytes: bytes.readUIntLE(4, 6) }
}
