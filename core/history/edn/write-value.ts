/**
 * Plain data as EDN (edn-format.org), so that `plainValue` gives the same data back: keys of maps
 * are strings, since not every key can be a keyword. What is spelled like a keyword (`:timed-out`)
 * or like a tagged value (`{'#inst': ...}`) is written as what it was.
 */

const ESCAPES: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
/** What must be escaped, and halves of characters, which no UTF-8 can hold. */
const UNSAFE = /["\\\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/gu

const KEYWORD = /^:[A-Za-z][A-Za-z0-9_?!*<>=.-]*$/
const TAG = /^#[A-Za-z][A-Za-z0-9_.-]*(?:\/[A-Za-z][A-Za-z0-9_.-]*)?$/

export function ednText(value: unknown): string {
  if (value === null || value === undefined) return 'nil'
  if (typeof value === 'string') return KEYWORD.test(value) ? value : ednString(value)
  if (typeof value === 'number') return ednNumber(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(ednText).join(' ')}]`
  const pairs = Object.entries(value)
  const [first] = pairs
  if (pairs.length === 1 && first !== undefined && TAG.test(first[0])) {
    return `${first[0]} ${ednText(first[1])}`
  }
  const entries = pairs.map(([key, held]) => `${ednString(key)} ${ednText(held)}`)
  return `{${entries.join(', ')}}`
}

/** A keyword where the word can be one, and a string otherwise. */
export function ednKeyword(word: string): string {
  return KEYWORD.test(`:${word}`) ? `:${word}` : ednString(word)
}

function ednString(text: string): string {
  return `"${text.replaceAll(UNSAFE, (character) => ESCAPES[character] ?? spelled(character))}"`
}

function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A whole number that is not exact is written with an exponent, which says that it is not. */
function ednNumber(value: number): string {
  if (Number.isNaN(value)) return 'nil'
  if (value === Infinity) return '1e999'
  if (value === -Infinity) return '-1e999'
  if (Object.is(value, -0)) return '-0'
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential()
  return String(value)
}
