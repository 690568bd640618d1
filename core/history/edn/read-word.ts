/**
 * Reads what EDN writes without brackets or quotes: words, numbers and characters. A number that
 * ours cannot hold exactly is kept as it was written.
 */
import { detached } from '../detached.ts'
import { standsFor } from '../exact-numbers.ts'
import { problem, type EdnProblem, type EdnRead } from './edn-read.ts'
import type { EdnValue } from './value.ts'

const WORD_END = /[\s,;"[\](){}]/g
const DECIMAL = /^[-+]?\d+(?:N|M|\/\d+|(?:\.\d*)?(?:[eE][-+]?\d+)?M?)?$/
const HEXADECIMAL = /^([-+]?)0[xX]([0-9a-fA-F]+)N?$/
const OF_BASE = /^([-+]?)(\d+)[rR]([0-9a-zA-Z]+)$/

/** Where the word at `from` is over. */
export function wordEnd(text: string, from: number): number {
  WORD_END.lastIndex = from
  return WORD_END.exec(text)?.index ?? text.length
}

/** The word at `from`; see `readValue` for `final`. */
export function readWord(text: string, from: number, final: boolean): EdnRead {
  const end = wordEnd(text, from)
  if (end >= text.length && !final) return { kind: 'incomplete' }
  if (text.charCodeAt(from) === COLON) {
    if (end === from + 1) return problem(from, 'a colon alone', 'a keyword such as :read')
    const keyword = detached(text.slice(from + 1, end))
    return { kind: 'value', value: { kind: 'keyword', text: keyword }, end }
  }
  const word = text.slice(from, end)
  const value = BY_WORD.get(word)
  if (value !== undefined) return { kind: 'value', value, end }
  if (!/^[-+]?\d/.test(word)) {
    return { kind: 'value', value: { kind: 'symbol', text: detached(word) }, end }
  }
  const number = readNumber(word, from)
  if (typeof number === 'object' && number !== null && number.kind === 'problem') return number
  return { kind: 'value', value: number, end }
}

const COLON = 58
const BY_WORD: ReadonlyMap<string, EdnValue> = new Map<string, EdnValue>([
  ['nil', null],
  ['true', true],
  ['false', false],
])

function readNumber(word: string, from: number): EdnValue | EdnProblem {
  if (word.length < 16 && /^\d+$/.test(word)) return Number(word)
  const based = HEXADECIMAL.exec(word) ?? OF_BASE.exec(word)
  if (based !== null) {
    const base = based.length === 3 ? 16 : Number(based[2])
    const value = base >= 2 && base <= 36 ? parseInt(based.at(-1) as string, base) : NaN
    const signed = based[1] === '-' ? -value : value
    return Number.isSafeInteger(signed) ? signed : { kind: 'big-number', text: detached(word) }
  }
  if (!DECIMAL.test(word)) {
    return problem(from, `${JSON.stringify(word.slice(0, 40))} is no number`, 'a number')
  }
  const digits = word.replace(/[NM]$/, '')
  const value = Number(digits)
  return isExact(word, digits, value) ? value : { kind: 'big-number', text: detached(digits) }
}

/** Decimals (`M`) of so many digits are never rounded; without `M` a number is a double anyway. */
const EXACT_DIGITS = 15

/** Whether `value` stands for the number `word` and for no other. */
function isExact(word: string, digits: string, value: number): boolean {
  if (word.includes('/')) return false
  if (/^[-+]?\d+$/.test(digits)) return standsFor(value, digits)
  if (!word.endsWith('M')) return true
  const significant = word.replace(/[eEM].*$/, '').replace(/^[-+0.]+|\./g, '')
  return significant.length <= EXACT_DIGITS
}

const CHARACTERS: { readonly [name: string]: string } = {
  newline: '\n',
  return: '\r',
  space: ' ',
  tab: '\t',
  backspace: '\b',
  formfeed: '\f',
}

/** The character whose backslash is at `from`. */
export function readCharacter(text: string, from: number, final: boolean): EdnRead {
  if (from + 1 >= text.length) return { kind: 'incomplete' }
  const end = Math.max(wordEnd(text, from + 1), from + 2)
  if (end >= text.length && !final) return { kind: 'incomplete' }
  const name = detached(text.slice(from + 1, end))
  const code = /^u([0-9a-fA-F]{4})$/.exec(name)?.[1]
  const spelled = code === undefined ? undefined : String.fromCharCode(parseInt(code, 16))
  const character = spelled ?? (Object.hasOwn(CHARACTERS, name) ? CHARACTERS[name] : undefined)
  return { kind: 'value', value: { kind: 'character', text: character ?? name }, end }
}
