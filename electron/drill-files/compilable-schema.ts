/**
 * Our schemas as a validator takes them best. A choice between tagged objects is marked as such, so
 * that only the chosen one is checked and spoken of. A choice that is used at many places, such as
 * that of the faults, is compiled once: all of them in each place would take a second.
 */
import type { ObjectSchema, Schema } from '../../core/base/json-schema.ts'

/** Constants by which a choice between kinds is made; see `core/drills/schema.ts`. */
const TAGS = ['kind', 'probe']

export function compilable(schema: ObjectSchema): object {
  const choices = new Map<Schema, string>()
  const definitions: { [name: string]: object } = {}

  const referred = (schema: Schema & { readonly oneOf: readonly Schema[] }): object => {
    let name = choices.get(schema)
    if (name === undefined) {
      name = `choice-${choices.size + 1}`
      choices.set(schema, name)
      definitions[name] = choice(schema)
    }
    const { description } = schema
    return { $ref: `#/$defs/${name}`, ...(description === undefined ? {} : { description }) }
  }

  const choice = (schema: Schema & { readonly oneOf: readonly Schema[] }): object => {
    const branches = schema.oneOf.map(placed)
    const tag = TAGS.find((name) => schema.oneOf.every((branch) => isTagged(branch, name)))
    const marks = tag === undefined ? {} : { type: 'object', discriminator: { propertyName: tag } }
    return { ...schema, ...marks, oneOf: branches }
  }

  const placed = (schema: Schema): object => {
    if ('oneOf' in schema) return referred(schema)
    if ('type' in schema && schema.type === 'object') {
      const properties = Object.entries(schema.properties).map(([name, property]) => [
        name,
        placed(property),
      ])
      return { ...schema, properties: Object.fromEntries(properties) }
    }
    if ('type' in schema && schema.type === 'array') {
      return { ...schema, items: placed(schema.items) }
    }
    return schema
  }

  return { ...placed(schema), $defs: definitions }
}

function isTagged(schema: Schema, tag: string): boolean {
  if (!('type' in schema) || schema.type !== 'object') return false
  const property = schema.properties[tag]
  return property !== undefined && 'const' in property
}
