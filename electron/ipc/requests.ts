/**
 * The shape of every request, checked at run time on the privileged side; the renderer imports
 * the types alone. Sizes are bounded here: what is longer never reaches a handler.
 */
import { Type, type Static, type TObject, type TSchema } from 'typebox'

const object = <Properties extends { readonly [name: string]: TSchema }>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

/** A run of the library by its name: never a path. */
const run = Type.String({ minLength: 1, maxLength: 160, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' })
const runs = Type.Array(run, { minItems: 1, maxItems: 10_000 })
const drillName = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
const origin = Type.Union([Type.Literal('library'), Type.Literal('own')])
const source = Type.String({ maxLength: 262_144 })
const seed = Type.String({ minLength: 1, maxLength: 80 })
const tag = Type.String({ minLength: 1, maxLength: 64 })
const machine = Type.String({ pattern: '^[nc][0-9]{1,4}$' })
const atUs = Type.Number({ minimum: 0, maximum: 1e12 })
/** One of many, counted. */
const seedNumber = Type.Integer({ minimum: 0, maximum: 999_999_999 })
const eventId = Type.Integer({ minimum: 1, maximum: 2 ** 40 })

/** Its kind, its target and its parameters, written as in a drill file. */
const fault = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), { maxProperties: 32 })

const filter = object({
  /** Kinds of events to leave out, by name; see `TimelineHead.kinds`. */
  hiddenKinds: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }),
  /** Types of messages, timers and requests to leave out; see `TimelineHead.types`. */
  hiddenTypes: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 256 }),
  /** Machines whose events to leave out. */
  hiddenMachines: Type.Array(machine, { maxItems: 2_000 }),
  /** Only messages between these two. */
  link: Type.Union([object({ from: machine, to: machine }), Type.Null()]),
  /** Only events of this term. */
  term: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
})

export const REQUESTS = {
  'app.hello': object({}),

  'drills.list': object({}),
  'drills.read': object({ name: drillName, origin }),
  'drills.check': object({ source }),
  'drills.save': object({ name: drillName, source, overwrite: Type.Boolean() }),
  'drills.remove': object({ name: drillName }),
  'drills.schema': object({}),

  'room.start': object({
    drill: Type.Union([object({ name: drillName, origin }), object({ source })]),
    seed: Type.Optional(seed),
    /** Release of every node; absent: as the drill says. */
    mutant: Type.Optional(Type.String({ maxLength: 64 })),
    /** `path=value`, as after `--set`. */
    overrides: Type.Array(Type.String({ maxLength: 256 }), { maxItems: 32 }),
    /** Without the drill's schedule: the person breaks things. */
    byHand: Type.Boolean(),
    prediction: Type.Optional(
      Type.Union([Type.Literal('holds'), Type.Literal('breaks'), Type.Literal('unsure')]),
    ),
  }),
  'room.state': object({}),
  /** One entry of a schedule without its `at`. */
  'room.inject': object({ fault }),
  'room.undo': object({ fault: Type.String({ maxLength: 64 }) }),
  'room.halt': object({}),
  'room.pause': object({ paused: Type.Boolean() }),
  'room.abort': object({}),
  'room.predict': object({
    prediction: Type.Union([Type.Literal('holds'), Type.Literal('breaks'), Type.Literal('unsure')]),
  }),

  'runs.list': object({}),
  'runs.show': object({ run }),
  /** Operations in at most `bins` slots of equal length over the whole run. */
  'runs.series': object({ run, bins: Type.Integer({ minimum: 1, maximum: 4_096 }) }),
  'runs.witness': object({ run, check: Type.String({ maxLength: 64 }) }),
  'runs.tag': object({
    runs,
    add: Type.Array(tag, { maxItems: 32 }),
    remove: Type.Array(tag, { maxItems: 32 }),
  }),
  'runs.addNote': object({
    run,
    atUs: Type.Union([atUs, Type.Null()]),
    text: Type.String({ minLength: 1, maxLength: 10_000 }),
  }),
  'runs.removeNote': object({ run, id: Type.Integer({ minimum: 1 }) }),
  'runs.remove': object({ runs }),
  'runs.compare': object({
    left: run,
    right: run,
    bins: Type.Integer({ minimum: 1, maximum: 4_096 }),
  }),
  /** Continues a run from one of its moments in the simulator, as a new run of the library. */
  'runs.fork': object({
    run,
    /** Since the workload began. */
    atMs: Type.Integer({ minimum: 0, maximum: 1e9 }),
    /** Faults to leave out from there on, by their ids. */
    without: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1_000 }),
    /** Faults to apply there, each as an entry of a schedule without its `at`. */
    with: Type.Array(fault, { maxItems: 32 }),
    seed: Type.Optional(seed),
  }),
  'runs.stopFork': object({}),
  'runs.export': object({
    run,
    format: Type.Union([
      Type.Literal('jsonl'),
      Type.Literal('jepsen-edn'),
      Type.Literal('shiviz'),
      Type.Literal('junit'),
      Type.Literal('html'),
      Type.Literal('faultline'),
    ]),
  }),
  /** A run file from elsewhere comes in pieces, and is looked at before it joins the library. */
  'runs.beginImport': object({
    fileName: Type.String({ minLength: 1, maxLength: 255 }),
    bytes: Type.Integer({ minimum: 0, maximum: 2 ** 36 }),
  }),
  'runs.continueImport': object({
    upload: Type.String({ maxLength: 64 }),
    bytes: Type.Unsafe<Uint8Array>({}),
  }),
  'runs.finishImport': object({ upload: Type.String({ maxLength: 64 }) }),

  'explore.start': object({
    drill: object({ name: drillName, origin }),
    /** Release of every node; absent: as the drill says. */
    mutant: Type.Optional(Type.String({ maxLength: 64 })),
    /** `path=value`, as after `--set`. */
    overrides: Type.Array(Type.String({ maxLength: 256 }), { maxItems: 32 }),
    /** Both included. */
    fromSeed: seedNumber,
    toSeed: seedNumber,
    /** Threads; absent: one for each core. */
    workers: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    /** Begin no more seeds once one was not valid. */
    stopOnFailure: Type.Boolean(),
  }),
  'explore.state': object({}),
  'explore.stop': object({}),
  'explore.record': object({ seed: seedNumber }),
  'explore.shrink': object({ seed: seedNumber }),
  'explore.stopShrinking': object({}),

  'timeline.open': object({ run }),
  'timeline.window': object({
    run,
    fromUs: atUs,
    toUs: atUs,
    bins: Type.Integer({ minimum: 1, maximum: 4_096 }),
    filter: Type.Union([filter, Type.Null()]),
  }),
  'timeline.event': object({ run, event: eventId }),
  'timeline.effects': object({ run, event: eventId }),
  'timeline.change': object({ run, event: eventId }),
  'timeline.cone': object({ run, event: eventId }),
  'timeline.search': object({
    run,
    text: Type.String({ minLength: 1, maxLength: 200 }),
    fromUs: atUs,
    direction: Type.Union([Type.Literal('forward'), Type.Literal('backward')]),
    limit: Type.Integer({ minimum: 1, maximum: 200 }),
    filter: Type.Union([filter, Type.Null()]),
  }),
  'timeline.states': object({ run, atUs }),
} satisfies { readonly [name: string]: TObject }

export type Requests = { readonly [name in keyof typeof REQUESTS]: Static<(typeof REQUESTS)[name]> }
export type TimelineFilter = Static<typeof filter>
export type Prediction = Requests['room.predict']['prediction']
export type ExportFormat = Requests['runs.export']['format']
