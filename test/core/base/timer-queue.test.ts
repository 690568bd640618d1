/**
 * Goal: the heap with lazy removal does what a plain sorted list does.
 * Method: random operations on both, side by side.
 */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { TimerQueue } from '../../../core/base/timer-queue.ts'

/** The obvious way: every armed timer in a list. */
class PlainQueue {
  timers: { owner: string; name: string; due: number; order: number }[] = []
  #order = 0

  set(owner: string, name: string, due: number): void {
    this.clear(owner, name)
    this.timers.push({ owner, name, due, order: this.#order++ })
    this.timers.sort((left, right) => left.due - right.due || left.order - right.order)
  }

  clear(owner: string, name: string): void {
    this.timers = this.timers.filter((timer) => timer.owner !== owner || timer.name !== name)
  }

  clearAll(owner: string): void {
    this.timers = this.timers.filter((timer) => timer.owner !== owner)
  }

  take(now: number): string | undefined {
    const first = this.timers[0]
    if (!first || first.due > now) return undefined
    this.timers.shift()
    return `${first.owner} ${first.name} ${first.due}`
  }
}

const owner = fc.constantFrom('n1', 'n2', 'n3')
const name = fc.constantFrom('a', 'b', 'c', 'd')
const time = fc.nat({ max: 50 })
const operation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), owner, name, time }),
  fc.record({ kind: fc.constant('clear' as const), owner, name, time }),
  fc.record({ kind: fc.constant('clear-all' as const), owner, name, time }),
  fc.record({ kind: fc.constant('take' as const), owner, name, time }),
)

test('it takes the same timers as a sorted list', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const queue = new TimerQueue<string>()
      const plain = new PlainQueue()
      for (const { kind, owner, name, time } of operations) {
        if (kind === 'set') {
          queue.set(owner, name, time)
          plain.set(owner, name, time)
        } else if (kind === 'clear') {
          queue.clear(owner, name)
          plain.clear(owner, name)
        } else if (kind === 'clear-all') {
          queue.clearAll(owner)
          plain.clearAll(owner)
        } else {
          const due = queue.take(time)
          expect(due && `${due.owner} ${due.name} ${due.due}`).toBe(plain.take(time))
        }
        expect(queue.size).toBe(plain.timers.length)
        expect(queue.nextDue()).toBe(plain.timers[0]?.due)
      }
    }),
    { seed: 17, numRuns: 300 },
  )
})

test('a timer that is moved a million times costs no memory and fires once', () => {
  const queue = new TimerQueue<string>()
  for (let round = 0; round < 1_000_000; round++) queue.set('n1', 'election', round)
  queue.set('n2', 'other', 5)
  expect(queue.size).toBe(2)
  expect(queue.take(10)).toMatchObject({ owner: 'n2', name: 'other' })
  expect(queue.take(1e9)).toMatchObject({ owner: 'n1', due: 999_999 })
  expect(queue.take(1e9)).toBeUndefined()
})
