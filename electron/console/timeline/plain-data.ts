/**
 * Decoded data as people are shown it: plain, and cut to a bound, for a journal may hold anything.
 */

const DEPTH_MAX = 12
const VALUES_MAX = 5_000
const TEXT_LENGTH_MAX = 2_000
const CUT = '…'

export function plainData(value: unknown): unknown {
  const budget = { values: VALUES_MAX }
  return plain(value, DEPTH_MAX, budget)
}

function plain(value: unknown, depth: number, budget: { values: number }): unknown {
  if (budget.values-- <= 0) return CUT
  if (typeof value === 'string') {
    return value.length <= TEXT_LENGTH_MAX ? value : `${value.slice(0, TEXT_LENGTH_MAX)}${CUT}`
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (value === undefined) return null
  if (typeof value !== 'object') return String(value)
  if (depth === 0) return CUT
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return list(value, depth, budget)
  const fields: [string, unknown][] = []
  for (const [name, field] of Object.entries(value)) {
    if (budget.values <= 0) break
    fields.push([name.slice(0, TEXT_LENGTH_MAX), plain(field, depth - 1, budget)])
  }
  return Object.fromEntries(fields)
}

function list(values: readonly unknown[], depth: number, budget: { values: number }): unknown[] {
  const items: unknown[] = []
  for (const value of values) {
    if (budget.values <= 0) break
    items.push(plain(value, depth - 1, budget))
  }
  return items
}
