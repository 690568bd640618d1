/**
 * What may be written at a place of a drill file, from its schema: keys that are not there yet,
 * kinds, words, examples. Where a choice depends on `kind`, the kind that is written decides. Pure.
 */
import type { ObjectSchema, Schema } from '../../../../core/base/json-schema.ts'
import { cursorPlace, type CursorPlace } from './cursor-place.ts'

export interface Completion {
  /** As the list shows it. */
  readonly label: string
  readonly insert: string
  /** Where the cursor is put afterwards, from the beginning of `insert`. */
  readonly cursor: number
  readonly type: 'key' | 'value'
  /** A word beside the label: `required`, `default`. */
  readonly detail: string
  /** A sentence; empty where there is none. */
  readonly description: string
}

export interface Completions {
  readonly from: number
  readonly to: number
  /** The most useful first. */
  readonly options: readonly Completion[]
}

/** Constants by which a choice between kinds is made; see `core/drills/schema.ts`. */
const TAGS = ['kind', 'probe']

/** Null where nothing can be said. */
export function completionsAt(
  schema: ObjectSchema,
  text: string,
  offset: number,
): Completions | null {
  const place = cursorPlace(text, offset)
  if (place === null) return null
  const schemas = schemasAt(schema, place)
  const options =
    place.at === 'key'
      ? keys(schemas, dataAt(place.data, place.path), place)
      : values(schemas, place)
  const { from, to } = place
  return options.length === 0 ? null : { from, to, options }
}

/** Every schema that may hold at the place, given what is written around it. */
function schemasAt(root: Schema, { path, data }: CursorPlace): readonly Schema[] {
  let schemas = branchesFor([root], data)
  for (const [depth, part] of path.entries()) {
    const inside = dataAt(data, path.slice(0, depth + 1))
    schemas = branchesFor(
      schemas.flatMap((schema) => partOf(schema, part)),
      inside,
    )
  }
  return schemas
}

function partOf(schema: Schema, part: string | number): readonly Schema[] {
  if (!('type' in schema)) return []
  if (schema.type === 'array') return typeof part === 'number' ? [schema.items] : []
  if (schema.type !== 'object' || typeof part === 'number') return []
  const property = Object.hasOwn(schema.properties, part) ? schema.properties[part] : undefined
  return property === undefined ? [] : [property]
}

/** Without choices: their branches stand for them, only the chosen one where one is chosen. */
function branchesFor(schemas: readonly Schema[], data: unknown): readonly Schema[] {
  return schemas.flatMap((schema) => {
    if (!('oneOf' in schema)) return [schema]
    const chosen = schema.oneOf.filter((branch) => isChosen(branch, data))
    const open = chosen.length > 0 ? chosen : schema.oneOf
    const { examples = [] } = schema
    // The examples of a choice are those of none of its branches.
    const shown: readonly Schema[] = examples.length > 0 ? [{ type: 'string', examples }] : []
    return [...shown, ...branchesFor(open, data)]
  })
}

function isChosen(branch: Schema, data: unknown): boolean {
  if (!isObject(branch) || typeof data !== 'object' || data === null) return false
  return TAGS.some((tag) => {
    const property = branch.properties[tag]
    const value = (data as { readonly [key: string]: unknown })[tag]
    return property !== undefined && 'const' in property && property.const === value
  })
}

function keys(schemas: readonly Schema[], data: unknown, place: CursorPlace): Completion[] {
  const objects = schemas.filter(isObject)
  const present = typeof data === 'object' && data !== null ? Object.keys(data) : []
  const undecided = objects.length > 1 && objects.every((each) => tagOf(each) !== undefined)
  const found = new Map<string, Completion>()
  for (const { properties, required = [] } of objects) {
    for (const [name, property] of Object.entries(properties)) {
      // Which others there are depends on the kind: it comes first.
      if (present.includes(name) || found.has(name)) continue
      if (undecided && !TAGS.includes(name)) continue
      found.set(name, keyOption(name, property, required.includes(name), place))
    }
  }
  const options = [...found.values()]
  const isRequired = ({ detail }: Completion): boolean => detail === 'required'
  return [...options.filter(isRequired), ...options.filter((option) => !isRequired(option))]
}

function keyOption(
  name: string,
  schema: Schema,
  required: boolean,
  { hasColon }: CursorPlace,
): Completion {
  const insert = hasColon ? name : `${name}: `
  const tag = TAGS.includes(name)
  return {
    label: name,
    insert,
    cursor: insert.length,
    type: 'key',
    detail: required ? 'required' : '',
    description: tag ? '' : (schema.description ?? ''),
  }
}

function values(schemas: readonly Schema[], place: CursorPlace): Completion[] {
  const found = new Map<string, Completion>()
  for (const option of schemas.flatMap((schema) => valueOptions(schema, place))) {
    if (!found.has(option.label)) found.set(option.label, option)
  }
  const options = [...found.values()]
  const objects = schemas.filter(isObject)
  if (place.inline) return [...options, ...objects.flatMap(inBraces)]
  const inside = keys(objects, null, place)
  const items = schemas.flatMap((schema) => itemOptions(schema, place))
  return [...options, ...inside, ...items]
}

function valueOptions(schema: Schema, place: CursorPlace): readonly Completion[] {
  if ('const' in schema) return [valueOption(String(schema.const), schema.description ?? '')]
  if (!('type' in schema)) return []
  const ordinary = 'default' in schema ? schema.default : undefined
  const words = [
    ...(schema.type === 'string' ? (schema.enum ?? []) : []),
    ...(schema.type === 'boolean' ? ['true', 'false'] : []),
    ...(ordinary === undefined ? [] : [String(ordinary)]),
    ...(schema.examples ?? []),
  ]
  const given = schema.type === 'string' && schema.enum !== undefined ? alreadyIn(place) : []
  return words
    .filter((word) => !given.includes(word))
    .map((word) => valueOption(word, '', word === String(ordinary) ? 'default' : ''))
}

/** The other members of the list that the value stands in. */
function alreadyIn({ data, path }: CursorPlace): readonly unknown[] {
  if (typeof path.at(-1) !== 'number') return []
  const list = dataAt(data, path.slice(0, -1))
  return Array.isArray(list) ? (list as readonly unknown[]) : []
}

function valueOption(word: string, description: string, detail = ''): Completion {
  const needsQuotes = /^[^{[].*[,:] /.test(word)
  const insert = needsQuotes ? `'${word}'` : word
  return { label: word, insert, cursor: insert.length, type: 'value', detail, description }
}

/** A map on the line of its key: `{ kind: kill }`, the cursor before the brace. */
function inBraces(schema: ObjectSchema): readonly Completion[] {
  const tag = tagOf(schema)
  if (tag === undefined) return []
  const property = schema.properties[tag]
  if (property === undefined || !('const' in property)) return []
  const insert = `{ ${tag}: ${String(property.const)} }`
  const description = property.description ?? ''
  const cursor = insert.length - ' }'.length
  return [{ label: insert, insert, cursor, type: 'value', detail: '', description }]
}

/** The first member of a list on a line of its own. */
function itemOptions(schema: Schema, place: CursorPlace): readonly Completion[] {
  if (!('type' in schema) || schema.type !== 'array') return []
  const items = branchesFor([schema.items], undefined)
  const objects = items.filter(isObject)
  const inside = [
    ...items.flatMap((item) => valueOptions(item, place)),
    ...keys(objects, null, place),
  ]
  return inside.map((option) => ({
    ...option,
    label: `- ${option.label}`,
    insert: `- ${option.insert}`,
    cursor: option.cursor + '- '.length,
  }))
}

function tagOf({ properties }: ObjectSchema): string | undefined {
  return TAGS.find((tag) => {
    const property = properties[tag]
    return property !== undefined && 'const' in property
  })
}

function isObject(schema: Schema): schema is ObjectSchema {
  return 'type' in schema && schema.type === 'object'
}

function dataAt(data: unknown, path: readonly (string | number)[]): unknown {
  let inside = data
  for (const part of path) {
    if (typeof inside !== 'object' || inside === null) return undefined
    inside = (inside as { readonly [key: string | number]: unknown })[part]
  }
  return inside
}
