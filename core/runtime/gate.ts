/**
 * Store before send: holds what a machine sends until everything that it stored before is
 * durable. One gate for each life of a machine. It knows positions, not disks: the host says
 * how far the disk has got.
 */
import { broken } from '../base/assert.ts'

interface Held<T> {
  readonly position: number
  readonly item: T
}

export class Gate<T> {
  #stored = 0
  #durable = 0
  #held: Held<T>[] = []

  /** The machine asked for a record to be stored at `position`. */
  stored(position: number): void {
    if (position !== this.#stored + 1) broken(`stored ${position} after ${this.#stored}`)
    this.#stored = position
  }

  /** True when `item` may leave at once; otherwise it is kept until `durable` lets it go. */
  admit(item: T, early: boolean): boolean {
    if (early || this.#durable === this.#stored) return true
    this.#held.push({ position: this.#stored, item })
    return false
  }

  /** The disk has reached `position`. Returns what may leave now, in order. */
  durable(position: number): readonly T[] {
    if (position < this.#durable || position > this.#stored) {
      broken(`durable ${position} outside ${this.#durable}..${this.#stored}`)
    }
    this.#durable = position
    const first = this.#held.findIndex((held) => held.position > position)
    const count = first === -1 ? this.#held.length : first
    return this.#held.splice(0, count).map((held) => held.item)
  }

  /** How many items wait for the disk. */
  get waiting(): number {
    return this.#held.length
  }
}
