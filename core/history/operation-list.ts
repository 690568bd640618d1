/**
 * Operations that can be gone through without all of them being objects at once. An array is such
 * a list; a long history is one that makes its operations when they are asked for.
 */
import type { HistoryOperation } from './operation.ts'

export interface OperationList extends Iterable<HistoryOperation> {
  readonly length: number
  /** May be another object each time: operations are the same where their `index` is. */
  at(place: number): HistoryOperation | undefined
}

/** Some operations of a list, in their order: places in it, and nothing else. */
export class Selection implements OperationList {
  readonly length: number
  readonly #source: OperationList
  readonly #places: Int32Array
  readonly #from: number

  /** Those at `places[from]` up to, and without, `places[to]`. */
  constructor(source: OperationList, places: Int32Array, from: number, to: number) {
    this.#source = source
    this.#places = places
    this.#from = from
    this.length = to - from
  }

  at(place: number): HistoryOperation | undefined {
    if (place < 0 || place >= this.length) return undefined
    return this.#source.at(this.#places[this.#from + place] as number)
  }

  *[Symbol.iterator](): Generator<HistoryOperation, void, void> {
    for (let place = 0; place < this.length; place++) yield this.at(place) as HistoryOperation
  }
}
