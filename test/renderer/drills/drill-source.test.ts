/** Goal: a copy or a new drill differs by its name alone, and is a drill. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'
import {
  freeName,
  isDrillName,
  nameIn,
  newDrillSource,
  renamed,
} from '../../../renderer/views/drills/drill-source.ts'

test('The template of a new drill has no mistakes.', () => {
  const parsed = parseDrill(newDrillSource('mine'), 'mine.yaml')
  expect(parsed).toMatchObject({ ok: true, drill: { name: 'mine' } })
})

test('A name that is taken gets the next number, and stays a name.', () => {
  expect(freeName('mine', [])).toBe('mine')
  expect(freeName('mine', ['mine', 'mine-2'])).toBe('mine-3')
  const long = 'x'.repeat(64)
  expect(freeName(long, [long])).toBe(`${'x'.repeat(62)}-2`)
  fc.assert(
    fc.property(fc.array(fc.constantFrom<string[]>('a', 'a-2', 'a-3', 'a-4')), (taken) => {
      const name = freeName('a', taken)
      return isDrillName(name) && !taken.includes(name)
    }),
  )
})

test('The name of a text is that of its line, comments and quotes aside.', () => {
  expect(nameIn('# one\ndrill: mine # mine\n')).toBe('mine')
  expect(nameIn("drill: 'mine'\r\nquestion: drill: x")).toBe('mine')
  expect(nameIn('drill: ../mine')).toBeNull()
  expect(nameIn('question: drill: mine')).toBeNull()
})

test('A copy under another name leaves every other line as it was.', () => {
  expect(renamed('# one\ndrill: mine # my own\nx: 1\n', 'yours')).toBe(
    '# one\ndrill: yours # my own\nx: 1\n',
  )
  expect(renamed('drill:\r\nx: 1\r\n', 'yours')).toBe('drill: yours\r\nx: 1\r\n')
  expect(renamed('x: 1\n', 'yours')).toBe('drill: yours\nx: 1\n')
  expect(nameIn(renamed(newDrillSource('mine'), 'yours'))).toBe('yours')
})
