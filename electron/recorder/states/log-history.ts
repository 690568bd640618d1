/**
 * How the newest end of a machine's log changed over time: each entry as it was written, and where
 * the log began, ended and was committed. What is kept of the writes is enough to tell the newest
 * entries at any moment, also after some were overwritten.
 */
import { lastAtMost } from '../../../core/base/last-at-most.ts'
import type { LogView } from '../../../core/runtime/machine.ts'
import type { LogEntryState } from '../../ipc/shapes/timeline.ts'
import { areTexts, BadPageError, listsOf } from './page-shape.ts'
import { ValueHistory, type PlainValueHistory } from './value-history.ts'

/** So many of the newest entries are told. */
export const LOG_ENTRIES_SHOWN = 30
/** Entries that are remembered to tell new ones from old ones. */
const REMEMBERED_MAX = 4 * LOG_ENTRIES_SHOWN

/** As a page of a run file keeps it; of each write its time, place, term and text. */
export interface PlainLogHistory {
  /** Base, last index, commit. */
  readonly bounds: readonly PlainValueHistory[]
  readonly times: readonly number[]
  readonly indexes: readonly number[]
  readonly terms: readonly number[]
  readonly texts: readonly string[]
}

export class LogHistory {
  readonly #bounds = {
    base: new ValueHistory(),
    last: new ValueHistory(),
    commit: new ValueHistory(),
  }
  readonly #times: number[] = []
  readonly #indexes: number[] = []
  readonly #terms: number[] = []
  readonly #texts: string[] = []
  /** The newest entries by index, to be told apart by identity. */
  readonly #known = new Map<number, object>()
  #lastIndex = 0

  record(atUs: number, view: LogView): void {
    const { base, lastIndex, commit } = view
    this.#bounds.base.record(atUs, base)
    this.#bounds.last.record(atUs, lastIndex)
    this.#bounds.commit.record(atUs, commit)
    const newest = view.entryAt(lastIndex)
    // The newest entry vouches for all before it.
    if (this.#lastIndex === lastIndex && this.#known.get(lastIndex) === newest) return
    const first = Math.max(base + 1, lastIndex - LOG_ENTRIES_SHOWN + 1)
    for (let index = first; index <= lastIndex; index++) {
      if (this.#known.get(index) !== view.entryAt(index)) this.#write(atUs, index, view)
    }
    this.#lastIndex = lastIndex
    if (this.#known.size > REMEMBERED_MAX) this.#forget(first)
  }

  /** Oldest first; null before the first record. */
  at(atUs: number): readonly LogEntryState[] | null {
    const lastIndex = this.#bounds.last.at(atUs) as number | undefined
    if (lastIndex === undefined) return null
    const base = this.#bounds.base.at(atUs) as number
    const commit = this.#bounds.commit.at(atUs) as number
    const first = Math.max(base + 1, lastIndex - LOG_ENTRIES_SHOWN + 1)
    const entries = new Map<number, LogEntryState>()
    const wanted = lastIndex - first + 1
    for (let at = lastAtMost(this.#times, atUs); at >= 0 && entries.size < wanted; at--) {
      const index = this.#indexes[at] as number
      if (index < first || index > lastIndex || entries.has(index)) continue
      const [term, text] = [this.#terms[at] as number, this.#texts[at] as string]
      entries.set(index, { index, term, text, committed: index <= commit })
    }
    return [...entries.values()].sort((left, right) => left.index - right.index)
  }

  /** Plain data, from which `fromPlain` makes the same history again. */
  toPlain(): PlainLogHistory {
    const { base, last, commit } = this.#bounds
    return {
      bounds: [base.toPlain(), last.toPlain(), commit.toPlain()],
      times: this.#times,
      indexes: this.#indexes,
      terms: this.#terms,
      texts: this.#texts,
    }
  }

  /** To be asked, not to be gone on with. Throws `BadPageError` for data that is none of ours. */
  static fromPlain(plain: unknown): LogHistory {
    const names = ['bounds', 'times', 'indexes', 'terms', 'texts'] as const
    const { bounds, times, indexes, terms, texts } = listsOf(plain, ...names)
    const history = new LogHistory()
    const numbers = [times, indexes, terms]
    const sound =
      numbers.every((list) => list.length === texts.length && list.every(Number.isFinite)) &&
      areTexts(texts)
    if (!sound) throw new BadPageError('its log makes no sense')
    for (const [place, name] of (['base', 'last', 'commit'] as const).entries()) {
      history.#bounds[name] = ValueHistory.fromPlain(bounds[place], 0)
    }
    for (const [place, text] of texts.entries()) {
      history.#times.push(times[place] as number)
      history.#indexes.push(indexes[place] as number)
      history.#terms.push(terms[place] as number)
      history.#texts.push(text)
    }
    return history
  }

  #write(atUs: number, index: number, view: LogView): void {
    const entry = view.entryAt(index)
    const line = view.lineAt(index)
    if (entry === undefined || line === undefined) return
    this.#known.set(index, entry)
    this.#times.push(atUs)
    this.#indexes.push(index)
    this.#terms.push(line.term)
    this.#texts.push(line.text)
  }

  #forget(before: number): void {
    for (const index of this.#known.keys()) if (index < before) this.#known.delete(index)
  }
}
