/**
 * Reads one EDN value from a text, or says that the text ends before the value does: what comes
 * next may then be appended and the value read again.
 *
 * It reads values and refuses programs: no reader macros but tags, sets and discards. Depth is
 * bounded, so that a hostile file cannot exhaust the stack.
 *
 * Source: the EDN format, edn-format.org.
 */
import type { EdnValue } from './value.ts'

export type EdnRead =
  | { readonly kind: 'value'; readonly value: EdnValue; readonly end: number }
  | { readonly kind: 'incomplete' }
  | EdnProblem

export interface EdnProblem {
  readonly kind: 'problem'
  /** Place in the text, from 0. */
  readonly at: number
  readonly message: string
  readonly expected: string
}

const DEPTH_MAX = 200
const CLOSERS: { readonly [opener: string]: string } = { '[': ']', '(': ')', '{': '}' }
const WORD_END = /[\s,;"[\](){}]/g

/** Where the next value begins: past white space, commas and comments. `text.length` if none. */
export function skipBlank(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 59) {
      const lineEnd = text.indexOf('\n', at)
      if (lineEnd < 0) return text.length
      at = lineEnd + 1
    } else if (code <= 32 || code === 44 || code === 0xfeff || code === 0xa0) {
      at++
    } else {
      return at
    }
  }
  return at
}

/**
 * Reads the value at `from`. With `final`, nothing will follow the text, so a word may end with
 * it; without, a word that touches the end is `incomplete`.
 */
export function readValue(text: string, from: number, final: boolean, depth = 0): EdnRead {
  const at = skipBlank(text, from)
  if (at >= text.length) return { kind: 'incomplete' }
  if (depth > DEPTH_MAX) return problem(at, `nested deeper than ${DEPTH_MAX}`, 'plain data')
  const first = text[at] as string
  switch (first) {
    case '{':
    case '[':
    case '(':
      return readCollection(text, at, first, final, depth)
    case '"':
      return readString(text, at)
    case '#':
      return readDispatch(text, at, final, depth)
    case ']':
    case ')':
    case '}':
      return problem(at, `"${first}" closes nothing`, 'a value')
    case '\\':
      return readCharacter(text, at, final)
    default:
      return readWord(text, at, final)
  }
}

function readCollection(
  text: string,
  from: number,
  opener: string,
  final: boolean,
  depth: number,
): EdnRead {
  const read = readItems(text, from + 1, CLOSERS[opener] as string, final, depth)
  if (read.kind !== 'items') return read
  const { items, end } = read
  if (opener === '[') return { kind: 'value', value: { kind: 'vector', items }, end }
  if (opener === '(') return { kind: 'value', value: { kind: 'list', items }, end }
  if (items.length % 2 === 1) return problem(end - 1, 'a key has no value', 'pairs in a map')
  const entries: (readonly [EdnValue, EdnValue])[] = []
  for (let index = 0; index < items.length; index += 2) {
    entries.push([items[index] as EdnValue, items[index + 1] as EdnValue])
  }
  return { kind: 'value', value: { kind: 'map', entries }, end }
}

type ItemsRead =
  | { readonly kind: 'items'; readonly items: readonly EdnValue[]; readonly end: number }
  | Exclude<EdnRead, { readonly kind: 'value' }>

/** Everything up to `closer`, which belongs to it. */
function readItems(
  text: string,
  from: number,
  closer: string,
  final: boolean,
  depth: number,
): ItemsRead {
  const items: EdnValue[] = []
  let at = from
  for (;;) {
    at = skipBlank(text, at)
    if (at >= text.length) return { kind: 'incomplete' }
    if (text[at] === closer) return { kind: 'items', items, end: at + 1 }
    const discarded = text.startsWith('#_', at)
    const read = readValue(text, discarded ? at + 2 : at, final, depth + 1)
    if (read.kind !== 'value') return read
    if (!discarded) items.push(read.value)
    at = read.end
  }
}

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
}

function readString(text: string, from: number): EdnRead {
  let value = ''
  let at = from + 1
  let start = at
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      return { kind: 'value', value: value + text.slice(start, at), end: at + 1 }
    }
    if (code !== 92) continue
    value += text.slice(start, at)
    const letter = text[at + 1]
    if (letter === undefined) return { kind: 'incomplete' }
    if (letter === 'u') {
      const digits = text.slice(at + 2, at + 6)
      if (digits.length < 4) return { kind: 'incomplete' }
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        return problem(at, `"\\u${digits}" in a string`, 'four hexadecimal digits')
      }
      value += String.fromCharCode(parseInt(digits, 16))
      at += 5
    } else {
      const escaped = ESCAPES[letter]
      if (escaped === undefined) {
        return problem(at, `"\\${letter}" in a string`, 'one of \\n \\t \\r \\b \\f \\" \\\\ \\u')
      }
      value += escaped
      at += 1
    }
    start = at + 1
  }
  return { kind: 'incomplete' }
}

/** What begins with `#`: a set, a discarded value, or a tag with its value. */
function readDispatch(text: string, from: number, final: boolean, depth: number): EdnRead {
  const next = text[from + 1]
  if (next === undefined) return { kind: 'incomplete' }
  if (next === '{') {
    const read = readItems(text, from + 2, '}', final, depth)
    if (read.kind !== 'items') return read
    return { kind: 'value', value: { kind: 'set', items: read.items }, end: read.end }
  }
  if (next === '_') {
    const discarded = readValue(text, from + 2, final, depth + 1)
    return discarded.kind === 'value' ? readValue(text, discarded.end, final, depth) : discarded
  }
  if (!/[A-Za-z]/.test(next)) return problem(from, `"#${next}"`, 'a tag, a set or a discard')
  const end = wordEnd(text, from + 1)
  if (end >= text.length) return { kind: 'incomplete' }
  const read = readValue(text, end, final, depth + 1)
  if (read.kind !== 'value') return read
  const tag = text.slice(from + 1, end)
  return { kind: 'value', value: { kind: 'tagged', tag, value: read.value }, end: read.end }
}

function readCharacter(text: string, from: number, final: boolean): EdnRead {
  if (from + 1 >= text.length) return { kind: 'incomplete' }
  const end = Math.max(wordEnd(text, from + 1), from + 2)
  if (end >= text.length && !final) return { kind: 'incomplete' }
  return { kind: 'value', value: { kind: 'character', text: text.slice(from + 1, end) }, end }
}

function readWord(text: string, from: number, final: boolean): EdnRead {
  const end = wordEnd(text, from)
  if (end >= text.length && !final) return { kind: 'incomplete' }
  const word = text.slice(from, end)
  if (word === 'nil') return { kind: 'value', value: null, end }
  if (word === 'true') return { kind: 'value', value: true, end }
  if (word === 'false') return { kind: 'value', value: false, end }
  if (word.startsWith(':')) {
    if (word.length === 1) return problem(from, 'a colon alone', 'a keyword such as :read')
    return { kind: 'value', value: { kind: 'keyword', text: word.slice(1) }, end }
  }
  if (!/^[-+]?\d/.test(word)) {
    return { kind: 'value', value: { kind: 'symbol', text: word }, end }
  }
  if (!/^[-+]?\d+(?:N|M|\/\d+|(?:\.\d*)?(?:[eE][-+]?\d+)?M?)?$/.test(word)) {
    return problem(from, `${JSON.stringify(word.slice(0, 40))} is no number`, 'a number')
  }
  const digits = word.replace(/[NM]$/, '')
  const value = Number(digits)
  const exact = !digits.includes('/') && (!/^[-+]?\d+$/.test(digits) || Number.isSafeInteger(value))
  if (exact) return { kind: 'value', value, end }
  return { kind: 'value', value: { kind: 'big-number', text: digits }, end }
}

function wordEnd(text: string, from: number): number {
  WORD_END.lastIndex = from
  return WORD_END.exec(text)?.index ?? text.length
}

function problem(at: number, message: string, expected: string): EdnProblem {
  return { kind: 'problem', at, message, expected }
}
