/**
 * Bytes as text, piece by piece, with the line at which they stop being UTF-8. Pieces may end in
 * the middle of a character. Nothing is read twice, so that a pipe can tell as much as a file.
 */

/** The bytes are not UTF-8, from this line (counted from 1) on. */
export class NotUtf8 extends Error {
  override name = 'NotUtf8'
  readonly line: number

  constructor(line: number) {
    super(`line ${line} is not UTF-8`)
    this.line = line
  }
}

const LINE_FEED = 10
/** Bytes from here on begin a character of several. */
const LEAD_BYTE_LEAST = 0xc0
/** Bytes from here on go on with such a character, or begin one. */
const CONTINUATION_LEAST = 0x80
/** Of a character that a piece may end in. */
const LEAD_BYTES_MAX = 3

export class Utf8Text {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  /** Lines that have ended. */
  #lines = 0
  /** The character in whose middle the last piece may have ended. */
  #begun: Uint8Array = new Uint8Array()

  /** Throws `NotUtf8`. An empty piece is the end. */
  decode(piece: Uint8Array): string {
    const bytes = Buffer.concat([this.#begun, piece])
    let text: string
    try {
      text = this.#decoder.decode(piece, { stream: piece.length > 0 })
    } catch {
      throw new NotUtf8(this.#lines + 1 + soundLines(bytes))
    }
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      this.#lines++
    }
    this.#begun = lastBegun(bytes)
    return text
  }
}

/** How many whole lines there are before the one that cannot be decoded. */
function soundLines(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let from = 0, lines = 0; ; lines++) {
    const end = bytes.indexOf(LINE_FEED, from)
    try {
      decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end + 1))
    } catch {
      return lines
    }
    if (end < 0) return lines
    from = end + 1
  }
}

/** The last character of several bytes, where nothing follows it; it may be whole. */
function lastBegun(bytes: Uint8Array): Uint8Array {
  const last = bytes.slice(-LEAD_BYTES_MAX)
  const lead = last.findLastIndex((byte) => byte >= LEAD_BYTE_LEAST)
  const goesOn = lead >= 0 && last.subarray(lead).every((byte) => byte >= CONTINUATION_LEAST)
  return goesOn ? last.slice(lead) : new Uint8Array()
}
