/** Reads a string of EDN, with the escapes of Clojure. */
import { detached } from '../detached.ts'
import { problem, type EdnRead } from './edn-read.ts'

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
}

/** The string whose first quote is at `from`. */
export function readString(text: string, from: number): EdnRead {
  let value = ''
  let at = from + 1
  let start = at
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      return { kind: 'value', value: detached(value + text.slice(start, at)), end: at + 1 }
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
      const escaped = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
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
