import { expect, test } from 'vitest'
import { GatheredList } from '../../../core/base/gathered-list.ts'

test('a gathered list holds what came since the last was taken, and stays as it was handed out', () => {
  const gathered = new GatheredList<number>()
  const taken = [0, 3, 1, 2].map((count) => {
    for (let item = 0; item < count; item++) gathered.add(10 * count + item)
    return gathered.take()
  })
  expect(taken).toEqual([[], [30, 31, 32], [10], [20, 21]])
})
