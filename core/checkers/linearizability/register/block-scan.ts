/**
 * Goes through the calls of one block after the other, in the one order that their values allow:
 * rank after rank, those of one rank in any order. It notes the zone of each block, and the first
 * two calls that the clock has the other way round (as `ranked/inversion.ts` does for objects).
 */
import type { Zones } from './blocks.ts'
import { NONE } from './register-columns.ts'
import type { RegisterColumns } from './register-columns.ts'

export class BlockScan {
  readonly #columns: RegisterColumns
  /** By block: the call that ends first, and the one that begins last; `NONE` for the beginning. */
  readonly #firstToEnd: Int32Array
  readonly #lastToBegin: Int32Array
  readonly #zones: Zones
  #blocks = 0
  #first = NONE
  #last = NONE
  /** Of lower ranks the call that began last, and of this one. */
  #latest = NONE
  #pending = NONE
  #inversion: readonly [number, number] | undefined

  constructor(columns: RegisterColumns, blocks: number) {
    this.#columns = columns
    this.#firstToEnd = new Int32Array(blocks)
    this.#lastToBegin = new Int32Array(blocks)
    this.#zones = {
      firstEnd: new Float64Array(blocks),
      lastBeginning: new Float64Array(blocks),
    }
  }

  /** Two calls of a block in the wrong order. */
  get inversion(): readonly [number, number] | undefined {
    return this.#inversion
  }

  /** The next block, whose first call is `root`; `NONE`: what was there before the history. */
  begin(root: number): void {
    this.#first = root
    this.#last = root
    this.#latest = root
    this.#pending = NONE
  }

  /** The next call of the rank at hand. */
  add(call: number): void {
    if (this.#endOf(call) < this.#endOf(this.#first)) this.#first = call
    if (this.#beginningOf(call) > this.#beginningOf(this.#last)) this.#last = call
    if (this.#endOf(call) < this.#beginningOf(this.#latest))
      this.#inversion ??= [this.#latest, call]
    if (this.#beginningOf(call) > this.#beginningOf(this.#pending)) this.#pending = call
  }

  nextRank(): void {
    if (this.#beginningOf(this.#pending) > this.#beginningOf(this.#latest)) {
      this.#latest = this.#pending
    }
    this.#pending = NONE
  }

  end(): void {
    this.#firstToEnd[this.#blocks] = this.#first
    this.#lastToBegin[this.#blocks] = this.#last
    this.#zones.firstEnd[this.#blocks] = this.#endOf(this.#first)
    this.#zones.lastBeginning[this.#blocks] = this.#beginningOf(this.#last)
    this.#blocks++
  }

  /** Of all blocks, once each has ended. */
  get zones(): Zones {
    return this.#zones
  }

  /** The calls that limit the zones of these blocks. */
  limitsOf(blocks: readonly number[] | undefined): readonly number[] | undefined {
    return blocks?.flatMap((block) => [
      this.#firstToEnd[block] as number,
      this.#lastToBegin[block] as number,
    ])
  }

  #endOf(call: number): number {
    return call === NONE ? NONE : (this.#columns.completed[call] as number)
  }

  #beginningOf(call: number): number {
    return call === NONE ? NONE : (this.#columns.invoked[call] as number)
  }
}
