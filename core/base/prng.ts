/**
 * The one source of randomness: a small seeded generator that is passed in, never global.
 *
 * Forking by name gives each component its own stream, so that drawing one number more in one
 * place does not change what every other place draws. Probabilities are integer ratios: no
 * rounding differs between engines.
 *
 * Source: sfc32 by Chris Doty-Humphrey (PractRand), seeded by a 32-bit string hash.
 */
import { assert, broken } from './assert.ts'

/** A probability as an exact fraction, `numerator` in `denominator`. */
export interface Ratio {
  readonly numerator: number
  readonly denominator: number
}

export function ratio(numerator: number, denominator: number): Ratio {
  assert(
    Number.isInteger(numerator) && Number.isInteger(denominator) && denominator > 0,
    `ratio needs integers, got ${numerator}/${denominator}`,
  )
  return { numerator, denominator }
}

export class Prng {
  readonly seed: string
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: string) {
    this.seed = seed
    this.#a = hashString(seed, 0x9e3779b9)
    this.#b = hashString(seed, 0x243f6a88)
    this.#c = hashString(seed, 0xb7e15162)
    for (let round = 0; round < 12; round++) this.uint32()
  }

  /** An independent stream; depends on this one's seed and `name`, not on what was drawn. */
  fork(name: string): Prng {
    return new Prng(`${this.seed}/${name}`)
  }

  /** Uniform in [0, 2^32). */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Uniform integer in [from, to], both included; the range may hold up to 2^32 values. */
  integer(from: number, to: number): number {
    const ordered = Number.isInteger(from) && Number.isInteger(to) && from <= to
    if (!ordered) broken(`integer range ${from}..${to}`)
    const range = to - from + 1
    if (range > 0x1_0000_0000) broken(`integer range ${from}..${to} is over 2^32`)
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % range)
    let drawn = this.uint32()
    while (drawn >= limit) drawn = this.uint32()
    return from + (drawn % range)
  }

  chance(probability: Ratio): boolean {
    return this.integer(0, probability.denominator - 1) < probability.numerator
  }

  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, 'pick from an empty list')
    return items[this.integer(0, items.length - 1)] as T
  }

  /** A new list with the same items in random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last)
      const held = shuffled[last] as T
      shuffled[last] = shuffled[other] as T
      shuffled[other] = held
    }
    return shuffled
  }
}

/** FNV-1a over UTF-16 code units, started from `basis` and finished with an avalanche. */
function hashString(text: string, basis: number): number {
  let hash = basis
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
