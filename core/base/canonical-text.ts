/**
 * One text for each plain value: equal values, and only those, have equal texts. It is JSON with
 * the keys of objects in order.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  const fields = value as { readonly [key: string]: unknown }
  const parts = Object.keys(fields)
    .sort()
    .filter((key) => fields[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalText(fields[key])}`)
  return `{${parts.join(',')}}`
}
