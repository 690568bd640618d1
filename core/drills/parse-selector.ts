/**
 * The target of a fault as a file writes it: a word (`leader`), names (`[n1, n2]`), a count
 * (`random: 2`), a zone (`zone: a`), a link (`n1 -> n2`, `leader <-> followers`), groups, or a
 * list of several (`[leader, c1]`).
 */
import { assert } from '../base/assert.ts'
import type { Schema } from '../base/json-schema.ts'
import type { Selector } from './drill.ts'
import { told } from './parameters.ts'
import { didYouMean } from './problem.ts'
import type { Path, Problem } from './problem.ts'

const WORDS = ['leader', 'followers', 'minority', 'majority', 'all', 'random', 'clients'] as const

export const TARGET_EXPECTED =
  'a target: leader, followers, minority, majority, all, random, clients, names such as n1, ' +
  '[leader, c1], {random: 2}, {followers: 1}, {zone: a}, {groups: [n1, [n2, n3]]}, ' +
  'or a link such as n1 -> n2 or leader <-> followers'

const word: Schema = { type: 'string', minLength: 1, maxLength: 200 }
const counted = (key: string): Schema => ({
  type: 'object',
  properties: { [key]: { type: 'integer', minimum: 1, maximum: 100 } },
  required: [key],
  additionalProperties: false,
})
const zone: Schema = {
  type: 'object',
  properties: { zone: word },
  required: ['zone'],
  additionalProperties: false,
}
const single: Schema = { oneOf: [word, counted('random'), counted('followers'), zone] }
const list: Schema = { type: 'array', items: single, minItems: 1, maxItems: 100 }
const groups: Schema = {
  type: 'object',
  properties: {
    groups: { type: 'array', items: { oneOf: [word, list] }, minItems: 1, maxItems: 100 },
  },
  required: ['groups'],
  additionalProperties: false,
}

export const TARGET: Schema = {
  oneOf: [word, counted('random'), counted('followers'), zone, list, groups],
  description: TARGET_EXPECTED,
  examples: [
    ...WORDS,
    'n1',
    '{ random: 2 }',
    '{ followers: 1 }',
    'n1 -> n2',
    'leader <-> followers',
  ],
}

export type ParsedSelector =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly problem: Problem }

/** `data` has the shape of `TARGET`. */
export function parseSelector(data: unknown, path: Path): ParsedSelector {
  if (typeof data === 'string') return parseText(data, path)
  if (Array.isArray(data)) return parseList(data, path)
  assert(typeof data === 'object' && data !== null, 'a target that its schema should have refused')
  const object = data as { readonly [key: string]: unknown }
  if (typeof object['random'] === 'number')
    return parsed({ type: 'random', count: object['random'] })
  if (typeof object['followers'] === 'number') {
    return parsed({ type: 'followers', count: object['followers'] })
  }
  if (typeof object['zone'] === 'string') return parsed({ type: 'zone', zone: object['zone'] })
  const selectors: Selector[] = []
  for (const [index, group] of (object['groups'] as readonly unknown[]).entries()) {
    const part = parseSelector(group, [...path, 'groups', index])
    if (!part.ok) return part
    selectors.push(part.selector)
  }
  return parsed({ type: 'groups', groups: selectors })
}

function parseList(items: readonly unknown[], path: Path): ParsedSelector {
  const selectors: Selector[] = []
  for (const [index, item] of items.entries()) {
    const part = parseSelector(item, [...path, index])
    if (!part.ok) return part
    if (part.selector.type === 'link' && items.length > 1) {
      return refused([...path, index], 'a link cannot stand in a list', TARGET_EXPECTED)
    }
    selectors.push(part.selector)
  }
  return parsed(joined(selectors))
}

function parseText(text: string, path: Path): ParsedSelector {
  const ends = text.split(/(<?->)/)
  if (ends.length === 1) return parseMachines(text, path)
  const [left, arrow, right, ...more] = ends
  if (more.length > 0) return refused(path, `${told(text)} has two arrows`, TARGET_EXPECTED)
  const from = parseMachines(left ?? '', path)
  if (!from.ok) return from
  const to = parseMachines(right ?? '', path)
  if (!to.ok) return to
  return parsed({ type: 'link', from: from.selector, to: to.selector, both: arrow === '<->' })
}

/** Words and names, divided by commas. */
function parseMachines(text: string, path: Path): ParsedSelector {
  const selectors: Selector[] = []
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const known = WORDS.find((candidate) => candidate === part)
    if (known !== undefined) {
      selectors.push({ type: known })
    } else if (/^[nc][1-9][0-9]{0,3}$/.test(part)) {
      selectors.push({ type: 'names', names: [part] })
    } else {
      const message = `${told(part)} names no target${didYouMean(part, WORDS)}`
      return refused(path, message, TARGET_EXPECTED)
    }
  }
  return parsed(joined(selectors))
}

/** One selector of several: names together, anything else side by side. */
function joined(selectors: readonly Selector[]): Selector {
  const [first] = selectors
  if (selectors.length === 1 && first !== undefined) return first
  const names: string[] = []
  for (const selector of selectors) {
    if (selector.type !== 'names') return { type: 'with', selectors }
    names.push(...selector.names)
  }
  return { type: 'names', names }
}

function parsed(selector: Selector): ParsedSelector {
  return { ok: true, selector }
}

function refused(path: Path, message: string, expected: string): ParsedSelector {
  return { ok: false, problem: { path, message, expected } }
}
