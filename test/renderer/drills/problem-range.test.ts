/** Goal: a mistake is underlined where it is, also when the text has moved on since it was checked. */
import { Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemRange } from '../../../renderer/views/drills/editor/problem-range.ts'

const TEXT = Text.of(['system: { kind: raftt, nodes: 3 }', "target: 'n1 -> n2'", ''])

function marked(line: number, column: number): string {
  const { from, to } = problemRange(TEXT, { line, column })
  return TEXT.sliceString(from, to)
}

test('The word at the place is meant, without what surrounds it.', () => {
  expect(marked(1, 17)).toBe('raftt')
  expect(marked(1, 1)).toBe('system')
  expect(marked(2, 9)).toBe("'n1 -> n2'")
})

test('At the end of a line its last character is meant, so that there is something to see.', () => {
  expect(marked(1, 99)).toBe('}')
  expect(marked(3, 1)).toBe('')
})

test('Every place lies inside of the text and on its line.', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -5, max: 50 }),
      fc.integer({ min: -5, max: 90 }),
      (line, column) => {
        const { from, to } = problemRange(TEXT, { line, column })
        return (
          from >= 0 && from <= to && to <= TEXT.length && !TEXT.sliceString(from, to).includes('\n')
        )
      },
    ),
  )
})
