/** Goal: a refusal reads as a sentence, and no name is written other than it is. */
import { expect, it } from 'vitest'
import { ended, sentence } from '../../../renderer/components/sentence.ts'

it('begins with a capital where a word does.', () => {
  expect(sentence('there is no run "x" in the library')).toBe('There is no run "x" in the library')
  expect(sentence('Read already')).toBe('Read already')
  expect(sentence('')).toBe('')
})

it('leaves names at the beginning alone.', () => {
  for (const text of [
    'leader-loss is running',
    'n1 is down',
    '"x" is no name',
    'a.yaml is empty',
  ]) {
    expect(sentence(text)).toBe(text)
  }
})

it('ends with one full stop.', () => {
  expect(ended('c1 read 4 after 7')).toBe('c1 read 4 after 7.')
  expect(ended('No term had two leaders.')).toBe('No term had two leaders.')
})
