/**
 * Goal: nothing passes before the records that were stored ahead of it are durable, nothing
 * waits longer, and order is kept.
 * Method: random stores, sends and syncs against a list that knows when each send may leave.
 */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { Gate } from '../../../core/runtime/gate.ts'

type Move = 'store' | 'send' | 'early' | 'sync' | 'sync one'

test('each send leaves exactly when its records are durable, in order', () => {
  const move = fc.constantFrom<Move>('store', 'send', 'send', 'early', 'sync', 'sync one')
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const gate = new Gate<number>()
      let stored = 0
      let durable = 0
      let waiting: { item: number; needs: number }[] = []
      for (const [item, next] of moves.entries()) {
        if (next === 'store') gate.stored(++stored)
        else if (next === 'early') expect(gate.admit(item, true)).toBe(true)
        else if (next === 'send') {
          expect(gate.admit(item, false)).toBe(stored === durable)
          if (stored !== durable) waiting.push({ item, needs: stored })
        } else {
          durable = next === 'sync' ? stored : Math.min(stored, durable + 1)
          const due = waiting.filter(({ needs }) => needs <= durable)
          waiting = waiting.filter(({ needs }) => needs > durable)
          expect(gate.durable(durable)).toEqual(due.map(({ item }) => item))
        }
        expect(gate.waiting).toBe(waiting.length)
      }
    }),
    { seed: 19, numRuns: 400 },
  )
})

test('positions that make no sense are broken invariants', () => {
  const gate = new Gate<string>()
  expect(() => gate.stored(2)).toThrow('stored 2 after 0')
  gate.stored(1)
  expect(() => gate.durable(2)).toThrow('durable 2 outside 0..1')
  gate.durable(1)
  expect(() => gate.durable(0)).toThrow('durable 0 outside 1..1')
})
