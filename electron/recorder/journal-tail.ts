/**
 * Follows one journal file while its process writes it. Only whole frames are taken; the
 * beginning of a frame is read again next time, because the process may yet finish it, or may
 * die and cut it off in its next life.
 *
 * Bytes that look damaged are looked at again a few times before they are given up: a process
 * that is just cutting a torn tail can be caught in the act.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FRAME_HEADER_BYTES, FrameSplitter } from '../journal/format.ts'
import { decodeHead } from '../journal/wire.ts'
import type { PayloadHead } from '../journal/wire.ts'

/** As much as goes into one chunk, unless a single frame is longer: some ms of work. */
export const CHUNK_BYTES_MAX = 256 * 1024
/** Looks at the same damage before it is believed. */
export const DAMAGE_LOOKS = 4

/** Whole frames, one behind the other, and what their heads say. */
export interface TailedChunk {
  readonly offset: number
  readonly bytes: Buffer
  readonly heads: readonly PayloadHead[]
}

export interface JournalTailOptions {
  readonly process: string
  readonly path: string
  /** How much of the file was taken before. */
  readonly offset: number
}

export class JournalTail {
  readonly process: string
  readonly path: string
  #offset: number
  #descriptor: number | null = null
  #looks = 0
  #tornSize = -1
  #trouble: string | null = null

  constructor(options: JournalTailOptions) {
    this.process = options.process
    this.path = options.path
    this.#offset = options.offset
  }

  /** How much of the file was taken. */
  get offset(): number {
    return this.#offset
  }

  /** Why nothing more is taken from this journal, if so. */
  get trouble(): string | null {
    return this.#trouble
  }

  /**
   * Bytes that the file holds beyond what was taken; 0 after trouble or without a file. The
   * beginning of a frame does not count until more of it comes.
   */
  behindBytes(): number {
    if (this.#trouble !== null) return 0
    const size = this.#size()
    return size === this.#tornSize ? 0 : Math.max(0, size - this.#offset)
  }

  /** The next whole frames, at most about `CHUNK_BYTES_MAX` of them; null when there are none. */
  read(): TailedChunk | null {
    if (this.#trouble !== null) return null
    const size = this.#size()
    if (size < this.#offset) {
      this.#suspect('the journal became shorter than what was already recorded')
      return null
    }
    const behind = size - this.#offset
    if (behind === 0) return null
    const data = this.#readFrom(this.#offset, Math.min(behind, CHUNK_BYTES_MAX))
    const chunk = this.#take(data) ?? this.#takeLongFrame(data, behind)
    this.#tornSize = chunk === null && this.#looks === 0 ? size : -1
    return chunk
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #size(): number {
    if (this.#descriptor === null) {
      try {
        this.#descriptor = openSync(this.path, 'r')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
        throw error
      }
    }
    return fstatSync(this.#descriptor).size
  }

  #readFrom(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    let got = 0
    while (got < length) {
      const read = readSync(this.#descriptor as number, buffer, got, length - got, offset + got)
      if (read === 0) break
      got += read
    }
    return buffer.subarray(0, got)
  }

  #take(data: Buffer): TailedChunk | null {
    const splitter = new FrameSplitter(this.#offset)
    const heads: PayloadHead[] = []
    let taken = 0
    for (const payload of splitter.push(data)) {
      try {
        heads.push(decodeHead(payload))
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        splitter.condemn(this.#offset + taken, why)
        break
      }
      taken += FRAME_HEADER_BYTES + payload.length
    }
    if (taken > 0) {
      const chunk = { offset: this.#offset, bytes: data.subarray(0, taken), heads }
      this.#offset += taken
      this.#looks = 0
      return chunk
    }
    const { end } = splitter
    if (end.kind === 'damaged') this.#suspect(`damaged at byte ${end.offset}: ${end.why}`)
    return null
  }

  /** A frame that is longer than a chunk is read by itself. */
  #takeLongFrame(data: Buffer, behind: number): TailedChunk | null {
    if (this.#looks > 0 || data.length < FRAME_HEADER_BYTES) return null
    const frameBytes = FRAME_HEADER_BYTES + data.readUInt32LE(0)
    if (frameBytes <= data.length || frameBytes > behind) return null
    return this.#take(this.#readFrom(this.#offset, frameBytes))
  }

  #suspect(trouble: string): void {
    this.#looks++
    if (this.#looks >= DAMAGE_LOOKS) this.#trouble = trouble
  }
}
