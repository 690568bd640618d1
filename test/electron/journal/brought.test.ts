/**
 * Goal: what came over a wire is kept in the bytes that brought it, and comes back as the input
 * that the machine was given. Method: machines that hear two frames in one turn, among inputs of
 * their own; then every cut of what was written.
 */
import { expect, test } from 'vitest'
import type { StepEntry } from '../../../core/runtime/journal.ts'
import { inputOf, type Envelope } from '../../../core/runtime/envelope.ts'
import { encodeJournalFrame, JournalReader } from '../../../electron/journal/format.ts'
import type { Journaled } from '../../../electron/journal/wire.ts'
import { encodeEnvelopes } from '../../../electron/wire/envelopes.ts'

function envelope(id: number, body: Envelope['body']): Envelope {
  const stamp = { id, lamport: id + 1, hybrid: { wallMs: 1_000 + id, counter: id } }
  return { from: 'c1', to: 'n1', stamp, body }
}

function step(input: StepEntry['input'], atUs: number, cause?: StepEntry['cause']): StepEntry {
  return {
    kind: 'step',
    machine: 'n1',
    atUs,
    now: 5_000,
    input,
    lamport: 7,
    hybrid: { wallMs: 5_000, counter: 0 },
    firstSend: 9,
    reports: [],
    digest: 0xdead,
    ...(cause && { cause }),
  }
}

function received(envelopes: readonly Envelope[], atUs: number): Journaled[] {
  const payload = encodeEnvelopes(envelopes)
  return envelopes.map((each, index) => {
    const entry = step(inputOf(each), atUs, { from: each.from, id: each.stamp.id })
    return { entry, source: { payload, index } }
  })
}

const request = {
  type: 'request',
  session: 3,
  sequence: 4,
  attempt: 8,
  operation: { f: 'write', key: 'x', value: 'v' },
} as Envelope['body']

const turn: readonly Journaled[] = [
  ...received([envelope(1, request), envelope(2, { type: 'hello' })], 10),
  { entry: step({ kind: 'timer', name: 'tick' }, 11) },
  ...received([envelope(3, request)], 12),
]

test('inputs that came over a wire come back with their cause', () => {
  const read = new JournalReader().push(encodeJournalFrame(turn))
  expect(read).toEqual(turn.map(({ entry }) => entry))
  expect(JSON.stringify(read.map((entry) => entry.kind === 'step' && entry.input))).toBe(
    JSON.stringify(turn.map(({ entry }) => entry.kind === 'step' && entry.input)),
  )
})

test('a frame is valid until the next is made', () => {
  const kept = Buffer.from(encodeJournalFrame(turn))
  const view = encodeJournalFrame(turn)
  expect(view).toEqual(kept)
  encodeJournalFrame(turn.slice(2))
  expect(new JournalReader().push(kept)).toHaveLength(turn.length)
})

test('a cut frame is torn and yields nothing', () => {
  const frame = Buffer.from(encodeJournalFrame(turn))
  for (let bytes = 1; bytes < frame.length; bytes++) {
    const reader = new JournalReader()
    expect(reader.push(frame.subarray(0, bytes)), `${bytes} bytes`).toEqual([])
    expect(reader.end.kind).toBe('torn')
  }
})
