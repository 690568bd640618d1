/**
 * Validates plain data against a drill's schema and says what is wrong in our own words: one
 * problem for each mistake, about the kind that was chosen, with the word that was probably
 * meant.
 */
import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { ObjectSchema } from '../../core/base/json-schema.ts'
import { told } from '../../core/drills/parameters.ts'
import { didYouMean, oneOf, type Path, type Problem } from '../../core/drills/problem.ts'
import { compilable } from './compilable-schema.ts'

export type Validate = (data: unknown) => readonly Problem[]

/** Compiles once; the result may be called often. */
export function compileSchema(schema: ObjectSchema): Validate {
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    verbose: true,
    strict: false,
    inlineRefs: false,
  })
  const validate = ajv.compile(compilable(schema))
  return (data) => (validate(data) ? [] : problemsOf(validate))
}

function problemsOf(validate: ValidateFunction): readonly Problem[] {
  const errors = validate.errors ?? []
  const choices = errors
    .filter(({ keyword }) => keyword === 'oneOf')
    .map((error) => error.schemaPath)
  const chosen = errors.filter(
    ({ schemaPath }) => !choices.some((choice) => schemaPath.startsWith(`${choice}/`)),
  )
  return chosen.map(problemOf)
}

function problemOf(error: ErrorObject): Problem {
  const path = pathOf(error.instancePath)
  const parent = (error.parentSchema ?? {}) as {
    readonly description?: string
    readonly properties?: { readonly [name: string]: { readonly description?: string } }
    readonly oneOf?: readonly object[]
  }
  const described = parent.description ?? ''
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty'])
      const known = Object.keys(parent.properties ?? {})
      const message = `unknown key "${key}"${didYouMean(key, known)}`
      return { path: [...path, key], atKey: true, message, expected: oneOf(known) }
    }
    case 'required': {
      const key = String(error.params['missingProperty'])
      const expected = parent.properties?.[key]?.description ?? `the key "${key}"`
      return { path, message: `"${key}" is missing`, expected }
    }
    case 'discriminator':
      return unknownKind(error, path, parent.oneOf ?? [])
    case 'enum': {
      const known = (error.params['allowedValues'] as readonly unknown[]).map(String)
      const word = String(error.data)
      const message = `${nounOf(path)} ${told(error.data)} is not known${didYouMean(word, known)}`
      return { path, message, expected: oneOf(known) }
    }
    case 'type': {
      const type = String(error.params['type'])
      const expected = described === '' ? (TYPES[type] ?? type) : described
      return { path, message: `${told(error.data)} does not fit here`, expected }
    }
    default: {
      const expected =
        described === '' ? (error.message ?? '').replace(/^must /, 'it to ') : described
      const fit = isLimit(error.keyword) ? `, which ${limitOf(error)}` : ''
      return { path, message: `${told(error.data)} does not fit here${fit}`, expected }
    }
  }
}

const TYPES: { readonly [type: string]: string } = {
  object: 'a mapping with keys',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function unknownKind(error: ErrorObject, path: Path, branches: readonly object[]): Problem {
  const tag = String(error.params['tag'])
  const known = branches.map((branch) => {
    const { properties } = branch as { readonly properties: { readonly [name: string]: object } }
    return String((properties[tag] as { readonly const: unknown }).const)
  })
  const noun = tag === 'probe' ? 'probe' : nounOf(path)
  const value: unknown = error.params['tagValue']
  if (value === undefined) {
    const message = `"${tag}" is missing: which ${noun}?`
    return { path, message, expected: oneOf(known) }
  }
  const message = `unknown ${noun} ${told(value)}${didYouMean(String(value), known)}`
  return { path: [...path, tag], message, expected: oneOf(known) }
}

/** What stands at the path: the last key, in the singular for members of a list. */
function nounOf(path: Path): string {
  const last = path.findLast((part) => typeof part === 'string') ?? 'drill'
  return typeof path.at(-1) === 'number' ? last.replace(/s$/, '') : last
}

function isLimit(keyword: string): boolean {
  return ['minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength'].includes(keyword)
}

function limitOf(error: ErrorObject): string {
  const limit = String(error.params['limit'])
  return error.keyword.startsWith('min') ? `must be at least ${limit}` : `must be at most ${limit}`
}

/** From a JSON pointer; what looks like an index is one. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9][0-9]*)$/.test(part) ? Number(part) : part))
}
