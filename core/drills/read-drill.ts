/**
 * From the plain data of a drill file, checked against `drillSchema`, to a `Drill`: durations to
 * ms, rates to numbers, selectors parsed, defaults filled in. It collects every problem that it
 * meets and gives a drill only where there is none.
 */
import { assert } from '../base/assert.ts'
import type { Schema } from '../base/json-schema.ts'
import { checkDrill, checkLooseFault } from './check-drill.ts'
import type { AbortRule, Difficulty, Drill, Expectation, FaultChoice, Probe } from './drill.ts'
import type { RandomSchedule, ScheduleEntry, SystemChoice, WorkloadChoice } from './drill.ts'
import type { NetworkName, SimulationChoice } from './drill.ts'
import { fileName, readParameters, told } from './parameters.ts'
import { parseSelector } from './parse-selector.ts'
import { findProbe } from './probes.ts'
import { didYouMean, oneOf } from './problem.ts'
import type { Path, Problem } from './problem.ts'
import {
  DURATION_EXPECTED,
  parseDuration,
  parseRange,
  parseRate,
  parseRatio,
  RANGE_EXPECTED,
  RATE_EXPECTED,
} from './quantities.ts'
import type { DrillLibrary } from './schema.ts'

/** What a drill has that does not say otherwise. */
export const DRILL_DEFAULTS = {
  nodes: 3,
  clients: 8,
  release: 'correct',
  windowMs: 1000,
  recoverWithinMs: 10_000,
  availabilityAtLeast: 0.9,
  randomStartMs: 3000,
  /** A random schedule leaves this much of the workload in peace at its end. */
  randomRestMs: 5000,
} as const

export type ReadDrill =
  | { readonly ok: true; readonly drill: Drill }
  /** At least one. */
  | { readonly ok: false; readonly problems: readonly Problem[] }

type Data = { readonly [key: string]: unknown }

export type ReadFault =
  | { readonly ok: true; readonly choice: FaultChoice }
  /** At least one. */
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * A fault outside of any schedule, for a drill that runs, read and checked as if it stood in its
 * file under `fault`. `nodes` are those of the cluster by now. `data` must have passed the schema.
 */
export function readFault(
  data: unknown,
  drill: Drill,
  nodes: readonly string[],
  library: DrillLibrary,
): ReadFault {
  const reader = new Reader(library, drill.system)
  const choice = reader.fault(asObject(data), ['fault'])
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems }
  const problems = checkLooseFault(choice, { drill, nodes, library })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, choice }
}

/** `data` must have passed the schema; anything else is a broken invariant. */
export function readDrill(data: unknown, library: DrillLibrary): ReadDrill {
  const reader = new Reader(library)
  const drill = reader.drill(asObject(data))
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems }
  const problems = checkDrill(drill, library)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, drill }
}

class Reader {
  readonly problems: Problem[] = []
  readonly #library: DrillLibrary
  #choice: SystemChoice | undefined

  constructor(library: DrillLibrary, choice?: SystemChoice) {
    this.#library = library
    this.#choice = choice
  }

  drill(data: Data): Drill {
    const system = this.#system(asObject(data['system']))
    this.#choice = system
    const workload = this.#workload(asObject(data['workload']))
    const { random, concept, difficulty, seed, simulation } = data
    return {
      name: asText(data['drill']),
      question: asText(data['question']),
      hypothesis: asText(data['hypothesis']),
      expect: asList(data['expect']).map((item, index) => this.#expectation(item, index)),
      ...(concept === undefined ? {} : { concept: asText(concept) }),
      ...(difficulty === undefined ? {} : { difficulty: asText(difficulty) as Difficulty }),
      tags: asTexts(data['tags']),
      ...(seed === undefined ? {} : { seed: String(asNumber(seed)) }),
      system,
      ...(simulation === undefined ? {} : { simulation: this.#simulation(asObject(simulation)) }),
      workload,
      schedule: asList(data['schedule']).map((item, index) => this.#entry(item, index)),
      ...(random === undefined
        ? {}
        : { random: this.#random(asObject(random), workload.durationMs) }),
      steady: this.#steady(data['steady']),
      recoverWithinMs: this.#duration(data, 'recover-within', [], DRILL_DEFAULTS.recoverWithinMs),
      check: this.#checks(data['check'], system, workload),
      abortWhen: asList(data['abort-when']).map((item, index) => this.#abortRule(item, index)),
      zones: this.#zones(asList(data['zones'])),
    }
  }

  #simulation(data: Data): SimulationChoice {
    return {
      network: asText(data['network']) as NetworkName,
      ...(data['stabilises'] === undefined
        ? {}
        : { stabilisesMs: this.#duration(data, 'stabilises', ['simulation']) }),
    }
  }

  #system(data: Data): SystemChoice {
    const kind = asText(data['kind'])
    const system = this.#library.systems.find((candidate) => candidate.kind === kind)
    assert(system !== undefined, `system ${kind} passed the schema`)
    return {
      kind,
      nodes: asNumber(data['nodes'] ?? DRILL_DEFAULTS.nodes),
      release: asText(data['release'] ?? DRILL_DEFAULTS.release),
      options: this.#parameters(system.options, data, ['system']),
    }
  }

  #workload(data: Data): WorkloadChoice {
    const kind = asText(data['kind'])
    const workload = this.#library.workloads.find((candidate) => candidate.kind === kind)
    assert(workload !== undefined, `workload ${kind} passed the schema`)
    const ratePerSecond =
      data['rate'] === undefined
        ? undefined
        : this.#quantity(parseRate(data['rate']), data['rate'], ['workload', 'rate'], RATE_EXPECTED)
    return {
      kind,
      clients: asNumber(data['clients'] ?? DRILL_DEFAULTS.clients),
      ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
      durationMs: this.#duration(data, 'duration', ['workload']),
      options: this.#parameters(workload.options, data, ['workload']),
    }
  }

  #entry(item: unknown, index: number): ScheduleEntry {
    const data = asObject(item)
    const path: Path = ['schedule', index]
    const atMs = this.#duration(data, 'at', path)
    const { fault, undo } = data
    if ((fault === undefined) === (undo === undefined)) {
      const message = fault === undefined ? 'nothing happens here' : 'this is two things at once'
      this.problems.push({ path, message, expected: 'either fault or undo' })
    }
    if (fault === undefined) return { atMs, undo: asText(undo ?? 'all') }
    return { atMs, fault: this.fault(asObject(fault), [...path, 'fault']) }
  }

  fault(data: Data, path: Path): FaultChoice {
    const kind = asText(data['kind'])
    const fault = this.#library.faults.find((candidate) => candidate.kind === kind)
    assert(fault !== undefined, `fault ${kind} passed the schema`)
    const choice = { kind, parameters: this.#parameters(fault.parameters, data, path) }
    const { name, target } = data
    const parsed = target === undefined ? null : parseSelector(target, [...path, 'target'])
    if (parsed !== null && !parsed.ok) this.problems.push(parsed.problem)
    return {
      ...choice,
      ...(parsed !== null && parsed.ok ? { target: parsed.selector } : {}),
      ...(data['for'] === undefined ? {} : { forMs: this.#duration(data, 'for', path) }),
      ...(name === undefined ? {} : { name: asText(name) }),
    }
  }

  #random(data: Data, durationMs: number): RandomSchedule {
    const path: Path = ['random']
    const ordinaryEndMs = Math.max(0, durationMs - DRILL_DEFAULTS.randomRestMs)
    return {
      kinds: asList(data['faults']).map((item, index) =>
        this.fault(asObject(item), [...path, 'faults', index]),
      ),
      swarm: data['swarm'] !== false,
      ...(data['liveness'] === undefined
        ? {}
        : { livenessMs: this.#duration(data, 'liveness', path) }),
      everyMs: this.#duration(data, 'every', path),
      lastsMs: fromTo(this.#range(data['lasts'], [...path, 'lasts'])),
      atMostActive: asNumber(data['at-once'] ?? 1),
      startMs: this.#duration(data, 'start', path, DRILL_DEFAULTS.randomStartMs),
      endMs: this.#duration(data, 'end', path, ordinaryEndMs),
    }
  }

  #steady(value: unknown): readonly Probe[] {
    const { windowMs, availabilityAtLeast } = DRILL_DEFAULTS
    if (value === undefined)
      return [{ probe: 'availability', windowMs, atLeast: availabilityAtLeast }]
    return asList(value).map((item, index) => {
      const data = asObject(item)
      const path: Path = ['steady', index]
      const probe = asText(data['probe'])
      return {
        probe,
        windowMs: this.#duration(data, 'window', path, windowMs),
        ...this.#bounds(data, path, true),
      }
    })
  }

  #expectation(item: unknown, index: number): Expectation {
    const data = asObject(item)
    const path: Path = ['expect', index]
    const { during } = data
    return {
      probe: asText(data['probe']),
      ...(during === undefined ? {} : { during: this.#range(during, [...path, 'during']) }),
      ...this.#bounds(data, path, true),
    }
  }

  #abortRule(item: unknown, index: number): AbortRule {
    const data = asObject(item)
    const path: Path = ['abort-when', index]
    const probe = asText(data['probe'])
    return {
      probe,
      forMs: this.#duration(data, 'for', path),
      ...this.#bounds(data, path, probe !== 'unavailable'),
    }
  }

  #bounds(
    data: Data,
    path: Path,
    needed: boolean,
  ): { readonly atLeast?: number; readonly atMost?: number } {
    const atLeast = this.#bound(data, 'at-least', path)
    const atMost = this.#bound(data, 'at-most', path)
    if (needed && atLeast === undefined && atMost === undefined) {
      const message = `the probe ${asText(data['probe'])} is held against nothing`
      this.problems.push({ path, message, expected: 'at-least or at-most' })
    }
    return {
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
    }
  }

  #bound(data: Data, key: 'at-least' | 'at-most', path: Path): number | undefined {
    const value = data[key]
    if (value === undefined) return undefined
    const unit = findProbe(asText(data['probe']))?.unit
    const at: Path = [...path, key]
    switch (unit) {
      case 'share': {
        const share = parseRatio(value)
        assert(share !== null, `share ${told(value)} passed the schema`)
        return share.numerator / share.denominator
      }
      case 'ms':
        return this.#quantity(parseDuration(value), value, at, DURATION_EXPECTED)
      case 'per-second':
        return this.#quantity(parseRate(value), value, at, RATE_EXPECTED)
      default:
        return asNumber(value)
    }
  }

  #checks(value: unknown, system: SystemChoice, workload: WorkloadChoice): readonly string[] {
    if (value !== undefined) return asTexts(value)
    const { systems, workloads } = this.#library
    const invariants = systems.find(({ kind }) => kind === system.kind)?.invariants ?? []
    const own = workloads.find(({ kind }) => kind === workload.kind)?.checks ?? []
    return [...own, ...invariants.map(({ name }) => name)]
  }

  #zones(items: readonly unknown[]): { readonly [zone: string]: readonly string[] } {
    const zones = new Map<string, readonly string[]>()
    for (const [index, item] of items.entries()) {
      const data = asObject(item)
      const name = asText(data['name'])
      if (zones.has(name)) {
        const message = `there are two zones ${name}`
        this.problems.push({ path: ['zones', index, 'name'], message, expected: 'another name' })
      }
      zones.set(name, asTexts(data['nodes']))
    }
    return Object.fromEntries(zones)
  }

  #parameters(
    schema: Parameters<typeof readParameters>[0],
    data: Data,
    path: Path,
  ): { readonly [name: string]: unknown } {
    const { values, problems } = readParameters(schema, data, path)
    this.problems.push(...problems)
    const options = Object.entries(schema.properties).find(
      ([, property]) => property.quantity === 'system-options',
    )
    if (options === undefined) return values
    const [name] = options
    return { ...values, [name]: this.#systemOptions(asObject(data[name]), [...path, name]) }
  }

  /** The drill's own settings with those of `data` in their place. */
  #systemOptions(data: Data, path: Path): { readonly [name: string]: unknown } {
    const choice = this.#choice
    const system = this.#library.systems.find(({ kind }) => kind === choice?.kind)
    assert(system !== undefined && choice !== undefined, 'the system is read before its faults')
    const { properties } = system.options
    const names = new Map(
      Object.entries(properties).map(([name, schema]) => [fileName(name, schema), name]),
    )
    const known = [...names.keys()]
    for (const key of Object.keys(data)) {
      if (names.has(key)) continue
      const message = `${system.kind} has no setting "${key}"${didYouMean(key, known)}`
      this.problems.push({ path: [...path, key], atKey: true, message, expected: oneOf(known) })
    }
    const { values, problems } = readParameters(system.options, data, path)
    this.problems.push(...problems)
    const given = Object.entries(values).filter(([name]) =>
      Object.hasOwn(data, fileName(name, properties[name] as Schema)),
    )
    return { ...choice.options, ...Object.fromEntries(given) }
  }

  #duration(data: Data, key: string, path: Path, ordinaryMs?: number): number {
    const value = data[key]
    if (value === undefined && ordinaryMs !== undefined) return ordinaryMs
    return this.#quantity(parseDuration(value), value, [...path, key], DURATION_EXPECTED)
  }

  #range(value: unknown, path: Path): { readonly fromMs: number; readonly toMs: number } {
    const range = parseRange(value)
    if (range !== null) return range
    const message = `${told(value)} is no span of time`
    this.problems.push({ path, message, expected: `${RANGE_EXPECTED}, the later time last` })
    return { fromMs: 0, toMs: 1 }
  }

  /** Reports what could not be parsed; the stand-in is never used, for the drill is refused. */
  #quantity(parsed: number | null, value: unknown, path: Path, expected: string): number {
    if (parsed !== null) return parsed
    this.problems.push({ path, message: `${told(value)} cannot be read`, expected })
    return 0
  }
}

function fromTo({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): {
  from: number
  to: number
} {
  return { from: fromMs, to: toMs }
}

function asObject(value: unknown): Data {
  assert(typeof value === 'object' && value !== null, 'an object passed the schema')
  return value as Data
}

function asText(value: unknown): string {
  assert(typeof value === 'string', 'a text passed the schema')
  return value
}

function asNumber(value: unknown): number {
  assert(typeof value === 'number', 'a number passed the schema')
  return value
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  assert(Array.isArray(value), 'a list passed the schema')
  return value
}

function asTexts(value: unknown): readonly string[] {
  return asList(value).map(asText)
}
