/**
 * Goal: the replicated store does what a plain map would, once per request, and its digest tells
 * two stores apart exactly when their contents differ. Method: examples for every operation, and
 * random commands against a model.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Operation, Result } from '../../../core/runtime/machine.ts'
import { refuseOperation } from '../../../core/store/operation.ts'
import { ReplicatedStore } from '../../../core/store/replicated-store.ts'

const SEED = 20_261_121

class Log {
  readonly store: ReplicatedStore
  index = 0

  constructor(sessionLimit?: number) {
    this.store = new ReplicatedStore(sessionLimit)
  }

  do(operation: Operation, session = 0, sequence = 0): Result {
    this.index++
    return this.store.apply(this.index, { session, sequence, operation })
  }

  read(key?: string): unknown {
    const result = this.store.read(key === undefined ? { f: 'read' } : { f: 'read', key })
    return result.status === 'ok' ? result.value : result
  }
}

function transfer(from: string, to: string, amount: number): Operation {
  return { f: 'transfer', value: { from, to, amount } }
}

describe('operations', () => {
  it('reads what was written, and null where nothing was', () => {
    const log = new Log()
    expect(log.read('x')).toBe(null)
    expect(log.do({ f: 'write', key: 'x', value: 1 })).toEqual({ status: 'ok' })
    expect(log.read('x')).toBe(1)
    expect(log.do({ f: 'read', key: 'x' })).toEqual({ status: 'ok', value: 1 })
    expect(log.read()).toEqual({ x: 1 })
  })

  it('compares before it sets', () => {
    const log = new Log()
    const failed = { status: 'fail', error: 'precondition-failed' }
    expect(log.do({ f: 'cas', key: 'x', value: [1, 2] })).toEqual(failed)
    expect(log.do({ f: 'cas', key: 'x', value: [null, { a: [1] }] })).toEqual({ status: 'ok' })
    expect(log.do({ f: 'cas', key: 'x', value: [{ a: [2] }, 3] })).toEqual(failed)
    expect(log.do({ f: 'cas', key: 'x', value: [{ a: [1] }, 3] })).toEqual({ status: 'ok' })
    expect(log.read('x')).toBe(3)
  })

  it('moves money between accounts that exist and are covered', () => {
    const log = new Log()
    log.do({ f: 'open-accounts', value: { accounts: ['a', 'b'], balance: 10 } })
    expect(log.do(transfer('a', 'b', 11))).toEqual({ status: 'fail', error: 'insufficient-funds' })
    expect(log.do(transfer('a', 'c', 1))).toEqual({ status: 'fail', error: 'no-such-account' })
    expect(log.do(transfer('c', 'a', 1))).toEqual({ status: 'fail', error: 'no-such-account' })
    expect(log.do(transfer('a', 'b', 4))).toEqual({ status: 'ok' })
    expect(log.do(transfer('a', 'a', 6))).toEqual({ status: 'ok' })
    log.do({ f: 'open-accounts', value: { accounts: ['b', 'c'], balance: 1 } })
    expect(log.read()).toEqual({ a: 6, b: 14, c: 1 })
  })

  it('refuses what makes no sense, without a change', () => {
    const refused: readonly Operation[] = [
      { f: 'drop' },
      { f: 'write', value: 1 },
      { f: 'cas', key: 'x', value: 1 },
      { f: 'transfer', value: { from: 'a', to: 'b', amount: -1 } },
      { f: 'transfer', value: { from: 'a', to: 'b', amount: 0.5 } },
      { f: 'open-accounts', value: { accounts: 'a', balance: 1 } },
      { f: 'open-accounts', value: null },
    ]
    const log = new Log()
    const before = log.store.digest
    for (const operation of refused) {
      expect(refuseOperation(operation), operation.f).not.toBe(null)
      expect(log.do(operation).status, operation.f).toBe('fail')
    }
    expect(log.store.digest).toBe(before)
  })
})

describe('sessions', () => {
  it('answers a retry with the first answer, and applies it once', () => {
    const log = new Log()
    log.do({ f: 'open-accounts', value: { accounts: ['a', 'b'], balance: 10 } })
    const session = (log.do({ f: 'open-session' }) as { value: number }).value
    expect(session).toBe(2)
    for (let copy = 0; copy < 3; copy++) {
      expect(log.do(transfer('a', 'b', 6), session, 1)).toEqual({ status: 'ok' })
    }
    const poor = { status: 'fail', error: 'insufficient-funds' }
    expect(log.do(transfer('a', 'b', 6), session, 2)).toEqual(poor)
    log.do(transfer('b', 'a', 6))
    expect(log.do(transfer('a', 'b', 6), session, 2)).toEqual(poor)
    expect(log.read()).toEqual({ a: 10, b: 10 })
  })

  it('does not know a session that was never opened, nor one that made room', () => {
    const log = new Log(2)
    const unknown = { status: 'info', error: 'session-expired' }
    expect(log.do({ f: 'write', key: 'x', value: 1 }, 99, 1)).toEqual(unknown)
    log.do({ f: 'open-session' })
    log.do({ f: 'open-session' })
    log.do({ f: 'write', key: 'x', value: 2 }, 2, 1)
    log.do({ f: 'open-session' })
    expect(log.do({ f: 'write', key: 'x', value: 3 }, 3, 1)).toEqual(unknown)
    expect(log.do({ f: 'write', key: 'x', value: 4 }, 2, 2)).toEqual({ status: 'ok' })
    expect(log.read('x')).toBe(4)
  })
})

const keys = fc.constantFrom('a', 'b', 'c', '1', '__proto__')
const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ f: fc.constant('write'), key: keys, value: fc.jsonValue({ maxDepth: 1 }) }),
  fc.record({ f: fc.constant('write'), key: keys, value: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    f: fc.constant('cas'),
    key: keys,
    value: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
  }),
  fc.record({
    f: fc.constant('transfer'),
    value: fc.record({ from: keys, to: keys, amount: fc.integer({ min: 0, max: 3 }) }),
  }),
  fc.record({ f: fc.constant('open-session') }),
)
const commands = fc.array(
  fc.record({
    operation: operations,
    session: fc.integer({ min: 0, max: 6 }),
    sequence: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 40 },
)

describe('equal stores', () => {
  it('have equal digests and answers, also through a snapshot at any moment', () => {
    fc.assert(
      fc.property(commands, fc.nat(40), (list, cut) => {
        const one = new Log(3)
        const other = new Log(3)
        for (const [at, { operation, session, sequence }] of list.entries()) {
          if (at === cut) {
            const text = JSON.stringify(other.store.snapshot())
            other.store.restore(JSON.parse(text) as ReturnType<ReplicatedStore['snapshot']>)
          }
          const answer = one.do(operation, session, sequence)
          expect(other.do(operation, session, sequence)).toEqual(answer)
          expect(other.store.digest).toBe(one.store.digest)
        }
        expect(JSON.stringify(other.store.snapshot())).toBe(JSON.stringify(one.store.snapshot()))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('have a digest that only content decides', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), {
      selector: ([key]) => key,
      maxLength: 12,
    })
    fc.assert(
      fc.property(pairs, fc.integer(), (list, salt) => {
        const one = new Log()
        const other = new Log()
        for (const [key, value] of list) one.do({ f: 'write', key, value })
        for (const [key, value] of [...list].reverse()) {
          other.do({ f: 'write', key, value: salt })
          other.do({ f: 'write', key, value })
        }
        expect(other.store.digest).toBe(one.store.digest)
        one.do({ f: 'write', key: 'another', value: salt })
        expect(other.store.digest).not.toBe(one.store.digest)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})
