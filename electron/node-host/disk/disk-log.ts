/**
 * The disk of one machine: an append-only log with group commit.
 *
 * One write and one sync are under way at a time; what is stored meanwhile waits and then goes
 * together, as one block. A rewrite goes to a new file that takes the old one's place only when
 * it is durable, so a crash finds the old content or the new.
 *
 * The file is filled with zeros ahead of the log. A sync then changes no size and needs no commit
 * of the file system's own journal, behind which it would wait for everybody else's files.
 *
 * After a failed write or sync the log is dead. Syncing again could report success for pages
 * that the kernel has thrown away (the fsync failures that PostgreSQL met in 2018; Rebello and
 * others, "Can Applications Recover from fsync Failures?", ATC 2020).
 *
 * The sync runs in the thread pool: on a quiet disk it costs 165 us against 126 us for the
 * blocking call, but a slow disk then delays only what waits for it, and never a heartbeat.
 */
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { randomInt } from 'node:crypto'
import { dirname } from 'node:path'
import { assert } from '../../../core/base/assert.ts'
import type { DiskRecord } from '../../../core/runtime/machine.ts'
import { encodeBlock, encodeSegmentHeader } from './block-format.ts'
import type { DiskFaults } from './disk-faults.ts'
import { recover, type Recovery } from './recover.ts'
import { readSyncedMark, SyncedMarkFile } from './synced-mark.ts'

/** A rewrite is cut into blocks of this many records. */
const REWRITE_BLOCK_RECORDS = 1024

/** How far the file is filled ahead: as much as it holds, within these bounds. */
const AHEAD_BYTES_MIN = 256 * 1024
const AHEAD_BYTES_MAX = 4 * 1024 * 1024

export interface DiskLogOptions {
  /** Where the log is, or will be when something is first stored. */
  readonly path: string
  readonly faults: DiskFaults
  /** What stands before damage is taken for the whole log (`Machine.cutsDamage`). */
  readonly cutsDamage?: boolean
  /** Everything up to `position` is durable; positions only grow. */
  readonly durable: (position: number) => void
  /** A write or a sync failed; the log does nothing more. */
  readonly failed: (why: string) => void
}

type Pending =
  | { readonly kind: 'append'; readonly records: DiskRecord[] }
  | { readonly kind: 'rewrite'; readonly records: readonly DiskRecord[] }

/** One file: the current content of the log. */
interface Segment {
  readonly descriptor: number
  readonly salt: number
  writtenBytes: number
  durableBytes: number
  /** Length of the file: content, then zeros. */
  filledBytes: number
}

/** The result of opening: what was there, and the log unless it is damaged. */
export type OpenedLog =
  | {
      readonly kind: 'open'
      readonly log: DiskLog
      readonly records: readonly DiskRecord[]
      readonly cutBytes: number
    }
  | { readonly kind: 'damaged'; readonly offset: number; readonly why: string }

/** Reads what the disk kept, cuts a torn tail, and makes what is left durable. */
export function openDiskLog(options: DiskLogOptions): OpenedLog {
  const { path } = options
  rmSync(`${path}.new`, { force: true })
  const bytes = readIfThere(path)
  if (bytes === null) return { kind: 'open', log: new DiskLog(options), records: [], cutBytes: 0 }
  let recovery: Recovery = recover(bytes, readSyncedMark(`${path}.synced`))
  if (recovery.kind === 'damaged' && options.cutsDamage === true) {
    recovery = recover(bytes.subarray(0, recovery.offset), null)
  }
  if (recovery.kind === 'damaged') return recovery
  const { cutBytes } = recovery
  if (recovery.kind === 'empty') {
    rmSync(path)
    return { kind: 'open', log: new DiskLog(options), records: [], cutBytes }
  }
  const descriptor = openSync(path, 'r+')
  // The zeros go with the torn tail; they are written anew when something is stored.
  ftruncateSync(descriptor, recovery.bytes)
  // A killed process may have left blocks that were written and never synced. The machine will
  // take them for durable, so they are made so before it hears of them.
  fsyncSync(descriptor)
  const { salt, records, bytes: length } = recovery
  const segment = {
    descriptor,
    salt,
    writtenBytes: length,
    durableBytes: length,
    filledBytes: length,
  }
  return { kind: 'open', log: new DiskLog(options, segment), records, cutBytes }
}

export class DiskLog {
  readonly #options: DiskLogOptions
  #segment: Segment | null
  #mark: SyncedMarkFile | null = null
  #pending: Pending[] = []
  /** Position of the last record that was asked for. */
  #askedPosition = 0
  #durablePosition = 0
  #syncing = false
  #dead = false

  constructor(options: DiskLogOptions, segment: Segment | null = null) {
    this.#options = options
    this.#segment = segment
    if (segment) this.#openMark(segment)
  }

  /** Takes a record; `flush` writes it. */
  append(record: DiskRecord, position: number): void {
    this.#ask(position)
    const last = this.#pending.at(-1)
    if (last?.kind === 'append') last.records.push(record)
    else this.#pending.push({ kind: 'append', records: [record] })
  }

  /** Takes the new content of the log; `flush` writes it. */
  rewrite(records: readonly DiskRecord[], position: number): void {
    this.#ask(position)
    // Nothing before a rewrite needs to reach the disk: either all of it is replaced, or none.
    this.#pending = [{ kind: 'rewrite', records }]
  }

  /** Writes what was asked for and makes it durable, now or when the last sync is through. */
  flush(): void {
    if (this.#dead || this.#syncing || this.#pending.length === 0) return
    const failure = this.#options.faults.failWrite()
    if (failure !== null) {
      this.#die(failure)
      return
    }
    try {
      for (const pending of this.#pending) {
        if (pending.kind === 'rewrite') this.#replace(pending.records)
        else this.#write(pending.records)
      }
    } catch (error) {
      this.#die(reason(error))
      return
    }
    this.#pending = []
    this.#sync(this.#askedPosition)
  }

  /** True while something was stored and is not yet durable. */
  get busy(): boolean {
    return !this.#dead && this.#durablePosition < this.#askedPosition
  }

  /**
   * What the loss of power leaves: the durable part, and with `torn` some bytes of the first
   * block that was not. The log is dead afterwards. Returns how many written bytes are gone.
   */
  losePower(torn: boolean): number {
    this.#dead = true
    const segment = this.#segment
    if (!segment) return 0
    const unsynced = segment.writtenBytes - segment.durableBytes
    const kept = torn ? Math.min(unsynced, tornBytes(unsynced)) : 0
    ftruncateSync(segment.descriptor, segment.durableBytes + kept)
    return unsynced - kept
  }

  /** Closes the files. What is not durable by now may be lost. */
  close(): void {
    this.#dead = true
    if (this.#segment && !this.#syncing) closeSync(this.#segment.descriptor)
    this.#mark?.close()
    this.#segment = null
    this.#mark = null
  }

  #ask(position: number): void {
    assert(position === this.#askedPosition + 1, `disk: ${position} after ${this.#askedPosition}`)
    this.#askedPosition = position
  }

  #write(records: readonly DiskRecord[]): void {
    this.#segment ??= this.#begin()
    const segment = this.#segment
    if (!this.#mark) this.#openMark(segment)
    writeAll(segment, encodeBlock(records, segment.salt))
  }

  #replace(records: readonly DiskRecord[]): void {
    const { path } = this.#options
    const old = this.#segment
    const segment = createSegment(`${path}.new`)
    for (let from = 0; from < records.length; from += REWRITE_BLOCK_RECORDS) {
      writeAll(
        segment,
        encodeBlock(records.slice(from, from + REWRITE_BLOCK_RECORDS), segment.salt),
      )
    }
    fdatasyncSync(segment.descriptor)
    renameSync(`${path}.new`, path)
    syncFolder(dirname(path))
    segment.durableBytes = segment.writtenBytes
    this.#segment = segment
    this.#openMark(segment)
    if (old) closeSync(old.descriptor)
  }

  /** The first file of a log. Its header is durable before anything is written behind it. */
  #begin(): Segment {
    const { path } = this.#options
    const segment = createSegment(path)
    fsyncSync(segment.descriptor)
    syncFolder(dirname(path))
    segment.durableBytes = segment.writtenBytes
    return segment
  }

  #openMark(segment: Segment): void {
    this.#mark ??= new SyncedMarkFile(`${this.#options.path}.synced`)
    this.#mark.write({ salt: segment.salt, bytes: segment.durableBytes })
  }

  #sync(position: number): void {
    const segment = this.#segment as Segment
    const started = performance.now()
    this.#syncing = true
    fdatasync(segment.descriptor, (error) => {
      if (error && !this.#dead) {
        this.#die(reason(error))
        return
      }
      const failure = this.#dead ? null : this.#options.faults.failSync()
      if (failure !== null) {
        // What a kernel does with pages that it could not write: they are gone.
        this.losePower(false)
        this.#die(failure)
        return
      }
      const waitMs = this.#dead ? 0 : this.#options.faults.slowSync(performance.now() - started)
      if (waitMs > 0) setTimeout(() => this.#synced(segment, position), waitMs)
      else this.#synced(segment, position)
    })
  }

  #synced(segment: Segment, position: number): void {
    this.#syncing = false
    if (this.#dead) {
      if (!this.#segment) closeSync(segment.descriptor)
      return
    }
    segment.durableBytes = segment.writtenBytes
    this.#mark?.write({ salt: segment.salt, bytes: segment.durableBytes })
    this.#durablePosition = position
    // The next sync begins before anybody is told of this one: the disk should not wait.
    this.flush()
    if (!this.#dead) this.#options.durable(position)
  }

  #die(why: string): void {
    this.#dead = true
    this.#options.failed(why)
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A new file that holds its header. */
function createSegment(path: string): Segment {
  mkdirSync(dirname(path), { recursive: true })
  const segment = {
    descriptor: openSync(path, 'w+'),
    salt: randomInt(1, 2 ** 32),
    writtenBytes: 0,
    durableBytes: 0,
    filledBytes: 0,
  }
  writeAll(segment, encodeSegmentHeader(segment.salt))
  return segment
}

function writeAll(segment: Segment, bytes: Buffer): void {
  const end = segment.writtenBytes + bytes.length
  if (end > segment.filledBytes) fillAhead(segment, end)
  writeAt(segment.descriptor, bytes, segment.writtenBytes)
  segment.writtenBytes = end
}

function fillAhead(segment: Segment, end: number): void {
  const aheadBytes = Math.min(Math.max(end, AHEAD_BYTES_MIN), AHEAD_BYTES_MAX)
  writeAt(segment.descriptor, Buffer.alloc(aheadBytes), end)
  segment.filledBytes = end + aheadBytes
}

function writeAt(descriptor: number, bytes: Buffer, position: number): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(descriptor, bytes, at, bytes.length - at, position + at)
  }
}

/** How much of `unsynced` bytes a power loss in mid-write leaves: more than none, less than all. */
function tornBytes(unsynced: number): number {
  return unsynced < 2 ? 0 : 1 + Math.floor((unsynced - 1) / 2)
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
