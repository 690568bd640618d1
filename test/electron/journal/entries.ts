/** Arbitrary journal entries, for the tests of everything that keeps or reads journals. */
import fc from 'fast-check'
import type { BootEntry, JournalEntry, StepEntry } from '../../../core/runtime/journal.ts'
import type { Input } from '../../../core/runtime/machine.ts'

const machine = fc.constantFrom('n1', 'n2', 'n10', 'c1')
const count = fc.nat()
const large = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })

/** Plain data as a machine may send or store it. Minus zero is no number that journals keep. */
const plain = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)

const typed = fc.record({ type: fc.string({ maxLength: 12 }), value: plain, index: large })

const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), records: fc.array(typed, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('message' as const), from: machine, body: typed }),
  fc.record({ kind: fc.constant('timer' as const), name: fc.string() }),
  fc.record({
    kind: fc.constant('request' as const),
    request: fc.record({
      from: machine,
      session: count,
      sequence: count,
      operation: fc.record({ f: fc.string(), value: plain }),
    }),
  }),
  fc.record({ kind: fc.constant('stored' as const), position: large }),
  fc.record({ kind: fc.constant('command' as const), command: typed }),
  fc.record({ kind: fc.constant('disconnected' as const), peer: machine }),
)

const boot: fc.Arbitrary<BootEntry> = fc.record({
  kind: fc.constant('boot' as const),
  machine,
  spec: fc.record({
    role: fc.constant('node' as const),
    id: machine,
    system: fc.string(),
    release: fc.constant('correct'),
    members: fc.array(machine),
    options: fc.dictionary(fc.string({ minLength: 1 }), fc.integer(), { noNullPrototype: true }),
  }),
  seed: fc.string(),
  incarnation: fc.integer({ min: 1, max: 1000 }),
  atUs: count,
})

const step: fc.Arbitrary<StepEntry> = fc
  .record({
    kind: fc.constant('step' as const),
    machine,
    atUs: count,
    now: fc.integer({ min: -(2 ** 41), max: 2 ** 42 }),
    input,
    lamport: large,
    hybrid: fc.record({ wallMs: fc.integer({ min: 0, max: 2 ** 42 }), counter: count }),
    cause: fc.option(fc.record({ from: machine, id: large }), { nil: undefined }),
    firstSend: large,
    reports: fc.array(typed, { maxLength: 2 }),
    digest: fc.integer({ min: 0, max: 0xffff_ffff }),
  })
  .map(({ cause, ...rest }) => (cause === undefined ? rest : { ...rest, cause }))

export const journalEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  { weight: 1, arbitrary: boot },
  { weight: 6, arbitrary: step },
)

/** Turns of a host: what it writes as one frame each. */
export const turns = fc.array(fc.array(journalEntry, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 6,
})
