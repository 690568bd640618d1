/**
 * Goal: what comes out of a stream is what went in, whole, or is refused.
 * Method: random payloads cut into random chunks; every single flipped bit of a frame.
 */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Envelope } from '../../../../core/runtime/envelope.ts'
import { FRAME_BYTES_MAX } from '../../../../electron/node-host/limits.ts'
import { decodeEnvelopes, encodeEnvelopes } from '../../../../electron/wire/envelopes.ts'
import {
  FrameReader,
  frameFor,
  sealFrame,
  type FrameRead,
} from '../../../../electron/node-host/transport/frame.ts'

function stream(payloads: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    payloads.map((payload, index) => {
      const frame = frameFor(payload)
      sealFrame(frame, index)
      return frame
    }),
  )
}

function texts(reads: readonly FrameRead[]): string[] {
  return reads.map((read) => (read.kind === 'payload' ? read.payload.toString('hex') : read.kind))
}

test('frames survive every way of cutting the stream', () => {
  const payload = fc.uint8Array({ minLength: 1, maxLength: 200 })
  const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(payload, { maxLength: 12 }), sizes, (payloads, chunks) => {
      const bytes = stream(payloads)
      const reader = new FrameReader()
      const reads: FrameRead[] = []
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = chunks[turn % chunks.length] as number
        reads.push(...reader.push(Buffer.from(bytes.subarray(at, at + size))))
        at += size
      }
      const expected = payloads.map((bytes) => Buffer.from(bytes).toString('hex'))
      expect(texts(reads)).toEqual(expected)
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('no frame with a flipped bit is let through as it was', () => {
  const bytes = stream([Buffer.from('first'), Buffer.from('second')])
  const first = Buffer.from('first').toString('hex')
  const second = Buffer.from('second').toString('hex')
  for (let bit = 0; bit < (12 + 5) * 8; bit++) {
    const copy = Buffer.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7))
    const seen = texts(new FrameReader().push(copy))
    expect(seen, `bit ${bit}`).not.toContain(first)
    // Behind the length, the stream is still in step: the other frame is not lost with it.
    if (bit >= 32) expect(seen, `bit ${bit}`).toEqual(['refused', second])
  }
})

test('a frame that comes twice, or from another place in the stream, is refused', () => {
  const frames = ['a', 'b', 'c'].map((text, index) => {
    const frame = frameFor(Buffer.from(text))
    sealFrame(frame, index)
    return frame
  })
  const [a, b, c] = frames as [Buffer, Buffer, Buffer]
  const read = (...frames: Buffer[]) => texts(new FrameReader().push(Buffer.concat(frames)))
  expect(read(a, b, b, c)).toEqual(['61', '62', 'refused', '63'])
  expect(read(a, b, a, c)).toEqual(['61', '62', 'refused', '63'])
  expect(read(a, c)).toEqual(['61', 'refused'])
})

test('an impossible length ends the stream', () => {
  for (const length of [0, FRAME_BYTES_MAX + 1, 0xffff_ffff]) {
    const bytes = stream([Buffer.from('x'), Buffer.from('y')])
    bytes.writeUInt32LE(length, 13)
    const reader = new FrameReader()
    expect(texts(reader.push(bytes))).toEqual(['78', 'lost'])
    expect(reader.push(stream([Buffer.from('z')]))).toEqual([])
  }
})

test('envelopes keep everything, bodies in the order of their keys', () => {
  const body = fc
    .dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 })
    .filter((fields) => !Object.hasOwn(fields, '__proto__'))
    .map((fields) => ({ ...fields, type: 'any' }))
  const envelope: fc.Arbitrary<Envelope> = fc.record({
    from: fc.constantFrom('n1', 'c12'),
    to: fc.constantFrom('n2', 'n3'),
    stamp: fc.record({
      id: fc.maxSafeNat(),
      lamport: fc.nat(),
      hybrid: fc.record({ wallMs: fc.maxSafeNat(), counter: fc.nat() }),
    }),
    body,
  })
  fc.assert(
    fc.property(fc.array(envelope, { maxLength: 6 }), (envelopes) => {
      const back = decodeEnvelopes(encodeEnvelopes(envelopes))
      expect(JSON.stringify(back)).toBe(JSON.stringify(envelopes))
    }),
    { seed: 11, numRuns: 200 },
  )
})

test('bytes that are no envelopes are refused, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const decoded = decodeEnvelopes(Buffer.from(bytes))
      for (const { from, stamp, body } of decoded ?? []) {
        expect(typeof from).toBe('string')
        expect(Number.isSafeInteger(stamp.id)).toBe(true)
        expect(typeof body.type).toBe('string')
      }
    }),
    { seed: 13, numRuns: 500 },
  )
})
