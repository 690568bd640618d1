/**
 * Goal: tables are never torn and no word is lost. Method: fixed tables at fixed widths, and any
 * text at any width.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layParagraph, layTable } from '../../../electron/cli/layout.ts'

const SEED = 20_261_121

describe('a table', () => {
  it('aligns all columns but the last', () => {
    const rows = [
      ['n1', '35,774 entries', '3.4 MB'],
      ['clients', '16 entries', 'a journal that ends early'],
    ]
    expect(layTable(rows, { indent: '  ' })).toBe(
      '  n1       35,774 entries  3.4 MB\n  clients  16 entries      a journal that ends early',
    )
  })

  it('breaks the last column under its own beginning', () => {
    const rows = [['linearizable', 'operations have an order that the model allows']]
    expect(layTable(rows, { columns: 40 })).toBe(
      ['linearizable  operations have an order', '              that the model allows'].join('\n'),
    )
  })

  it('puts a last column that has no room on lines of its own', () => {
    const rows = [['a-very-long-name-of-a-run', 'raft, 7.2 s, simulated and more']]
    expect(layTable(rows, { columns: 40 })).toBe(
      'a-very-long-name-of-a-run\n    raft, 7.2 s, simulated and more',
    )
  })

  it('measures colours as nothing', () => {
    const rows = [
      ['\u001b[32mvalid\u001b[39m', 'a'],
      ['interrupted', 'b'],
    ]
    expect(layTable(rows)).toBe('\u001b[32mvalid\u001b[39m        a\ninterrupted  b')
  })

  it('leaves no blanks at the end of a row, and may be empty', () => {
    expect(layTable([['name', '']])).toBe('name')
    expect(layTable([])).toBe('')
  })
})

describe('a paragraph', () => {
  it('stays one line where no width is known', () => {
    const text = 'word '.repeat(100).trim()
    expect(layParagraph(text, { first: '  ' })).toBe(`  ${text}`)
  })

  it('paints each line and not what is put before it', () => {
    const paint = (line: string): string => `<${line}>`
    expect(layParagraph('one two', { first: '! ', rest: '  ', columns: 6, paint })).toBe(
      '! <one>\n  <two>',
    )
  })

  it('loses no word and passes the width only with a single word', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', '-') })
    const property = fc.property(
      fc.array(word, { minLength: 1 }),
      fc.integer({ min: 4, max: 60 }),
      (words, columns) => {
        const lines = layParagraph(words.join(' '), { first: '> ', rest: '  ', columns }).split(
          '\n',
        )
        expect(lines.map((line) => line.slice(2)).join(' ')).toBe(words.join(' '))
        for (const line of lines) {
          if (line.length > columns) expect(line.slice(2)).not.toContain(' ')
        }
      },
    )
    fc.assert(property, { seed: SEED, numRuns: 300 })
  })
})
