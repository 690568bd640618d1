/**
 * The parameters of faults, systems and workloads, as a file writes them and as the core is
 * handed them. In the core a name is in camel case with its unit last (`downForMs: 2000`); in a
 * file it is in kebab case and the value carries the unit (`down-for: 2s`).
 */
import { assert } from '../base/assert.ts'
import type { ObjectSchema, Schema } from '../base/json-schema.ts'
import type { Path, Problem } from './problem.ts'
import {
  BANDWIDTH_EXPECTED,
  DURATION_EXPECTED,
  formatDuration,
  parseBandwidth,
  parseDuration,
  parseRatio,
  RATIO_EXPECTED,
  SIGNED_DURATION_EXPECTED,
} from './quantities.ts'

type Properties = ObjectSchema['properties']
type Values = { readonly [name: string]: unknown }

export const DURATION: Schema = {
  type: 'string',
  pattern: '^[0-9]+(\\.[0-9]+)? ?(ms|s|m|h)$',
  description: DURATION_EXPECTED,
  examples: ['250ms', '1s', '5s', '20s', '1m'],
}

const SIGNED_DURATION: Schema = {
  type: 'string',
  pattern: '^-?[0-9]+(\\.[0-9]+)? ?(ms|s|m|h)$',
  description: SIGNED_DURATION_EXPECTED,
}

export const RATIO: Schema = {
  oneOf: [
    { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)? ?%?$' },
    { type: 'number', minimum: 0, maximum: 1 },
  ],
  description: RATIO_EXPECTED,
  examples: ['1%', '5%', '50%', '90%', '99%'],
}

const BANDWIDTH: Schema = {
  type: 'string',
  pattern: '^[0-9]+(\\.[0-9]+)? ?(B|kB|MB)/s$',
  description: BANDWIDTH_EXPECTED,
  examples: ['64kB/s', '1MB/s'],
}

/** `downForMs` is `down-for` in a file, `maxPending` is `max-pending`. */
export function fileName(name: string, schema: Schema): string {
  const unitless = isDuration(name, schema) ? name.slice(0, -2) : name
  return unitless.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/**
 * The properties as a file has them. `systemOptions` are those that a parameter with the quantity
 * `system-options` may hold, already in the form of a file.
 */
export function fileProperties(properties: Properties, systemOptions: Properties): Properties {
  const named = Object.entries(properties).map(
    ([name, schema]) => [fileName(name, schema), fileSchema(name, schema, systemOptions)] as const,
  )
  const file = Object.fromEntries(named)
  assert(Object.keys(file).length === named.length, 'two parameters share a name in files')
  return file
}

function fileSchema(name: string, schema: Schema, systemOptions: Properties): Schema {
  if (isDuration(name, schema)) {
    const base = isSigned(schema) ? SIGNED_DURATION : DURATION
    const ordinary = defaultOf(schema)
    if (typeof ordinary !== 'number') return base
    return { ...base, default: formatDuration(ordinary) } as Schema
  }
  switch (schema.quantity) {
    case 'ratio':
      return RATIO
    case 'bandwidth':
      return BANDWIDTH
    case 'system-options':
      return { type: 'object', properties: systemOptions, additionalProperties: false }
    default:
      return schema
  }
}

export interface ReadParameters {
  readonly values: Values
  readonly problems: readonly Problem[]
}

/**
 * The values of `schema` found in `data`, as the core wants them, defaults filled in. `data` was
 * checked against the file's schema; what no pattern can say (ranges of durations, fractions of
 * a millisecond) is checked here.
 */
export function readParameters(schema: ObjectSchema, data: Values, path: Path): ReadParameters {
  const values: { [name: string]: unknown } = {}
  const problems: Problem[] = []
  for (const [name, property] of Object.entries(schema.properties)) {
    const key = fileName(name, property)
    const written = Object.hasOwn(data, key) ? data[key] : undefined
    const value = written ?? defaultOf(property)
    if (value === undefined) continue
    const read =
      written === undefined && isDuration(name, property) ? value : readValue(name, property, value)
    if (read === null) {
      problems.push({
        path: [...path, key],
        message: `${key} is ${told(value)}`,
        expected: wanted(name, property),
      })
    } else {
      values[name] = read
    }
  }
  return { values, problems }
}

/** `null` where the value is not what the schema wants. */
function readValue(name: string, schema: Schema, value: unknown): unknown {
  if (isDuration(name, schema)) {
    const ms = parseDuration(value, isSigned(schema))
    return ms !== null && inRange(schema, ms) ? ms : null
  }
  switch (schema.quantity) {
    case 'ratio':
      return parseRatio(value)
    case 'bandwidth':
      return parseBandwidth(value)
    default:
      return value
  }
}

/** What a value must be, for people. */
function wanted(name: string, schema: Schema): string {
  if (!isDuration(name, schema))
    return schema.quantity === 'bandwidth' ? BANDWIDTH_EXPECTED : RATIO_EXPECTED
  const { minimum, maximum } = limits(schema)
  const expected = isSigned(schema) ? SIGNED_DURATION_EXPECTED : DURATION_EXPECTED
  const bounds = [
    minimum === undefined ? [] : [`at least ${formatDuration(minimum)}`],
    maximum === undefined ? [] : [`at most ${formatDuration(maximum)}`],
  ].flat()
  return bounds.length === 0 ? expected : `${expected}, ${bounds.join(' and ')}`
}

function isDuration(name: string, schema: Schema): boolean {
  const numeric = 'type' in schema && (schema.type === 'integer' || schema.type === 'number')
  return numeric && /[a-z]Ms$/.test(name)
}

function isSigned(schema: Schema): boolean {
  return (limits(schema).minimum ?? 0) < 0
}

function limits(schema: Schema): { readonly minimum?: number; readonly maximum?: number } {
  return 'type' in schema && (schema.type === 'integer' || schema.type === 'number') ? schema : {}
}

function inRange(schema: Schema, value: number): boolean {
  const { minimum, maximum } = limits(schema)
  return value >= (minimum ?? 0) && value <= (maximum ?? Infinity)
}

function defaultOf(schema: Schema): string | number | boolean | undefined {
  return 'default' in schema ? schema.default : undefined
}

/** A value as a message quotes it. */
export function told(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
