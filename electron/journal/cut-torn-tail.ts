/**
 * A process that was killed in mid-write leaves the beginning of a frame behind. Before its
 * next life appends to the journal, that beginning is cut off, else everything behind it would
 * look damaged. Damage anywhere else is left as it is and reported.
 */
import { closeSync, existsSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { FrameSplitter } from './format.ts'
import type { JournalEnd } from './format.ts'

const READ_BYTES = 1024 * 1024

export interface JournalTail {
  /** How the file ended before anything was cut. */
  readonly found: JournalEnd
  /** Where the next frame goes: the length of the file now, unless it is damaged. */
  readonly appendAt: number
}

/** Cuts a torn tail off the journal at `path`; a file that does not exist is empty. */
export function cutTornTail(path: string): JournalTail {
  if (!existsSync(path)) return { found: { kind: 'clean' }, appendAt: 0 }
  const descriptor = openSync(path, 'r+')
  try {
    const splitter = new FrameSplitter()
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    for (let at = 0; ;) {
      const got = readSync(descriptor, buffer, 0, READ_BYTES, at)
      if (got === 0) break
      splitter.push(buffer.subarray(0, got))
      at += got
    }
    if (splitter.end.kind === 'torn') ftruncateSync(descriptor, splitter.offset)
    return { found: splitter.end, appendAt: splitter.offset }
  } finally {
    closeSync(descriptor)
  }
}
