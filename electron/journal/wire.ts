/**
 * How journal entries become the payload of a frame and come back.
 *
 *     u32 length of the head | u32 length of the body | head | body | u32 length, bytes | ...
 *
 * The head names the lives that begin in the frame and what its steps reported; the body holds
 * the steps themselves, each as one flat array. Whoever only follows a run (the recorder) decodes
 * the head and never looks at the rest, which is nearly all of the bytes. Times are written as differences, because small integers are short.
 *
 * What came over a wire is not packed again: the bytes that brought it stand behind the body as
 * they came, and a step names its envelope in them. Every other input that carries a request or
 * a message keeps it as a map in its own key order: the digests of a replay depend on that order.
 *
 * It refuses fractions where whole numbers are due (every time and every counter).
 */
import { Packr } from 'msgpackr'
import { assert, unreachable } from '../../core/base/assert.ts'
import type { BootEntry, JournalEntry, StepEntry } from '../../core/runtime/journal.ts'
import type { Input, Report } from '../../core/runtime/machine.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import { inputOf, type Envelope } from '../../core/runtime/envelope.ts'
import { reportFromWire, reportToWire } from './report-wire.ts'
import { decodeEnvelopes, type EnvelopeSource } from '../wire/envelopes.ts'

/** Version of the payload; a reader refuses any other. */
export const WIRE_VERSION = 2

const packr = new Packr({ useRecords: false, mapsAsObjects: true })

/** An entry, and the bytes that brought its input where it came over a wire. */
export interface Journaled {
  readonly entry: JournalEntry
  readonly source?: EnvelopeSource
}

/** One thing that a follower of the run wants to know of a frame. */
export type Observation =
  | { readonly kind: 'boot'; readonly index: number; readonly entry: BootEntry }
  | {
      readonly kind: 'reports'
      /** Position of the step among the entries of the frame. */
      readonly index: number
      readonly machine: string
      readonly atUs: number
      readonly reports: readonly Report[]
    }

/** The cheap part of a payload. */
export interface PayloadHead {
  readonly count: number
  readonly firstAtUs: number
  readonly lastAtUs: number
  readonly observations: readonly Observation[]
}

const LENGTH_BYTES = 4
const SECTIONS_AT = 2 * LENGTH_BYTES
/** Frames are built here one after the other; it grows to the longest. */
let scratch = Buffer.allocUnsafe(256 * 1024)
const NO_REPORTS: readonly Report[] = []

/**
 * The payload of `entries`, at least one, behind `reserveBytes` free bytes. What is returned is
 * valid until the next call.
 */
export function encodePayload(entries: readonly Journaled[], reserveBytes: number): Buffer {
  const first = entries[0]?.entry
  const last = entries[entries.length - 1]?.entry
  assert(first !== undefined && last !== undefined, 'a frame holds at least one entry')
  const observed: unknown[] = []
  const brought: Buffer[] = []
  const body: unknown[] = [0]
  for (let index = 0; index < entries.length; index++) {
    const { entry, source } = entries[index] as Journaled
    const afterUs = entry.atUs - first.atUs
    assert(Number.isSafeInteger(afterUs), `journal: atUs ${entry.atUs} is not a whole number`)
    if (entry.kind === 'boot') {
      observed.push([index, entry.machine, afterUs, null, bootToWire(entry)])
      continue
    }
    if (body.length === BODY_FIXED_FIELDS) body[0] = entry.now
    const step = stepToWire(entry, afterUs, body[0] as number)
    if (source === undefined) inputToWire(entry.input, step)
    else {
      step[STEP_FIXED_FIELDS - 1] = null
      step.push(INPUT.received, placeOf(source.payload, brought), source.index)
    }
    body.push(step)
    if (entry.reports.length > 0) {
      observed.push([index, entry.machine, afterUs, entry.reports.map(reportToWire)])
    }
  }
  const head = packr.pack([WIRE_VERSION, entries.length, first.atUs, last.atUs, observed])
  return assemble(head, packr.pack(body), brought, reserveBytes)
}

function assemble(head: Buffer, body: Buffer, brought: readonly Buffer[], at: number): Buffer {
  let bytes = at + SECTIONS_AT + head.length + body.length
  for (const { length } of brought) bytes += LENGTH_BYTES + length
  if (scratch.length < bytes) scratch = Buffer.allocUnsafe(2 * bytes)
  scratch.writeUInt32LE(head.length, at)
  scratch.writeUInt32LE(body.length, at + LENGTH_BYTES)
  let end = at + SECTIONS_AT
  scratch.set(head, end)
  end += head.length
  scratch.set(body, end)
  end += body.length
  for (const payload of brought) {
    end = scratch.writeUInt32LE(payload.length, end)
    scratch.set(payload, end)
    end += payload.length
  }
  return scratch.subarray(0, end)
}

/** Throws on anything that `encodePayload` did not write. */
export function decodeHead(payload: Buffer): PayloadHead {
  const wire: unknown = packr.unpack(sectionsOf(payload).head)
  expect(Array.isArray(wire) && wire[0] === WIRE_VERSION, 'another version of the format')
  const [, count, firstAtUs, lastAtUs, observed] = wire as unknown[]
  expect(isCount(count) && isWhole(firstAtUs) && isWhole(lastAtUs), 'a head without its counts')
  expect(Array.isArray(observed), 'a head without observations')
  const observations = observed.map((item) => observationFromWire(item, firstAtUs, count))
  return { count, firstAtUs, lastAtUs, observations }
}

/** Throws on anything that `encodePayload` did not write. */
export function decodePayload(payload: Buffer): JournalEntry[] {
  const head = decodeHead(payload)
  const sections = sectionsOf(payload)
  const body: unknown = packr.unpack(sections.body)
  expect(Array.isArray(body), 'a body that is no list')
  const envelopes = broughtFromWire(sections.brought)
  const entries: JournalEntry[] = []
  let observed = 0
  let next = BODY_FIXED_FIELDS
  for (let index = 0; index < head.count; index++) {
    const observation = head.observations[observed]
    const here = observation !== undefined && observation.index === index
    if (here) observed++
    if (here && observation.kind === 'boot') {
      entries.push(observation.entry)
      continue
    }
    const reports = here && observation.kind === 'reports' ? observation.reports : NO_REPORTS
    entries.push(stepFromWire(body[next], { ...head, baseNow: body[0], envelopes, reports }))
    next++
  }
  expect(next === body.length, 'more steps than were announced')
  return entries
}

/** What a reader throws when a payload, though its checksum fits, makes no sense. */
export class WireError extends Error {
  override name = 'WireError'
}

function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new WireError(message)
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isCount(value: unknown): value is number {
  return isWhole(value) && value > 0
}

interface Sections {
  readonly head: Buffer
  readonly body: Buffer
  readonly brought: Buffer
}

function sectionsOf(payload: Buffer): Sections {
  expect(payload.length >= SECTIONS_AT, 'a payload without sections')
  const bodyAt = SECTIONS_AT + payload.readUInt32LE(0)
  const broughtAt = bodyAt + payload.readUInt32LE(LENGTH_BYTES)
  expect(broughtAt <= payload.length, 'sections that are longer than their payload')
  return {
    head: payload.subarray(SECTIONS_AT, bodyAt),
    body: payload.subarray(bodyAt, broughtAt),
    brought: payload.subarray(broughtAt),
  }
}

function observationFromWire(item: unknown, firstAtUs: number, count: number): Observation {
  expect(Array.isArray(item), 'an observation that is no list')
  const [index, machine, afterUs, reports, boot] = item as unknown[]
  expect(
    isWhole(index) && index >= 0 && index < count && typeof machine === 'string',
    'an observation of nothing',
  )
  expect(isWhole(afterUs), 'an observation without a time')
  const atUs = firstAtUs + afterUs
  if (reports === null) return { kind: 'boot', index, entry: bootFromWire(boot, machine, atUs) }
  expect(Array.isArray(reports), 'reports that are no list')
  const told = reports.map((item) => {
    const report = reportFromWire(item)
    expect(report !== null, 'a report without a type')
    return report
  })
  return { kind: 'reports', index, machine, atUs, reports: told }
}

function bootToWire(entry: BootEntry): unknown[] {
  return [entry.spec, entry.seed, entry.incarnation]
}

function bootFromWire(wire: unknown, machine: string, atUs: number): BootEntry {
  expect(Array.isArray(wire), 'a boot that is no list')
  const [spec, seed, incarnation] = wire as unknown[]
  expect(typeof seed === 'string' && isCount(incarnation), 'a boot without seed or incarnation')
  expect(typeof spec === 'object' && spec !== null, 'a boot without a machine')
  return { kind: 'boot', machine, spec: spec as MachineSpec, seed, incarnation, atUs }
}

/** Of the body: the base of its times. */
const BODY_FIXED_FIELDS = 1
const STEP_FIXED_FIELDS = 9

/** The index of `payload` among `brought`, where it now is. What a turn reads comes in runs. */
function placeOf(payload: Buffer, brought: Buffer[]): number {
  if (brought[brought.length - 1] !== payload) brought.push(payload)
  return brought.length - 1
}

function broughtFromWire(bytes: Buffer): readonly (readonly Envelope[])[] {
  const brought: (readonly Envelope[])[] = []
  for (let at = 0; at < bytes.length;) {
    expect(at + LENGTH_BYTES <= bytes.length, 'a length that is cut off')
    const from = at + LENGTH_BYTES
    at = from + bytes.readUInt32LE(at)
    expect(at <= bytes.length, 'brought bytes that are cut off')
    const envelopes = decodeEnvelopes(bytes.subarray(from, at))
    expect(envelopes !== null, 'bytes that bring no envelopes')
    brought.push(envelopes)
  }
  return brought
}

function stepToWire(entry: StepEntry, afterUs: number, baseNow: number): unknown[] {
  const afterNow = entry.now - baseNow
  const afterWall = entry.hybrid.wallMs - entry.now
  assert(Number.isSafeInteger(afterNow + afterWall), 'journal: a clock that is no whole number')
  const wire: unknown[] = [
    entry.machine,
    afterUs,
    afterNow,
    entry.lamport,
    afterWall,
    entry.hybrid.counter,
    entry.firstSend,
    entry.digest,
    causeToWire(entry),
  ]
  return wire
}

interface Surroundings {
  readonly firstAtUs: number
  readonly baseNow: unknown
  readonly envelopes: readonly (readonly Envelope[])[]
  readonly reports: readonly Report[]
}

function stepFromWire(wire: unknown, surroundings: Surroundings): StepEntry {
  const { firstAtUs, baseNow, envelopes, reports } = surroundings
  expect(Array.isArray(wire) && wire.length > STEP_FIXED_FIELDS, 'a step that is no list')
  const [machine, afterUs, afterNow, lamport, afterWall, counter, firstSend, digest] =
    wire as number[]
  expect(typeof machine === 'string', 'a step of no machine')
  expect(
    isWhole(afterUs) && isWhole(afterNow) && isWhole(afterWall) && isWhole(baseNow),
    'a step without a time',
  )
  expect(
    isWhole(lamport) && isWhole(counter) && isWhole(firstSend) && isWhole(digest),
    'a step without its counters',
  )
  const now = baseNow + afterNow
  const envelope = envelopeFromWire(wire, envelopes)
  const input = envelope === null ? inputFromWire(wire) : inputOf(envelope)
  const step: StepEntry = {
    kind: 'step',
    machine,
    atUs: firstAtUs + afterUs,
    now,
    input,
    lamport,
    hybrid: { wallMs: now + afterWall, counter },
    firstSend,
    reports,
    digest,
  }
  if (envelope !== null) return { ...step, cause: { from: envelope.from, id: envelope.stamp.id } }
  const cause: unknown = wire[STEP_FIXED_FIELDS - 1]
  return cause === null ? step : { ...step, cause: causeFromWire(cause, input) }
}

/** Who an input names as its sender, if it names one. */
function senderOf(input: Input): string | undefined {
  if (input.kind === 'message') return input.from
  return input.kind === 'request' ? input.request.from : undefined
}

/** Nearly always the sender that the input names anyway; then the number is enough. */
function causeToWire(entry: StepEntry): unknown {
  if (entry.cause === undefined) return null
  const { from, id } = entry.cause
  return from === senderOf(entry.input) ? id : [from, id]
}

function causeFromWire(wire: unknown, input: Input): { from: string; id: number } {
  if (typeof wire === 'number') {
    const from = senderOf(input)
    expect(from !== undefined && isWhole(wire), 'a cause of an input that nobody sent')
    return { from, id: wire }
  }
  expect(Array.isArray(wire), 'a cause that is no list')
  const [from, id] = wire as unknown[]
  expect(typeof from === 'string' && isWhole(id), 'a cause without sender or number')
  return { from, id }
}

const INPUT = {
  start: 0,
  message: 1,
  timer: 2,
  request: 3,
  stored: 4,
  command: 5,
  disconnected: 6,
  /** What came over a wire: which of the brought bytes, and which envelope in them. */
  received: 7,
} as const

/** The envelope that the step names among those that were brought; null where it names none. */
function envelopeFromWire(
  wire: readonly unknown[],
  envelopes: readonly (readonly Envelope[])[],
): Envelope | null {
  if (wire[STEP_FIXED_FIELDS] !== INPUT.received) return null
  const place = wire[STEP_FIXED_FIELDS + 1]
  const index = wire[STEP_FIXED_FIELDS + 2]
  const envelope = envelopes[place as number]?.[index as number]
  expect(envelope !== undefined, 'an envelope that was not brought')
  return envelope
}

function inputToWire(input: Input, wire: unknown[]): void {
  wire.push(INPUT[input.kind])
  switch (input.kind) {
    case 'start':
      wire.push(input.records)
      return
    case 'message':
      wire.push(input.from, input.body)
      return
    case 'timer':
      wire.push(input.name)
      return
    case 'request':
      wire.push(input.request)
      return
    case 'stored':
      wire.push(input.position)
      return
    case 'command':
      wire.push(input.command)
      return
    case 'disconnected':
      wire.push(input.peer)
      return
    default:
      unreachable(input, 'input')
  }
}

function inputFromWire(wire: readonly unknown[]): Input {
  const kind = wire[STEP_FIXED_FIELDS]
  const first = wire[STEP_FIXED_FIELDS + 1]
  switch (kind) {
    case INPUT.start:
      return { kind: 'start', records: first as Extract<Input, { kind: 'start' }>['records'] }
    case INPUT.message: {
      const body = wire[STEP_FIXED_FIELDS + 2] as Extract<Input, { kind: 'message' }>['body']
      return { kind: 'message', from: first as string, body }
    }
    case INPUT.timer:
      return { kind: 'timer', name: first as string }
    case INPUT.request:
      return { kind: 'request', request: first as Extract<Input, { kind: 'request' }>['request'] }
    case INPUT.stored:
      return { kind: 'stored', position: first as number }
    case INPUT.command:
      return { kind: 'command', command: first as Extract<Input, { kind: 'command' }>['command'] }
    case INPUT.disconnected:
      return { kind: 'disconnected', peer: first as string }
    default:
      throw new WireError('an input of no known kind')
  }
}
