/**
 * Goal: text comes out as it went in, and what is not UTF-8 is found on its line, wherever pieces
 * end. Method: the same bytes in pieces of every size.
 */
import { describe, expect, it } from 'vitest'
import { NotUtf8, Utf8Text } from '../../../electron/check/utf8-text.ts'

function decodedIn(size: number, bytes: Uint8Array): string {
  const utf8 = new Utf8Text()
  let text = ''
  for (let from = 0; from < bytes.length; from += size) {
    text += utf8.decode(bytes.subarray(from, from + size))
  }
  return text + utf8.decode(new Uint8Array())
}

function lineOfFailure(size: number, bytes: Uint8Array): number | undefined {
  try {
    decodedIn(size, bytes)
    return undefined
  } catch (error) {
    return error instanceof NotUtf8 ? error.line : NaN
  }
}

const SIZES = Array.from({ length: 20 }, (_, index) => index + 1)
const TEXT = 'a\nzwölf\n\n𝕏 und ε\n'

describe('bytes in pieces', () => {
  it('give the text that they are', () => {
    for (const size of SIZES) expect(decodedIn(size, Buffer.from(TEXT)), String(size)).toBe(TEXT)
  })

  it.each([
    ['a byte that begins nothing', [0xff, 10], 5],
    ['a character that a line feed cuts off', [0xf0, 0x9d, 10, 97], 5],
    ['a character that the end cuts off', [10, 10, 0xc3], 7],
  ])('are refused for %s, on its line', (_, wrong, line) => {
    const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from(wrong)])
    for (const size of SIZES) expect(lineOfFailure(size, bytes), String(size)).toBe(line)
  })
})
