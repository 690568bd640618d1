/** Goal: a bar of the timeline says in one short line what its operation was. */
import { expect, test } from 'vitest'
import { operationText } from '../../../../electron/console/timeline/operation-text.ts'

test('an operation is told in one short line', () => {
  const told = (f: string, input: unknown, output?: unknown, outcome: 'ok' | 'info' = 'ok') =>
    operationText({
      ...{ index: 0, process: 0, f, key: 'x', input, output, outcome },
      ...{ invokedAt: 0, completedAt: 1, completedIndex: 1 },
    })
  expect(told('write', 7)).toBe('write x = 7')
  expect(told('write', 7, 7)).toBe('write x = 7')
  expect(told('read', null, 4)).toBe('read x -> 4')
  expect(told('read', undefined, null)).toBe('read x -> nothing')
  expect(told('read', undefined, undefined, 'info')).toBe('read x')
  expect(told('cas', [4, 5], [4, 5])).toBe('cas x 4 -> 5')
  expect(told('write', 'y'.repeat(1_000_000)).length).toBeLessThanOrEqual(120)
})
