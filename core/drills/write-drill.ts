/**
 * The way back from a drill to what its file says: plain data in the form of a drill file, from
 * which `readDrill` makes the same drill again. A host turns it into YAML.
 *
 * It writes everything out, defaults too, so that the file means the same when defaults change.
 */
import { assert } from '../base/assert.ts'
import type { ObjectSchema, Schema } from '../base/json-schema.ts'
import type { Ratio } from '../base/prng.ts'
import type {
  AbortRule,
  Drill,
  FaultChoice,
  RandomSchedule,
  ScheduleEntry,
  Selector,
  SimulationChoice,
} from './drill.ts'
import { fileName } from './parameters.ts'
import { findProbe } from './probes.ts'
import { formatDuration } from './quantities.ts'
import type { DrillLibrary } from './schema.ts'

export type DrillFileData = { readonly [key: string]: unknown }

/** `drill` must have been read with the same library. */
export function writeDrill(drill: Drill, library: DrillLibrary): DrillFileData {
  return new Writer(drill, library).drill()
}

interface Bounds {
  readonly probe: string
  readonly atLeast?: number
  readonly atMost?: number
}

class Writer {
  readonly #drill: Drill
  readonly #library: DrillLibrary

  constructor(drill: Drill, library: DrillLibrary) {
    this.#drill = drill
    this.#library = library
  }

  drill(): DrillFileData {
    const {
      name,
      question,
      hypothesis,
      concept,
      difficulty,
      tags,
      expect,
      steady,
      abortWhen,
      check,
    } = this.#drill
    const { seed, simulation, schedule, random, recoverWithinMs, zones } = this.#drill
    return {
      drill: name,
      question,
      hypothesis,
      ...(concept !== undefined && { concept }),
      ...(difficulty !== undefined && { difficulty }),
      tags,
      ...(seed !== undefined && { seed: Number(seed) }),
      system: this.#system(),
      ...(simulation !== undefined && { simulation: this.#simulation(simulation) }),
      workload: this.#workload(),
      ...(Object.keys(zones).length > 0 && {
        zones: Object.entries(zones).map(([zone, nodes]) => ({ name: zone, nodes })),
      }),
      schedule: schedule.map((entry) => this.#entry(entry)),
      ...(random !== undefined && { random: this.#random(random) }),
      expect: expect.map(({ during, ...bounds }) => ({
        ...this.#bounds(bounds),
        ...(during !== undefined && { during: rangeText(during) }),
      })),
      steady: steady.map(({ windowMs, ...bounds }) => ({
        ...this.#bounds(bounds),
        window: formatDuration(windowMs),
      })),
      'recover-within': formatDuration(recoverWithinMs),
      check,
      'abort-when': abortWhen.map((rule) => this.#abortRule(rule)),
    }
  }

  #system(): DrillFileData {
    const { kind, nodes, release, options } = this.#drill.system
    const schema = this.#library.systems.find((system) => system.kind === kind)?.options
    assert(schema !== undefined, `there is no system ${kind}`)
    return { kind, nodes, release, ...this.#parameters(schema, options) }
  }

  #simulation({ network, stabilisesMs }: SimulationChoice): DrillFileData {
    const stabilises = stabilisesMs !== undefined && { stabilises: formatDuration(stabilisesMs) }
    return { network, ...stabilises }
  }

  #workload(): DrillFileData {
    const { kind, clients, ratePerSecond, durationMs, options } = this.#drill.workload
    const schema = this.#library.workloads.find((workload) => workload.kind === kind)?.options
    assert(schema !== undefined, `there is no workload ${kind}`)
    return {
      kind,
      clients,
      ...(ratePerSecond !== undefined && { rate: `${ratePerSecond}/s` }),
      duration: formatDuration(durationMs),
      ...this.#parameters(schema, options),
    }
  }

  #entry(entry: ScheduleEntry): DrillFileData {
    const at = formatDuration(entry.atMs)
    return 'undo' in entry ? { at, undo: entry.undo } : { at, fault: this.#fault(entry.fault) }
  }

  #fault({ kind, target, parameters, forMs, name }: FaultChoice): DrillFileData {
    const schema = this.#library.faults.find((fault) => fault.kind === kind)?.parameters
    assert(schema !== undefined, `there is no fault ${kind}`)
    return {
      kind,
      ...(target !== undefined && { target: writeSelector(target) }),
      ...this.#parameters(schema, parameters),
      ...(forMs !== undefined && { for: formatDuration(forMs) }),
      ...(name !== undefined && { name }),
    }
  }

  #random({
    kinds,
    swarm,
    livenessMs,
    everyMs,
    lastsMs,
    atMostActive,
    startMs,
    endMs,
  }: RandomSchedule): DrillFileData {
    return {
      faults: kinds.map((kind) => this.#fault(kind)),
      swarm,
      ...(livenessMs !== undefined && { liveness: formatDuration(livenessMs) }),
      every: formatDuration(everyMs),
      lasts: rangeText({ fromMs: lastsMs.from, toMs: lastsMs.to }),
      'at-once': atMostActive,
      start: formatDuration(startMs),
      end: formatDuration(endMs),
    }
  }

  #abortRule({ forMs, ...bounds }: AbortRule): DrillFileData {
    return { ...this.#bounds(bounds), for: formatDuration(forMs) }
  }

  #bounds({ probe, atLeast, atMost }: Bounds): DrillFileData {
    const unit = findProbe(probe)?.unit
    const text = (value: number): unknown => {
      if (unit === 'ms') return formatDuration(value)
      return unit === 'per-second' ? `${value}/s` : value
    }
    return {
      probe,
      ...(atLeast !== undefined && { 'at-least': text(atLeast) }),
      ...(atMost !== undefined && { 'at-most': text(atMost) }),
    }
  }

  #parameters({ properties }: ObjectSchema, values: { readonly [name: string]: unknown }) {
    const written: { [key: string]: unknown } = {}
    for (const [name, schema] of Object.entries(properties)) {
      const value = values[name]
      if (value !== undefined) written[fileName(name, schema)] = this.#value(name, schema, value)
    }
    return written
  }

  #value(name: string, schema: Schema, value: unknown): unknown {
    switch (schema.quantity) {
      case 'ratio': {
        const { numerator, denominator } = value as Ratio
        return numerator / denominator
      }
      case 'bandwidth':
        return `${String(value)}B/s`
      case 'system-options':
        return this.#systemOptions(value as { readonly [name: string]: unknown })
      default:
        // A name that lost its unit in the file has the unit in its value.
        return typeof value === 'number' && /[a-z]Ms$/.test(name) ? formatDuration(value) : value
    }
  }

  #systemOptions(values: { readonly [name: string]: unknown }): DrillFileData {
    const { kind } = this.#drill.system
    const schema = this.#library.systems.find((system) => system.kind === kind)?.options
    assert(schema !== undefined, `there is no system ${kind}`)
    return this.#parameters(schema, values)
  }
}

/** A target as data: what `parseSelector` reads back. */
export function writeSelector(selector: Selector): unknown {
  switch (selector.type) {
    case 'names':
      return selector.names.length === 1 ? selector.names[0] : selector.names
    case 'zone':
      return { zone: selector.zone }
    case 'link':
      return `${machines(selector.from)} ${selector.both ? '<->' : '->'} ${machines(selector.to)}`
    case 'groups':
      return { groups: selector.groups.map(writeSelector) }
    case 'with':
      return selector.selectors.flatMap(writeSelector)
    default:
      return selector.count === undefined ? selector.type : { [selector.type]: selector.count }
  }
}

/** An end of a link can only be written with commas: names and words. */
function machines(selector: Selector): string {
  const written = writeSelector(selector)
  assert(typeof written === 'string' || Array.isArray(written), 'an end of a link that was read')
  return typeof written === 'string' ? written : written.map(String).join(', ')
}

function rangeText({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): string {
  return `${formatDuration(fromMs)}..${formatDuration(toMs)}`
}
