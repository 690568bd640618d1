/**
 * Clients read, write and compare-and-set a few keys. Every written value occurs once in a run,
 * so that a value that was read names the write it came from.
 *
 * A compare-and-set expects what this client last saw for the key; sometimes it is right. On a
 * system that offers none, it is left out.
 */
import { assert } from '../base/assert.ts'
import type { Prng } from '../base/prng.ts'
import type { Operation, Result } from '../runtime/machine.ts'
import { CLIENT_SETTINGS } from './client-settings.ts'
import { integerOption, integerSchema } from './option.ts'
import type { Generator, GeneratorOrder, Workload } from './workload.ts'

const OPTIONS = {
  keys: integerSchema({ least: 1, most: 100_000, otherwise: 5, says: 'how many keys there are' }),
  reads: integerSchema({ least: 0, most: 1000, otherwise: 2, says: 'weight of reads' }),
  writes: integerSchema({ least: 0, most: 1000, otherwise: 2, says: 'weight of writes' }),
  cas: integerSchema({ least: 0, most: 1000, otherwise: 1, says: 'weight of compare-and-set' }),
  valueBytes: integerSchema({
    least: 0,
    most: 1_000_000,
    otherwise: 0,
    says: 'length of a written text; 0 for plain integers',
  }),
}

export const register: Workload = {
  kind: 'register',
  summary: 'reads, writes and compare-and-set over a few keys; every value written once',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { ...OPTIONS, ...CLIENT_SETTINGS },
  },
  operations: ['read', 'write'],
  checks: ['linearizable'],
  generator: (order) => new RegisterGenerator(order),
}

/** The name of key `index`, from 0. */
export function keyName(index: number): string {
  return `k${index}`
}

class RegisterGenerator implements Generator {
  readonly #index: number
  readonly #clients: number
  readonly #prng: Prng
  readonly #keys: readonly string[]
  readonly #reads: number
  readonly #writes: number
  readonly #cas: number
  readonly #valueBytes: number
  readonly #seen = new Map<string, unknown>()
  #written = 0

  constructor(order: GeneratorOrder) {
    this.#index = order.index
    this.#clients = order.clients
    this.#prng = order.prng
    const keys = integerOption(order.options, 'keys', OPTIONS.keys)
    this.#keys = Array.from({ length: keys }, (_, index) => keyName(index))
    this.#reads = integerOption(order.options, 'reads', OPTIONS.reads)
    this.#writes = integerOption(order.options, 'writes', OPTIONS.writes)
    const offered = order.operations === undefined || order.operations.includes('cas')
    this.#cas = offered ? integerOption(order.options, 'cas', OPTIONS.cas) : 0
    this.#valueBytes = integerOption(order.options, 'valueBytes', OPTIONS.valueBytes)
    assert(this.#reads + this.#writes + this.#cas > 0, 'a register workload without operations')
  }

  setup(): readonly Operation[] {
    return []
  }

  next(): Operation {
    const key = this.#prng.pick(this.#keys)
    const drawn = this.#prng.integer(1, this.#reads + this.#writes + this.#cas)
    if (drawn <= this.#reads) return { f: 'read', key }
    if (drawn <= this.#reads + this.#writes) return { f: 'write', key, value: this.#unique() }
    return { f: 'cas', key, value: [this.#seen.get(key) ?? null, this.#unique()] }
  }

  final(): readonly Operation[] {
    return this.#keys
      .filter((_, index) => index % this.#clients === this.#index)
      .map((key) => ({ f: 'read', key }))
  }

  answered(operation: Operation, result: Result): void {
    const { f, key, value } = operation
    if (result.status !== 'ok' || key === undefined) return
    if (f === 'read') this.#seen.set(key, result.value)
    else if (f === 'write') this.#seen.set(key, value)
    else this.#seen.set(key, (value as readonly [unknown, unknown])[1])
  }

  #unique(): unknown {
    const number = this.#written++
    if (this.#valueBytes === 0) return number * this.#clients + this.#index + 1
    return `${this.#index}-${number}-`.padEnd(this.#valueBytes, 'x')
  }
}
