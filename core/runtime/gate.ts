/**
 * Store before send: holds what a machine sends until everything that it stored before is
 * durable. One gate for each life of a machine. It knows positions, not disks: the host says
 * how far the disk has got.
 */
import { broken } from '../base/assert.ts'

const NOTHING: readonly never[] = []

export class Gate<T> {
  #stored = 0
  #durable = 0
  /** What is held, and the position that each waits for, side by side. */
  #held: T[] = []
  #positions: number[] = []

  /** The machine asked for a record to be stored at `position`. */
  stored(position: number): void {
    if (position !== this.#stored + 1) broken(`stored ${position} after ${this.#stored}`)
    this.#stored = position
  }

  /** True when `item` may leave at once; otherwise it is kept until `durable` lets it go. */
  admit(item: T, early: boolean): boolean {
    if (early || this.#durable === this.#stored) return true
    // Most often it is the only one, and a list that begins empty makes room for many.
    if (this.#held.length === 0) {
      this.#held = [item]
      this.#positions = [this.#stored]
    } else {
      this.#held.push(item)
      this.#positions.push(this.#stored)
    }
    return false
  }

  /** The disk has reached `position`. Returns what may leave now, in order. */
  durable(position: number): readonly T[] {
    if (position < this.#durable || position > this.#stored) {
      broken(`durable ${position} outside ${this.#durable}..${this.#stored}`)
    }
    this.#durable = position
    const held = this.#held
    const positions = this.#positions
    let count = 0
    while (count < held.length && (positions[count] as number) <= position) count++
    if (count === 0) return NOTHING
    if (count < held.length) {
      this.#positions.splice(0, count)
      return this.#held.splice(0, count)
    }
    this.#held = []
    this.#positions = []
    return held
  }

  /** How many items wait for the disk. */
  get waiting(): number {
    return this.#held.length
  }
}
