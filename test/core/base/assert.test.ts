/** Goal: a broken invariant stops the program with its message, and can be told from other errors. */
import { expect, test } from 'vitest'
import { assert, InvariantError, unreachable } from '../../../core/base/assert.ts'

test('what holds passes; what does not throws its own kind of error', () => {
  expect(() => assert(1, 'fine')).not.toThrow()
  expect(() => assert(0, 'two leaders in term 3')).toThrow(InvariantError)
  expect(() => assert(null, 'two leaders in term 3')).toThrow('two leaders in term 3')
})

test('a branch that cannot be reached names what came there', () => {
  expect(() => unreachable({ kind: 'x' } as never, 'input')).toThrow(
    'input: unexpected {"kind":"x"}',
  )
})
