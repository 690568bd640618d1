/**
 * A map of keys to plain values, with a digest of its whole content that is kept up to date at
 * the price of the one key that changed.
 *
 * The digest is the sum, modulo 2^32, of a digest for each pair: a change subtracts the old pair
 * and adds the new one, and the order in which keys arrived does not matter. Values are JSON
 * data; an absent key reads as null, and writing null keeps the key.
 */
import { EMPTY_DIGEST, mix, mixString } from '../base/digest.ts'

interface Slot {
  readonly value: unknown
  readonly digest: number
}

/** Pairs in the order in which the keys were first written. */
export type KeyValueData = readonly (readonly [string, unknown])[]

export class KeyValue {
  readonly #slots = new Map<string, Slot>()
  #digest = 0

  /** Unsigned 32 bits; equal for equal content, whatever led to it. */
  get digest(): number {
    return this.#digest
  }

  get size(): number {
    return this.#slots.size
  }

  has(key: string): boolean {
    return this.#slots.has(key)
  }

  get(key: string): unknown {
    const slot = this.#slots.get(key)
    return slot === undefined ? null : slot.value
  }

  set(key: string, value: unknown): void {
    const plain = value === undefined ? null : value
    const digest = mix(mixString(EMPTY_DIGEST, key), plain)
    const before = this.#slots.get(key)
    this.#digest = (this.#digest - (before === undefined ? 0 : before.digest) + digest) >>> 0
    this.#slots.set(key, { value: plain, digest })
  }

  /** Everything, as one object; keys in the order in which they were first written. */
  all(): { readonly [key: string]: unknown } {
    return Object.fromEntries(this.data())
  }

  data(): KeyValueData {
    return Array.from(this.#slots, ([key, slot]) => [key, slot.value] as const)
  }

  replace(data: KeyValueData): void {
    this.#slots.clear()
    this.#digest = 0
    for (const [key, value] of data) this.set(key, value)
  }
}
