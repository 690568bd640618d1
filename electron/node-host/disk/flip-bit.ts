/**
 * Flips one bit of what a machine stored, as a failing disk does. Only while its process is
 * down: it writes to the file behind the log's back.
 */
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { Prng } from '../../../core/base/prng.ts'
import type { Evidence } from '../../../core/faults/action.ts'
import { decodeSegmentHeader, readBlock, SEGMENT_HEADER_BYTES } from './block-format.ts'
import { logPaths } from './disk-folder.ts'

interface Range {
  readonly from: number
  readonly to: number
}

/**
 * Damages the fullest log in `folder`: `tail` hits its last block, `middle` any block before
 * that. `bitsFlipped` is 0 when there is no such block.
 */
export function flipBit(folder: string, where: 'middle' | 'tail', seed = 'flip-bit'): Evidence {
  const logs = logPaths(folder).map((path) => ({ path, bytes: readFileSync(path) }))
  logs.sort((left, right) => right.bytes.length - left.bytes.length)
  const log = logs[0]
  const range = log && target(log.bytes, where)
  if (!log || !range) return { bitsFlipped: 0 }
  const prng = new Prng(seed)
  const at = prng.integer(range.from, range.to - 1)
  const byte = Buffer.from([(log.bytes[at] as number) ^ (1 << prng.integer(0, 7))])
  const descriptor = openSync(log.path, 'r+')
  try {
    writeSync(descriptor, byte, 0, 1, at)
    fdatasyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return { bitsFlipped: 1 }
}

function target(bytes: Buffer, where: 'middle' | 'tail'): Range | null {
  const salt = decodeSegmentHeader(bytes)
  if (salt === null) return null
  const blocks: Range[] = []
  for (let at = SEGMENT_HEADER_BYTES; at < bytes.length;) {
    const read = readBlock(bytes, at, salt)
    if (read.kind !== 'block') break
    blocks.push({ from: at, to: read.end })
    at = read.end
  }
  const last = blocks.at(-1)
  if (!last || where === 'tail') return last ?? null
  return blocks.length < 2 ? null : { from: SEGMENT_HEADER_BYTES, to: last.from }
}
