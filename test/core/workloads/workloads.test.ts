/** Goal: generators do what their settings say, and write every value once. */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import { refuseOperation } from '../../../core/store/operation.ts'
import { bank } from '../../../core/workloads/bank.ts'
import { CLIENT_SETTINGS, clientSettings } from '../../../core/workloads/client-settings.ts'
import { findWorkload, WORKLOADS } from '../../../core/workloads/index.ts'
import { register } from '../../../core/workloads/register.ts'
import type { Generator, Workload } from '../../../core/workloads/workload.ts'

interface Order {
  readonly options?: { readonly [name: string]: unknown }
  readonly index?: number
  readonly operations?: readonly string[]
}

function generator(workload: Workload, order: Order = {}): Generator {
  const { options = {}, index = 0, operations } = order
  const prng = new Prng(`workload ${index}`)
  const given = { index, clients: 3, options, prng }
  return workload.generator(operations === undefined ? given : { ...given, operations })
}

const draw = (from: Generator, count: number) => Array.from({ length: count }, () => from.next())

describe.each(WORKLOADS.map((workload) => [workload.kind, workload] as const))(
  'the workload %s',
  (kind, workload) => {
    it('is found by name, and offers the settings of every client', () => {
      expect(findWorkload(kind)).toBe(workload)
      expect(workload.options.properties).toMatchObject(CLIENT_SETTINGS)
    })

    it('asks only what the store understands, and the same from the same seed', () => {
      const one = generator(workload)
      const operations = [...one.setup(), ...draw(one, 500), ...one.final()]
      expect(operations.map(refuseOperation).filter((reason) => reason !== null)).toEqual([])
      expect(draw(generator(workload), 50)).toEqual(
        operations.slice(one.setup().length).slice(0, 50),
      )
    })
  },
)

describe('register', () => {
  it('writes every value once, over all clients', () => {
    for (const options of [{}, { valueBytes: 64 }, { valueBytes: 1 }]) {
      const values = [0, 1, 2].flatMap((index) =>
        draw(generator(register, { options, index }), 400).flatMap(({ f, value }) => {
          if (f === 'read') return []
          return [f === 'cas' ? (value as readonly unknown[])[1] : value]
        }),
      )
      expect(values.length).toBeGreaterThan(500)
      expect(new Set(values).size).toBe(values.length)
    }
  })

  it('pads values to the length asked for', () => {
    const written = draw(generator(register, { options: { valueBytes: 256, reads: 0, cas: 0 } }), 9)
    expect(written.map(({ value }) => (value as string).length)).toEqual(Array(9).fill(256))
  })

  it('keeps to its weights', () => {
    const options = { reads: 1, writes: 3, cas: 0, keys: 2 }
    const operations = draw(generator(register, { options }), 4_000)
    const reads = operations.filter(({ f }) => f === 'read').length
    expect(reads).toBeGreaterThan(850)
    expect(reads).toBeLessThan(1_150)
    expect(operations.some(({ f }) => f === 'cas')).toBe(false)
    expect(new Set(operations.map(({ key }) => key))).toEqual(new Set(['k0', 'k1']))
  })

  it('leaves out compare-and-set where a system offers none', () => {
    const one = generator(register, { operations: ['read', 'write'] })
    expect(draw(one, 500).filter(({ f }) => f === 'cas')).toEqual([])
  })

  it('expects what it last saw', () => {
    const one = generator(register, { options: { reads: 0, writes: 0, keys: 1 } })
    const from = () => (one.next().value as readonly unknown[])[0]
    expect(from()).toBe(null)
    one.answered?.({ f: 'read', key: 'k0' }, { status: 'ok', value: 41 })
    expect(from()).toBe(41)
    one.answered?.({ f: 'write', key: 'k0', value: 42 }, { status: 'ok' })
    expect(from()).toBe(42)
    one.answered?.({ f: 'cas', key: 'k0', value: [42, 43] }, { status: 'ok' })
    one.answered?.({ f: 'cas', key: 'k0', value: [43, 44] }, { status: 'fail', error: 'no' })
    one.answered?.({ f: 'write', key: 'k0', value: 45 }, { status: 'info', error: 'timeout' })
    expect(from()).toBe(43)
  })
})

describe('bank', () => {
  it('opens its accounts, and moves money between two of them', () => {
    const one = generator(bank, { options: { accounts: 3, balance: 10 } })
    const accounts = ['a0', 'a1', 'a2']
    expect(one.setup()).toEqual([{ f: 'open-accounts', value: { accounts, balance: 10 } }])
    for (const { f, value } of draw(one, 500)) {
      if (f === 'read') continue
      const { from, to, amount } = value as { from: string; to: string; amount: number }
      expect(from).not.toBe(to)
      expect(accounts).toContain(from)
      expect(accounts).toContain(to)
      expect([1, 2]).toContain(amount)
    }
  })
})

describe('the settings of a client', () => {
  it('have defaults, and a rate only where one is given', () => {
    expect(clientSettings({})).toEqual({
      ...{ attemptMs: 500, deadlineMs: 2_000, attemptsMax: 24, backoffMs: 10, backoffMaxMs: 200 },
    })
    expect(clientSettings({ ratePerSecond: 2.5, attemptMs: 9 })).toMatchObject({
      ...{ ratePerSecond: 2.5, attemptMs: 9 },
    })
    expect(() => clientSettings({ ratePerSecond: 0 })).toThrow('ratePerSecond')
  })
})
