/**
 * Whole numbers that ours cannot hold exactly are kept as they were written, so that no two of
 * them become one: a read of 9007199254740993 must not pass for one of 9007199254740992.
 */

/**
 * Whether `value` stands for the whole number `digits` and for no other. Beyond what is safe, each
 * value stands for the digits with which it is written, so that these come back as they went.
 */
export function standsFor(value: number, digits: string): boolean {
  return Number.isSafeInteger(value) || String(value) === digits
}

/** The whole number `digits`: a number where ours can hold it, and the digits otherwise. */
export function wholeNumber(digits: string): number | string {
  const value = Number(digits)
  return standsFor(value, digits) ? value : digits
}

/** Whether a text of JSON may hold such a number. Most hold none. */
export function mayHoldBigNumbers(text: string): boolean {
  return /\d{16}/.test(text)
}

/** JSON with exact whole numbers. Throws for what is not JSON, as `JSON.parse` does. */
export function exactJson(text: string): unknown {
  return JSON.parse(text, keepExact)
}

/** The third parameter is newer than the library's types (ECMAScript: JSON.parse source text). */
function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const written = context?.source
  return written !== undefined && /^-?\d+$/.test(written) ? wholeNumber(written) : value
}
