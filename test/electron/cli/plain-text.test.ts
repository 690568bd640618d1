/**
 * Goal: no text of a file makes a terminal do anything but show it. Method: every character that
 * a terminal may obey, then any text at all.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainData, plainLines, plainText } from '../../../electron/cli/plain-text.ts'
import { commandsTerminal } from './captured.ts'

const SEED = 20_261_121

describe('plain text', () => {
  it.each([
    ['\u001b[31mred', '\\x1b[31mred'],
    ['bell\u0007', 'bell\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['delete\u007f', 'delete\\x7f'],
    ['a\r\nb\tc\n\n', 'a b c '],
    ['turned \u202earound', 'turned \\u202earound'],
    ['line\u2028end', 'line\\u2028end'],
    ['Zürich → 東京 ✓', 'Zürich → 東京 ✓'],
  ])('shows %j as %j', (text, shown) => expect(plainText(text)).toBe(shown))

  it('keeps lines where lines are wanted', () => {
    expect(plainLines('one\ntwo\u001b[A')).toBe('one\ntwo\\x1b[A')
  })

  it('holds for every string of plain data, also of keys, and leaves the rest', () => {
    const data = { '\u001b': ['a\u0007', 1, null, { deep: true, text: 'b\n' }] }
    expect(plainData(data)).toEqual({ '\\x1b': ['a\\x07', 1, null, { deep: true, text: 'b ' }] })
  })

  it('never lets anything through', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(commandsTerminal(plainText(text))).toBe(false)
    })
    fc.assert(property, { seed: SEED, numRuns: 500 })
  })
})
