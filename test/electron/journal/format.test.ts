/**
 * Goal: what a host wrote is what is read; a cut is told from damage, and neither yields
 * anything that was not written. Method: random entries in random turns, every truncation and
 * random single-byte damage.
 */
import fc from 'fast-check'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { cutTornTail } from '../../../electron/journal/cut-torn-tail.ts'
import {
  FRAME_HEADER_BYTES,
  JournalReader,
  readJournalFile,
} from '../../../electron/journal/format.ts'
import { decodeHead } from '../../../electron/journal/wire.ts'
import { turns } from './entries.ts'
import { frameOf } from './frame-of.ts'

const runs = { seed: 2_026, numRuns: 150 }
const folder = mkdtempSync(join(tmpdir(), 'faultline-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('entries come back as they were, however the bytes are cut into pieces', () => {
  fc.assert(
    fc.property(turns, fc.integer({ min: 1, max: 300 }), (written, piece) => {
      const bytes = Buffer.concat(written.map(frameOf))
      const reader = new JournalReader()
      const read = []
      for (let at = 0; at < bytes.length; at += piece) {
        read.push(...reader.push(bytes.subarray(at, at + piece)))
      }
      expect(read).toEqual(written.flat())
      expect(reader.end).toEqual({ kind: 'clean' })
    }),
    runs,
  )
})

test('the key order of what a machine was handed survives, because digests depend on it', () => {
  fc.assert(
    fc.property(turns, (written) => {
      const bytes = Buffer.concat(written.map(frameOf))
      const inputs = new JournalReader()
        .push(bytes)
        .map((entry) => (entry.kind === 'step' ? entry.input : entry.spec))
      const expected = written
        .flat()
        .map((entry) => (entry.kind === 'step' ? entry.input : entry.spec))
      expect(JSON.stringify(inputs)).toBe(JSON.stringify(expected))
    }),
    runs,
  )
})

test('a cut anywhere leaves the whole turns before it, and is called torn', () => {
  fc.assert(
    fc.property(turns, (written) => {
      const frames = written.map(frameOf)
      const bytes = Buffer.concat(frames)
      const bounds = frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1)).length)
      for (let cut = 0; cut < bytes.length; cut += 1 + (cut >> 5)) {
        const reader = new JournalReader()
        const read = reader.push(bytes.subarray(0, cut))
        const whole = bounds.filter((bound) => bound <= cut)
        expect(read).toEqual(written.slice(0, whole.length).flat())
        const over = cut - (whole.at(-1) ?? 0)
        expect(reader.end).toEqual(over === 0 ? { kind: 'clean' } : { kind: 'torn', bytes: over })
      }
    }),
    { ...runs, numRuns: 40 },
  )
})

test('one wrong byte anywhere is damage, named with its frame; the turns before it are read', () => {
  fc.assert(
    fc.property(turns, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, place, flip) => {
      const frames = written.map(frameOf)
      const bytes = Buffer.concat(frames)
      const at = place % bytes.length
      bytes[at] = (bytes[at] as number) ^ flip
      let offset = 0
      let before = 0
      while (offset + (frames[before] as Buffer).length <= at) {
        offset += (frames[before++] as Buffer).length
      }
      const reader = new JournalReader()
      expect(reader.push(bytes)).toEqual(written.slice(0, before).flat())
      expect(reader.end).toMatchObject({ kind: 'damaged', offset })
      expect(reader.push(frameOf(written[0] as never))).toEqual([])
    }),
    runs,
  )
})

test('a frame with a fitting checksum and senseless content is damage, not a crash', () => {
  const sane = frameOf([
    {
      kind: 'step',
      machine: 'n1',
      atUs: 1,
      now: 1,
      input: { kind: 'timer', name: 't' },
      lamport: 1,
      hybrid: { wallMs: 1, counter: 0 },
      firstSend: 1,
      reports: [],
      digest: 1,
    },
  ])
  expect(new JournalReader().push(sane)).toHaveLength(1)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (garbage) => {
      const reader = new JournalReader()
      expect(reader.push(reframe(Buffer.from(garbage)))).toEqual([])
      expect(reader.end).toMatchObject({ kind: 'damaged', offset: 0 })
    }),
    runs,
  )
})

test('the head alone tells lives and reports', () => {
  fc.assert(
    fc.property(turns, (written) => {
      for (const turn of written) {
        const payload = frameOf(turn).subarray(FRAME_HEADER_BYTES)
        const head = decodeHead(payload)
        expect(head.count).toBe(turn.length)
        expect([head.firstAtUs, head.lastAtUs]).toEqual([turn[0]?.atUs, turn.at(-1)?.atUs])
        const told = turn.flatMap((entry): unknown[] =>
          entry.kind === 'boot' ? [entry] : entry.reports.length > 0 ? [entry.reports] : [],
        )
        expect(
          head.observations.map((seen) => (seen.kind === 'boot' ? seen.entry : seen.reports)),
        ).toEqual(told)
      }
    }),
    runs,
  )
})

test('a torn tail is cut before the next life appends; damage is left alone', () => {
  const path = join(folder, 'torn')
  expect(cutTornTail(path)).toEqual({ found: { kind: 'clean' }, appendAt: 0 })
  const [first, second, third] = fc
    .sample(turns, { seed: 5, numRuns: 1 })
    .concat(fc.sample(turns, { seed: 6, numRuns: 2 }))
    .map((turn) => turn.flat())
  const whole = frameOf(first as never)
  writeFileSync(path, Buffer.concat([whole, frameOf(second as never).subarray(0, 31)]))
  expect(cutTornTail(path)).toEqual({ found: { kind: 'torn', bytes: 31 }, appendAt: whole.length })
  appendFileSync(path, frameOf(third as never))
  expect(readJournalFile(path)).toEqual({
    entries: [...(first as []), ...(third as [])],
    end: { kind: 'clean' },
  })

  const bytes = readFileSync(path)
  bytes[20] = (bytes[20] as number) ^ 1
  writeFileSync(path, bytes)
  expect(cutTornTail(path).found).toMatchObject({ kind: 'damaged', offset: 0 })
  expect(readFileSync(path)).toEqual(bytes)
})

function reframe(payload: Buffer): Buffer {
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + payload.length)
  payload.copy(frame, FRAME_HEADER_BYTES)
  frame.writeUInt32LE(payload.length, 0)
  frame.writeUInt32LE(crc32(payload), 4)
  frame.writeUInt32LE(crc32(frame.subarray(0, 8)), 8)
  return frame
}
