/**
 * The form of a fault, from the schema of its parameters as a drill file writes them: which fields
 * it has, what is wrong with what was written, and the fault as it is asked for. Pure.
 */
import type { ObjectSchema, Schema } from '../../../core/base/json-schema.ts'
import { DURATION_EXPECTED, parseDuration } from '../../../core/drills/quantities.ts'

export interface FaultField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'choice' | 'switch' | 'pairs'
  readonly required: boolean
  /** As it is first shown. */
  readonly initial: string
  /** What is expected, for people. */
  readonly hint: string
  readonly choices: readonly string[]
  readonly pattern: string | null
  readonly minimum: number | null
  readonly maximum: number | null
}

/** All values are texts as they were written; a switch is `true` or `false`. */
export type FieldValues = { readonly [name: string]: string }

/** How long it stands; beside the parameters, for every fault. */
export const FOR: FaultField = {
  name: 'for',
  kind: 'text',
  required: false,
  initial: '',
  hint: DURATION_EXPECTED,
  choices: [],
  pattern: null,
  minimum: null,
  maximum: null,
}

/** `known` are the choices for a parameter whose schema cannot list them, such as a release. */
export function faultFields(
  schema: ObjectSchema,
  known: { readonly [name: string]: readonly string[] } = {},
): readonly FaultField[] {
  return Object.entries(schema.properties).map(([name, property]) =>
    fieldOf(name, property, {
      required: schema.required?.includes(name) ?? false,
      known: known[name] ?? [],
    }),
  )
}

function fieldOf(
  name: string,
  schema: Schema,
  { required, known }: { readonly required: boolean; readonly known: readonly string[] },
): FaultField {
  const listed = 'type' in schema && schema.type === 'string' ? (schema.enum ?? known) : known
  const field = { ...FOR, name, required, hint: schema.description ?? '', choices: listed }
  const initial = 'default' in schema ? String(schema.default) : ''
  if (listed.length > 0) return { ...field, kind: 'choice', initial: initial || (listed[0] ?? '') }
  if (!('type' in schema)) return { ...field, initial, pattern: patternOf(schema) }
  switch (schema.type) {
    case 'boolean':
      return { ...field, kind: 'switch', initial: initial || 'false' }
    case 'integer':
    case 'number': {
      const { minimum = null, maximum = null } = schema
      return { ...field, kind: 'number', initial, minimum, maximum }
    }
    case 'object':
      return { ...field, kind: 'pairs', hint: 'names and values such as heartbeat: 20ms' }
    default:
      return { ...field, initial, pattern: patternOf(schema) }
  }
}

function patternOf(schema: Schema): string | null {
  if ('oneOf' in schema) return schema.oneOf.map(patternOf).find((found) => found !== null) ?? null
  return 'pattern' in schema ? (schema.pattern ?? null) : null
}

/** What is wrong with a value, as a sentence; null where nothing is. */
export function fieldProblem(field: FaultField, written: string): string | null {
  const value = written.trim()
  if (value === '') return field.required ? `Needed: ${field.hint || field.name}.` : null
  if (field.name === FOR.name && parseDuration(value) === null) return `Expected ${field.hint}.`
  if (field.pattern !== null && !new RegExp(field.pattern).test(value)) {
    return `Expected ${field.hint}.`
  }
  if (field.kind === 'number') return numberProblem(field, Number(value))
  if (field.kind === 'pairs' && readPairs(value) === null) return `Expected ${field.hint}.`
  return null
}

function numberProblem({ minimum, maximum }: FaultField, value: number): string | null {
  if (!Number.isInteger(value)) return 'Expected a whole number.'
  if (minimum !== null && value < minimum) return `Expected at least ${minimum}.`
  if (maximum !== null && value > maximum) return `Expected at most ${maximum}.`
  return null
}

/** One entry of a schedule, without its time. Only what was written is in it. */
export function faultEntry(
  kind: string,
  target: string | readonly string[] | null,
  fields: readonly FaultField[],
  values: FieldValues,
): { readonly [name: string]: unknown } {
  const entry: { [name: string]: unknown } = { kind }
  if (target !== null) entry['target'] = target
  for (const field of fields) {
    const value = (values[field.name] ?? '').trim()
    if (value !== '') entry[field.name] = valueOf(field, value)
  }
  return entry
}

function valueOf({ kind }: FaultField, value: string): unknown {
  switch (kind) {
    case 'number':
      return Number(value)
    case 'switch':
      return value === 'true'
    case 'pairs':
      return readPairs(value)
    default:
      return value
  }
}

/** `heartbeat: 20ms, pre-vote: false`; null for what is not that. */
function readPairs(text: string): { readonly [name: string]: unknown } | null {
  const pairs: { [name: string]: unknown } = {}
  for (const part of text.split(',')) {
    const match = /^\s*([a-z][a-z-]*)\s*:\s*(\S.*?)\s*$/.exec(part)
    if (match === null) return null
    const [, name = '', value = ''] = match
    if (value === 'true' || value === 'false') pairs[name] = value === 'true'
    else pairs[name] = /^-?[0-9]+$/.test(value) ? Number(value) : value
  }
  return pairs
}
