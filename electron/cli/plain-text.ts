/**
 * Words of a file, made fit for a terminal. A run, a drill or a history may come from a stranger,
 * and a terminal obeys control characters: whoever prints them unread lets the file move the
 * cursor, hide lines or set a title. Here they become visible text. JSON needs none of this, as
 * it escapes them itself.
 */

/**
 * Controls (C0, DEL, C1), invisible marks that turn the direction of writing around, and
 * separators that some terminals take for the end of a line.
 */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const BLANKS = /(?:\r\n|[\t\n\r])+/g

/** `text` on one line, each unsafe character spelled out, as in `\x1b`. */
export function plainText(text: string): string {
  return text.replaceAll(BLANKS, ' ').replaceAll(UNSAFE, spelled)
}

/** As `plainText`, and keeps the ends of lines. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n')
}

/** A copy of plain data in which every string, also of keys, is plain text. */
export function plainData<Data>(data: Data): Data {
  return plained(data) as Data
}

function plained(data: unknown): unknown {
  if (typeof data === 'string') return plainText(data)
  if (Array.isArray(data)) return data.map(plained)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [plainText(key), plained(value)]),
  )
}

function spelled(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}
