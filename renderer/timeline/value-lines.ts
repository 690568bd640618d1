/**
 * Any plain value as lines of text, indented by depth; bounded, since it comes from a run that may
 * be anybody's. Pure.
 */
export interface ValueLine {
  readonly depth: number
  /** Field or place; empty for a value that stands alone. */
  readonly name: string
  readonly text: string
}

export const LINES_MAX = 120
const DEPTH_MAX = 6
const TEXT_LENGTH_MAX = 240

export function valueLines(value: unknown, name = ''): readonly ValueLine[] {
  const lines: ValueLine[] = []
  add(lines, value, name, 0)
  if (lines.length <= LINES_MAX) return lines
  const more = { depth: 0, name: '', text: 'and more' }
  return [...lines.slice(0, LINES_MAX), more]
}

function add(lines: ValueLine[], value: unknown, name: string, depth: number): void {
  if (lines.length > LINES_MAX) return
  const short = shortText(value)
  if (short !== null || depth >= DEPTH_MAX) {
    lines.push({ depth, name, text: short ?? '…' })
    return
  }
  const entries = Object.entries(value as object)
  if (name !== '') lines.push({ depth, name, text: '' })
  const inner = name === '' ? depth : depth + 1
  for (const [field, item] of entries) add(lines, item, field, inner)
}

/** Null where the value needs lines of its own. */
function shortText(value: unknown): string | null {
  if (value === null || value === undefined) return '–'
  if (typeof value !== 'object') return cut(String(value))
  if (value instanceof Uint8Array) return `${value.length} bytes`
  const items = Object.values(value)
  if (items.length === 0) return Array.isArray(value) ? 'none' : '–'
  const flat = items.every((item) => item === null || typeof item !== 'object')
  if (!flat || items.length > 8) return null
  const text = Array.isArray(value)
    ? items.map(String).join(', ')
    : Object.entries(value)
        .map(([field, item]) => `${field} ${String(item)}`)
        .join(', ')
  return text.length <= 40 ? text : null
}

function cut(text: string): string {
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX)}…`
}
