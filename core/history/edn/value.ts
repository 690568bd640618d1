/**
 * Values of EDN (edn-format.org), the data notation of Clojure, in the shape that the reader
 * gives them, and as plain data for histories.
 */
export type EdnValue = null | boolean | number | string | EdnWord | EdnSequence | EdnMap | EdnTagged

/** A keyword, a symbol, a character, or a number too big for ours: kept as it was written. */
export interface EdnWord {
  readonly kind: 'keyword' | 'symbol' | 'character' | 'big-number'
  /** Without the colon of a keyword or the backslash of a character. */
  readonly text: string
}

export interface EdnSequence {
  readonly kind: 'vector' | 'list' | 'set'
  readonly items: readonly EdnValue[]
}

export interface EdnMap {
  readonly kind: 'map'
  readonly entries: readonly (readonly [EdnValue, EdnValue])[]
}

export interface EdnTagged {
  readonly kind: 'tagged'
  readonly tag: string
  readonly value: EdnValue
}

/**
 * The same as plain data: sequences are arrays, and so are sets, in an order of their own, so that
 * equal sets are equal arrays; maps are objects, a keyword in value position keeps its colon
 * (`:timed-out`), and a tagged value its tag: `{'#inst': '2026-11-21'}`.
 */
export function plainValue(value: EdnValue): unknown {
  if (typeof value !== 'object' || value === null) return value
  switch (value.kind) {
    case 'keyword':
      return `:${value.text}`
    case 'symbol':
    case 'character':
    case 'big-number':
      return value.text
    case 'vector':
    case 'list':
      return value.items.map(plainValue)
    case 'set':
      return inOrder(value.items.map(plainValue))
    case 'map':
      return Object.fromEntries(value.entries.map(([k, v]) => [plainKey(k), plainValue(v)]))
    case 'tagged':
      return { [`#${value.tag}`]: plainValue(value.value) }
  }
}

function inOrder(items: readonly unknown[]): readonly unknown[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) ?? '' }))
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ item }) => item)
}

/** A map key as text: a keyword or a string by its name, anything else as JSON of its value. */
function plainKey(key: EdnValue): string {
  if (typeof key === 'string') return key
  if (typeof key === 'object' && key !== null && 'text' in key) return key.text
  return JSON.stringify(plainValue(key))
}
