/**
 * Targets and parameters as a drill file writes them: the way back from what was read, for lists
 * that people read. It is a text for one line, not a file.
 */
import type { ObjectSchema, Schema } from '../base/json-schema.ts'
import type { Ratio } from '../base/prng.ts'
import { unreachable } from '../base/assert.ts'
import type { Selector } from './drill.ts'
import { fileName } from './parameters.ts'
import { formatDuration } from './quantities.ts'

/** `leader`, `n1, n2`, `random: 2`, `n1 <-> n2`, `groups: [n1] [n2, n3]`. */
export function selectorText(selector: Selector): string {
  switch (selector.type) {
    case 'names':
      return selector.names.join(', ')
    case 'zone':
      return `zone: ${selector.zone}`
    case 'link': {
      const { from, to, both } = selector
      return `${selectorText(from)} ${both ? '<->' : '->'} ${selectorText(to)}`
    }
    case 'groups':
      return `groups: ${selector.groups.map((group) => `[${selectorText(group)}]`).join(' ')}`
    case 'with':
      return selector.selectors.map(selectorText).join(', ')
    case 'leader':
    case 'followers':
    case 'minority':
    case 'majority':
    case 'all':
    case 'random':
    case 'clients':
      return selector.count === undefined ? selector.type : `${selector.type}: ${selector.count}`
    default:
      return unreachable(selector, 'selector')
  }
}

/** `down-for: 2s, probability: 5%`; what a file cannot hold on a line is left out. */
export function parametersText(
  { properties }: ObjectSchema,
  values: { readonly [name: string]: unknown },
): string {
  const told: string[] = []
  for (const [name, schema] of Object.entries(properties)) {
    const text = valueText(name, schema, values[name])
    if (text !== null) told.push(`${fileName(name, schema)}: ${text}`)
  }
  return told.join(', ')
}

function valueText(name: string, schema: Schema, value: unknown): string | null {
  if (typeof value === 'number') {
    if (schema.quantity === 'bandwidth') return bandwidthText(value)
    // A name that lost its unit in the file has the unit in its value.
    return /[a-z]Ms$/.test(name) ? formatDuration(value) : String(value)
  }
  if (schema.quantity === 'ratio' && typeof value === 'object' && value !== null) {
    const { numerator, denominator } = value as Ratio
    return `${Math.round((numerator * 1e6) / denominator) / 1e4}%`
  }
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : null
}

function bandwidthText(bytesPerSecond: number): string {
  if (bytesPerSecond >= 1_000_000) return `${bytesPerSecond / 1_000_000}MB/s`
  return bytesPerSecond >= 1_000 ? `${bytesPerSecond / 1_000}kB/s` : `${bytesPerSecond}B/s`
}
