/** Plain data in a column: JSON text, and NULL for what is absent. */

export function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

/** `undefined` for NULL. Throws `SyntaxError` on text that is no JSON. */
export function fromJson(text: string | null): unknown {
  return text === null ? undefined : (JSON.parse(text) as unknown)
}
