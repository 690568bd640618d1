/**
 * Goal: histories of independent objects come apart by their keys, and no other history does.
 * Method: one short history of each kind.
 */
import { describe, expect, it } from 'vitest'
import { byTheirKeys } from '../../../core/history/keyed-values.ts'
import { jepsenEdn } from '../../../core/history/jepsen-edn.ts'
import type { HistoryOperation } from '../../../core/history/operation.ts'
import { readHistory } from '../../../core/history/read-history.ts'

function operations(text: string): Iterable<HistoryOperation> {
  const read = readHistory(jepsenEdn, text)
  if (!read.ok) throw new Error(read.problem.message)
  return read.operations
}

const invoke = (process: number, f: string, value: string): string =>
  `{:process ${process}, :type :invoke, :f :${f}, :value ${value}}`
const ok = (process: number, f: string, value: string): string =>
  `{:process ${process}, :type :ok, :f :${f}, :value ${value}}`

describe('values that begin with a key', () => {
  it('come apart', () => {
    const apart = byTheirKeys(
      operations(
        invoke(0, 'cas', '[7 [1 2]]') +
          ok(0, 'cas', '[7 [1 2]]') +
          invoke(1, 'read', '["x" nil]') +
          ok(1, 'read', '["x" 3]') +
          invoke(2, 'write', '[:y 4]') +
          invoke(3, 'read', '[[1 2] nil]'),
      ),
    )
    expect([...apart]).toMatchObject([
      { key: '7', input: [1, 2], output: [1, 2] },
      { key: 'x', input: null, output: 3 },
      { key: 'y', input: 4, outcome: 'info' },
      { key: '[1,2]', input: null },
    ])
  })

  it.each([
    ['a cas and a read that names no key', invoke(0, 'cas', '[1 2]') + invoke(1, 'read', 'nil')],
    ['nothing but pairs of values', invoke(0, 'cas', '[1 2]') + invoke(1, 'cas', '[2 3]')],
    ['a value that is no pair', invoke(0, 'write', '[1 2 3]') + invoke(1, 'read', '[1 nil]')],
    ['an answer about another key', invoke(0, 'read', '[1 nil]') + ok(0, 'read', '[2 7]')],
    ['an answer that names no key', invoke(0, 'read', '[1 nil]') + ok(0, 'read', '7')],
    ['transactions', invoke(0, 'txn', '[[:r 1 nil] nil]')],
  ])('are not seen in %s', (_, text) => {
    const together = operations(text)
    expect(byTheirKeys(together)).toBe(together)
  })
})
