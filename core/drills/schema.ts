/**
 * The JSON Schema of a drill file, put together from the schemas that faults, systems and
 * workloads have of their own parameters. It is data: a host checks a file against it, an editor
 * completes from it. What a schema cannot say (names that must exist, entries that belong
 * together) is in `check-drill.ts`.
 *
 * A choice between kinds is a `oneOf` whose branches each hold `kind` (or `probe`) as a constant,
 * so that a validator can first find the kind and then speak of that kind alone.
 */
import { assert } from '../base/assert.ts'
import type { ObjectSchema, Schema } from '../base/json-schema.ts'
import type { Checker } from '../checkers/checker.ts'
import type { Fault } from '../faults/fault.ts'
import type { System } from '../systems/system.ts'
import type { Workload } from '../workloads/workload.ts'
import { DIFFICULTIES, NETWORKS } from './drill.ts'
import { DURATION, fileName, fileProperties, RATIO } from './parameters.ts'
import { TARGET } from './parse-selector.ts'
import { PROBES } from './probes.ts'
import type { ProbeKind } from './probes.ts'
import { RANGE_EXPECTED, RATE_EXPECTED } from './quantities.ts'

/** Everything that a drill may name. */
export interface DrillLibrary {
  readonly systems: readonly System[]
  readonly workloads: readonly Workload[]
  readonly faults: readonly Fault[]
  /** Without the systems' own invariants. */
  readonly checkers: readonly Checker[]
}

/** What a simulated cluster may have; `electron/conductor/live-limits.ts` has the bound of a live one. */
export const NODES_MAXIMUM = 200
export const CLIENTS_MAXIMUM = 1024
const ENTRIES_MAXIMUM = 1000

const NAME: Schema = {
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'a name of small letters, digits and dashes',
}
const TEXT: Schema = { type: 'string', minLength: 1, maxLength: 2000, description: 'a sentence' }
/** Those of the drills that come along; an author may have others. */
const CONCEPTS = [
  'Elections',
  'Quorums',
  'Partitions',
  'Networks',
  'Time',
  'Disks and durability',
  'Membership',
  'People',
  'Random',
]
const CONCEPT_EXPECTED = 'what the drill is about, such as Elections; lists are grouped by it'
const RATE: Schema = {
  type: 'string',
  pattern: '^[0-9]{1,9} ?/ ?(s|m)$',
  description: RATE_EXPECTED,
  examples: ['100/s', '300/s', '1000/s'],
}
const RANGE: Schema = {
  type: 'string',
  pattern: '^[0-9.]+ ?(ms|s|m|h) ?\\.\\. ?[0-9.]+ ?(ms|s|m|h)$',
  description: RANGE_EXPECTED,
  examples: ['1s..4s', '5s..12s'],
}

const SEED: Schema = {
  type: 'integer',
  minimum: 0,
  maximum: 999_999_999,
  description: 'a whole number: the seed of runs that are given no other',
}

/** What the larger parts of a file are, for who writes one. */
const DESCRIBED = {
  expect: 'a list of probes with their bounds: what the hypothesis comes to',
  tags: 'a list of words to find the drill by',
  system: 'the system under test: its kind and its options',
  simulation: 'what the simulated world is like; live runs have the network that is there',
  network: `what the simulated network promises, one of ${NETWORKS.join(', ')}`,
  workload: 'what clients do: its kind, how many they are, for how long',
  schedule: 'a list of faults and undos, each with its time',
  fault: 'a fault: its kind, its target and its parameters',
  random: 'a schedule that is drawn from the seed: its faults, how often, how long',
  steady: 'a list of probes with their bounds: what a healthy system shows',
  check: 'a list of checks: the promises that are judged',
  abortWhen: 'a list of probes with their bounds that end the drill early',
  zones: 'a list of zones: names for groups of nodes',
} as const

/** One fault outside of any schedule, under the key `fault`; as an entry of a schedule has it. */
export function looseFaultSchema(library: DrillLibrary): ObjectSchema {
  return object({ fault: faultChoice(library) }, ['fault'])
}

function faultChoice(library: DrillLibrary): Schema {
  return {
    oneOf: library.faults.map((each) => faultSchema(each, library)),
    description: DESCRIBED.fault,
  }
}

export function drillSchema(library: DrillLibrary): ObjectSchema {
  const fault = faultChoice(library)
  return object(
    {
      drill: NAME,
      question: TEXT,
      hypothesis: TEXT,
      expect: listOf(
        { oneOf: PROBES.map((probe) => probeSchema(probe, { during: RANGE }, [])) },
        DESCRIBED.expect,
      ),
      concept: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        description: CONCEPT_EXPECTED,
        examples: CONCEPTS,
      },
      difficulty: { type: 'string', enum: DIFFICULTIES, description: 'easy, medium or hard' },
      tags: listOf(
        { type: 'string', minLength: 1, maxLength: 64, description: 'a word' },
        DESCRIBED.tags,
      ),
      seed: SEED,
      system: { oneOf: library.systems.map(systemSchema), description: DESCRIBED.system },
      simulation: {
        ...object(
          {
            network: { type: 'string', enum: NETWORKS, description: DESCRIBED.network },
            stabilises: {
              ...DURATION,
              description:
                'when the network becomes good for good; with the liveness phase at last',
            },
          },
          ['network'],
        ),
        description: DESCRIBED.simulation,
      },
      workload: { oneOf: library.workloads.map(workloadSchema), description: DESCRIBED.workload },
      schedule: listOf(entrySchema(fault), DESCRIBED.schedule),
      random: { ...randomSchema(fault), description: DESCRIBED.random },
      steady: listOf(
        {
          oneOf: PROBES.map((probe) => probeSchema(probe, { window: DURATION }, [])),
        },
        DESCRIBED.steady,
      ),
      'recover-within': DURATION,
      check: listOf(
        { type: 'string', enum: checkNames(library), description: 'a check' },
        DESCRIBED.check,
      ),
      'abort-when': listOf(
        {
          oneOf: PROBES.map((probe) => probeSchema(probe, { for: DURATION }, ['for'])),
        },
        DESCRIBED.abortWhen,
      ),
      zones: listOf(
        object({ name: NAME, nodes: listOf({ type: 'string', description: 'a node' }) }, [
          'name',
          'nodes',
        ]),
        DESCRIBED.zones,
      ),
    },
    ['drill', 'question', 'hypothesis', 'system', 'workload'],
  )
}

function entrySchema(fault: Schema): Schema {
  const undo: Schema = {
    type: 'string',
    minLength: 1,
    maxLength: 64,
    description: 'all, or a name',
    examples: ['all'],
  }
  return object({ at: DURATION, fault, undo }, ['at'])
}

/** Names that `check` may hold, whatever the system. */
export function checkNames({ checkers, systems }: DrillLibrary): readonly string[] {
  const names = [...checkers, ...systems.flatMap(({ invariants }) => invariants)]
  return [...new Set(names.map(({ name }) => name))]
}

function faultSchema(fault: Fault, library: DrillLibrary): Schema {
  const systemOptions = Object.assign(
    {},
    ...library.systems.map(({ options }) => fileProperties(options.properties, {})),
  ) as ObjectSchema['properties']
  const parameters = fileProperties(fault.parameters.properties, systemOptions)
  const common = {
    kind: { const: fault.kind, description: fault.summary },
    target: TARGET,
    for: DURATION,
    name: NAME,
  } as const
  const target = fault.aims === 'nodes' ? ['target'] : []
  const required = requiredNames(fault.parameters)
  return object(merged(common, parameters), ['kind', ...target, ...required])
}

function systemSchema(system: System): Schema {
  const common = {
    kind: { const: system.kind, description: system.summary },
    nodes: { type: 'integer', minimum: 1, maximum: NODES_MAXIMUM, default: 3 },
    release: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      default: 'correct',
      examples: system.mutants.map(({ name }) => name),
    },
  } as const
  const options = fileProperties(system.options.properties, {})
  return object(merged(common, options), ['kind', ...requiredNames(system.options)])
}

function workloadSchema(workload: Workload): Schema {
  const common = {
    kind: { const: workload.kind, description: workload.summary },
    clients: { type: 'integer', minimum: 1, maximum: CLIENTS_MAXIMUM, default: 8 },
    rate: RATE,
    duration: DURATION,
  } as const
  const options = fileProperties(workload.options.properties, {})
  return object(merged(common, options), ['kind', 'duration', ...requiredNames(workload.options)])
}

function randomSchema(fault: Schema): Schema {
  return object(
    {
      faults: { type: 'array', items: fault, minItems: 1, maxItems: 100 },
      every: DURATION,
      lasts: RANGE,
      swarm: {
        type: 'boolean',
        default: true,
        description: 'whether each seed draws first which of the faults take part at all',
      },
      liveness: {
        ...DURATION,
        description: 'how long, after the end, the system must work with a healthy majority alone',
      },
      'at-once': { type: 'integer', minimum: 1, maximum: 10, default: 1 },
      start: DURATION,
      end: DURATION,
    },
    ['faults', 'every', 'lasts'],
  )
}

function probeSchema(
  probe: ProbeKind,
  extra: ObjectSchema['properties'],
  required: readonly string[],
): Schema {
  const value = probeValue(probe)
  const properties = {
    probe: { const: probe.name, description: probe.summary },
    'at-least': value,
    'at-most': value,
  }
  return object({ ...properties, ...extra }, ['probe', ...required])
}

function probeValue({ unit }: ProbeKind): Schema {
  switch (unit) {
    case 'share':
      return RATIO
    case 'ms':
      return DURATION
    case 'per-second':
      return RATE
    case 'count':
      return { type: 'integer', minimum: 0, description: 'a whole number' }
  }
}

function requiredNames({ required = [], properties }: ObjectSchema): readonly string[] {
  return required.map((name) => fileName(name, properties[name] as Schema))
}

function merged(
  common: ObjectSchema['properties'],
  own: ObjectSchema['properties'],
): ObjectSchema['properties'] {
  const taken = Object.keys(own).find((name) => Object.hasOwn(common, name))
  assert(taken === undefined, `the parameter ${taken} has the name of a common field`)
  return { ...common, ...own }
}

function object(properties: ObjectSchema['properties'], required: readonly string[]): ObjectSchema {
  return { type: 'object', properties, required, additionalProperties: false }
}

function listOf(items: Schema, description?: string): Schema {
  const list = { type: 'array', items, maxItems: ENTRIES_MAXIMUM } as const
  return description === undefined ? list : { ...list, description }
}
