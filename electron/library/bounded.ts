/**
 * A copy of plain data that is small enough to be shown, whatever a file holds: long texts and
 * lists are cut, deep nesting ends, figures that are none are absent. What is cut says so where it
 * is text. The numbers are far above what Faultline writes itself.
 */

export const SHOWN_TEXT_MAX = 16_384
export const SHOWN_ITEMS_MAX = 10_000
const DEPTH_MAX = 24
/** Characters of all texts together; beyond, every text is cut to a few words. */
const TEXT_BUDGET = 4_000_000
const SPENT_TEXT_MAX = 64
/** Values of all kinds together; beyond, lists and objects are empty. */
const VALUES_MAX = 200_000

export function bounded<Data>(data: Data): Data {
  return cut(data, 0, { text: TEXT_BUDGET, values: VALUES_MAX }) as Data
}

interface Budget {
  text: number
  values: number
}

function cut(data: unknown, depth: number, budget: Budget): unknown {
  budget.values--
  if (typeof data === 'string') {
    const shown = boundedText(data, budget.text > 0 ? SHOWN_TEXT_MAX : SPENT_TEXT_MAX)
    budget.text -= shown.length
    return shown
  }
  if (typeof data === 'number') return Number.isFinite(data) ? data : null
  if (typeof data !== 'object' || data === null) return data
  const spent = depth >= DEPTH_MAX || budget.values <= 0
  if (Array.isArray(data)) {
    const items = spent ? [] : data.slice(0, SHOWN_ITEMS_MAX)
    return items.map((item) => cut(item, depth + 1, budget))
  }
  const entries = spent ? [] : Object.entries(data).slice(0, SHOWN_ITEMS_MAX)
  return Object.fromEntries(
    entries.map(([key, value]) => [boundedText(key, 256), cut(value, depth + 1, budget)]),
  )
}

/** `text`, or its beginning and how much more there is. */
export function boundedText(text: string, maximum = SHOWN_TEXT_MAX): string {
  if (text.length <= maximum) return text
  return `${text.slice(0, maximum)}… (${text.length - maximum} more characters)`
}

/** SQLite keeps infinities in its columns; people are shown numbers. */
export function finite(value: number | null, otherwise = 0): number {
  return value !== null && Number.isFinite(value) ? value : otherwise
}
