/**
 * The values that reads of a growing set have shown, when the reads come in the order of their
 * sizes. Each is compared with the one before; nothing is kept of a read but a number for each
 * value, since a hundred reads of a hundred thousand values are ten million.
 */
import type { Sliced } from '../../property.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import type { Pace } from '../../pace.ts'

export class ShownValues {
  /** By the canonical text of a value: the last read that showed it, from 0 for the initial one. */
  readonly #lastShown = new Map<string, number>()
  /** Canonical texts of numbers: making them anew for each read would take longest. */
  readonly #texts = new Map<number, string>()
  #read = 0
  /** How many values the last read showed. */
  #size: number

  readonly #pace: Pace

  /** `pace`: of all reads together. */
  constructor(initial: readonly string[], pace: Pace) {
    this.#pace = pace
    for (const value of initial) this.#lastShown.set(value, 0)
    this.#size = initial.length
  }

  has(value: string): boolean {
    return this.#lastShown.has(value)
  }

  /**
   * The values that `answer` shows and none before it did, as canonical texts; `undefined` where
   * it shows one twice, or lacks one that the read before it showed.
   */
  *next(answer: readonly unknown[]): Sliced<readonly string[] | undefined> {
    const pace = this.#pace
    const read = ++this.#read
    const fresh: string[] = []
    let common = 0
    for (const value of answer) {
      if (pace.step()) yield pace.steps
      const text = this.#textOf(value)
      const last = this.#lastShown.get(text)
      if (last === read) return undefined
      if (last === undefined) fresh.push(text)
      else if (last === read - 1) common++
      this.#lastShown.set(text, read)
    }
    if (common < this.#size) return undefined
    this.#size = answer.length
    return fresh
  }

  #textOf(value: unknown): string {
    if (typeof value !== 'number') return canonicalText(value)
    const known = this.#texts.get(value)
    if (known !== undefined) return known
    const text = canonicalText(value)
    this.#texts.set(value, text)
    return text
  }
}
