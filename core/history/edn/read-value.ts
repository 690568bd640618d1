/**
 * Reads one EDN value from a text, or says that the text ends before the value does: what comes
 * next may then be appended and the value read again.
 *
 * It reads whatever Clojure prints: metadata is passed over, and objects that nobody can read back
 * (`#object[...]`, `#<...>`, patterns, vars) are kept as words. It reads values and refuses
 * programs. Depth is bounded, so that a hostile file cannot exhaust the stack.
 *
 * Source: the EDN format, edn-format.org.
 */
import { detached } from '../detached.ts'
import { problem, type EdnRead } from './edn-read.ts'
import { readString } from './read-string.ts'
import { readCharacter, readWord, wordEnd } from './read-word.ts'
import type { EdnValue } from './value.ts'

const DEPTH_MAX = 200
const CLOSERS: { readonly [opener: string]: string } = { '[': ']', '(': ')', '{': '}' }

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
      return readMap(text, at + 1, undefined, final, depth)
    case '[':
    case '(':
      return readSequence(text, at, first, final, depth)
    case '"':
      return readString(text, at)
    case '#':
      return readDispatch(text, at, final, depth)
    case '^':
      return readAfter(text, at + 1, final, depth)
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

function readSequence(
  text: string,
  from: number,
  opener: '[' | '(',
  final: boolean,
  depth: number,
): EdnRead {
  const read = readItems(text, from + 1, CLOSERS[opener] as string, final, depth)
  if (read.kind !== 'items') return read
  const { items, end } = read
  return { kind: 'value', value: { kind: opener === '[' ? 'vector' : 'list', items }, end }
}

/** `space`: the namespace that all keys belong to which name none. */
function readMap(
  text: string,
  from: number,
  space: string | undefined,
  final: boolean,
  depth: number,
): EdnRead {
  const read = readItems(text, from, '}', final, depth)
  if (read.kind !== 'items') return read
  const { items, end } = read
  if (items.length % 2 === 1) return problem(end - 1, 'a key has no value', 'pairs in a map')
  const entries: (readonly [EdnValue, EdnValue])[] = []
  for (let index = 0; index < items.length; index += 2) {
    const key = items[index] as EdnValue
    entries.push([space === undefined ? key : inSpace(key, space), items[index + 1] as EdnValue])
  }
  return { kind: 'value', value: { kind: 'map', entries }, end }
}

function inSpace(key: EdnValue, space: string): EdnValue {
  if (typeof key !== 'object' || key === null || key.kind !== 'keyword') return key
  return key.text.includes('/') ? key : { kind: 'keyword', text: `${space}/${key.text}` }
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

/** The value behind another one, which is only read: metadata, or what is discarded. */
function readAfter(text: string, from: number, final: boolean, depth: number): EdnRead {
  const passed = readValue(text, from, final, depth + 1)
  return passed.kind === 'value' ? readValue(text, passed.end, final, depth + 1) : passed
}

/** What begins with `#`. */
function readDispatch(text: string, from: number, final: boolean, depth: number): EdnRead {
  const next = text[from + 1]
  switch (next) {
    case undefined:
      return { kind: 'incomplete' }
    case '{': {
      const read = readItems(text, from + 2, '}', final, depth)
      if (read.kind !== 'items') return read
      return { kind: 'value', value: { kind: 'set', items: read.items }, end: read.end }
    }
    case '_':
      return readAfter(text, from + 2, final, depth)
    case '^':
      return readAfter(text, from + 2, final, depth)
    case ':':
      return readNamespaced(text, from, final, depth)
    case '#':
    case "'":
      return readUnreadable(text, from, wordEnd(text, from + 2), final)
    case '"': {
      const quote = /[^\\](?:\\\\)*"/g
      quote.lastIndex = from + 1
      return readUnreadable(text, from, quote.exec(text) ? quote.lastIndex : Infinity, true)
    }
    case '<':
      return readUnreadable(text, from, objectEnd(text, from + 1), true)
    default:
      return readTagged(text, from, final, depth)
  }
}

function readTagged(text: string, from: number, final: boolean, depth: number): EdnRead {
  if (!/[A-Za-z]/.test(text[from + 1] as string)) {
    return problem(from, `"#${text[from + 1]}"`, 'a tag, a set or a discard')
  }
  const end = wordEnd(text, from + 1)
  if (end >= text.length) return { kind: 'incomplete' }
  const read = readValue(text, end, final, depth + 1)
  if (read.kind !== 'value') return read
  const tag = detached(text.slice(from + 1, end))
  return { kind: 'value', value: { kind: 'tagged', tag, value: read.value }, end: read.end }
}

/** A map whose keys share a namespace: `#:jepsen{:process 0}`. */
function readNamespaced(text: string, from: number, final: boolean, depth: number): EdnRead {
  const end = wordEnd(text, from + 2)
  const at = skipBlank(text, end)
  if (at >= text.length) return { kind: 'incomplete' }
  if (text[at] !== '{') return problem(at, 'a namespace without a map', 'a map')
  const space = detached(text.slice(from + 2, end).replace(/^:/, ''))
  return readMap(text, at + 1, space, final, depth)
}

/** What is no value but has an end, kept as the word that it is. */
function readUnreadable(text: string, from: number, end: number, final: boolean): EdnRead {
  if (end > text.length || (end === text.length && !final)) return { kind: 'incomplete' }
  const word = detached(text.slice(from, end))
  return { kind: 'value', value: { kind: 'symbol', text: word }, end }
}

/** Where an object that begins with `<` at `from` is over: at the `>` that belongs to it. */
function objectEnd(text: string, from: number): number {
  let open = 0
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (letter === '<') open++
    if (letter === '>' && text[at - 1] !== '-' && --open === 0) return at + 1
  }
  return Infinity
}
