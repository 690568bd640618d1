/**
 * The log in memory: entries from a base on; what lies before the base is in a snapshot.
 *
 * Beside each entry it keeps the chain, a rolling digest of every term and command from the
 * very first entry on. Two logs with equal chains at an index are equal up to it, so comparing
 * two numbers compares two histories; the observers live on that.
 *
 * It refuses to truncate what its owner knows to be committed: the owner asserts that.
 */
import { assert, broken } from '../../base/assert.ts'
import { estimateBytes, extendChain, LOG_START } from './entry.ts'
import type { Entry, LogPoint } from './entry.ts'

export class Log {
  #base: LogPoint = LOG_START
  #entries: Entry[] = []
  #chains: number[] = []
  /** The latest batch, until the log changes: followers that are level are sent the same one. */
  #latest: { readonly from: number; readonly limits: Limits; readonly batch: Batch } | null = null

  /** Where the log begins: the last point that is not held as an entry any more. */
  get base(): LogPoint {
    return this.#base
  }

  get lastIndex(): number {
    return this.#base.index + this.#entries.length
  }

  get lastTerm(): number {
    const last = this.#entries[this.#entries.length - 1]
    return last === undefined ? this.#base.term : last.term
  }

  /** Undefined before the base and after the end. */
  termAt(index: number): number | undefined {
    if (index === this.#base.index) return this.#base.term
    return this.#entries[index - this.#base.index - 1]?.term
  }

  chainAt(index: number): number {
    if (index === this.#base.index) return this.#base.chain
    const chain = this.#chains[index - this.#base.index - 1]
    if (chain === undefined) broken(`no chain at ${index}`)
    return chain
  }

  pointAt(index: number): LogPoint {
    const term = this.termAt(index)
    assert(term !== undefined, `no entry at ${index}`)
    return { index, term, chain: this.chainAt(index) }
  }

  entryAt(index: number): Entry {
    const entry = this.#entries[index - this.#base.index - 1]
    if (entry === undefined) broken(`no entry at ${index}`)
    return entry
  }

  /** Undefined up to the base and after the end. */
  findEntry(index: number): Entry | undefined {
    return this.#entries[index - this.#base.index - 1]
  }

  append(entry: Entry): void {
    this.#latest = null
    this.#chains.push(extendChain(this.chainAt(this.lastIndex), entry))
    this.#entries.push(entry)
  }

  /** Removes the entries from `index` on. */
  truncate(index: number): void {
    assert(index > this.#base.index, `truncating at ${index}, before ${this.#base.index}`)
    this.#latest = null
    const keep = index - this.#base.index - 1
    this.#entries.length = Math.min(this.#entries.length, keep)
    this.#chains.length = Math.min(this.#chains.length, keep)
  }

  /** At least one entry from `from` on, where there is one, and no more than the limits allow. */
  batch(from: number, limits: Limits): Batch {
    if (this.#latest?.from === from && this.#latest.limits === limits) return this.#latest.batch
    const start = from - this.#base.index - 1
    if (start < 0) broken(`entry ${from} is compacted`)
    const end = Math.min(this.#entries.length, start + limits.entries)
    let bytes = 0
    let next = start
    while (next < end) {
      bytes += estimateBytes(this.#entries[next] as Entry)
      if (bytes > limits.bytes && next > start) break
      next++
    }
    const batch = { entries: this.#entries.slice(start, next), bytes }
    this.#latest = { from, limits, batch }
    return batch
  }

  /** Every entry after `index`. */
  after(index: number): Entry[] {
    return this.#entries.slice(index - this.#base.index)
  }

  /** Forgets the entries up to `index`; they stand in a snapshot. */
  compact(index: number): void {
    if (index <= this.#base.index) return
    const point = this.pointAt(index)
    this.#latest = null
    this.#entries = this.after(index)
    this.#chains = this.#chains.slice(index - this.#base.index)
    this.#base = point
  }

  /** An empty log that begins at `base`. */
  reset(base: LogPoint): void {
    this.#base = { index: base.index, term: base.term, chain: base.chain }
    this.#latest = null
    this.#entries = []
    this.#chains = []
  }

  /**
   * The last index up to `index` whose term is at most `term`; the base at the least. Terms
   * never fall along a log, so the search halves.
   */
  lastWithTermUpTo(index: number, term: number): number {
    let low = this.#base.index
    let high = Math.min(index, this.lastIndex)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.termAt(middle) as number) <= term) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Whether a log that ends in (`lastTerm`, `lastIndex`) holds all that this one may have committed. */
  isCoveredBy(lastTerm: number, lastIndex: number): boolean {
    if (lastTerm !== this.lastTerm) return lastTerm > this.lastTerm
    return lastIndex >= this.lastIndex
  }
}

/** Of one batch. */
export interface Limits {
  readonly entries: number
  readonly bytes: number
}

export interface Batch {
  readonly entries: readonly Entry[]
  readonly bytes: number
}
