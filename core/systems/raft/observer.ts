/**
 * Tells the observers what became of the log, in as few reports as it can: entries that were
 * appended in many steps are told of together, at the latest when they commit.
 */
import type { Context } from '../../runtime/machine.ts'
import type { LogPoint } from './entry.ts'
import type { Log } from './log.ts'
import type { RaftReport } from './reports.ts'

export class Observer {
  readonly #log: Log
  #reportedTo = 0

  constructor(log: Log) {
    this.#log = log
  }

  tell(context: Context, report: RaftReport): void {
    context.report(report)
  }

  /** The log begins at `base` now; what follows it is told anew. */
  restored(context: Context, base: LogPoint): void {
    this.#reportedTo = base.index
    const { index, term, chain } = base
    this.tell(context, { type: 'restored', index, term, chain })
    this.appended(context)
  }

  /** Tells of every entry that was not told of yet. */
  appended(context: Context): void {
    const last = this.#log.lastIndex
    while (this.#reportedTo < last) {
      const from = this.#reportedTo + 1
      const term = this.#log.termAt(from) as number
      // Nearly always it is one entry, and a list that begins empty makes room for many.
      const chains = [this.#log.chainAt(from)]
      let index = from + 1
      while (index <= last && this.#log.termAt(index) === term) {
        chains.push(this.#log.chainAt(index))
        index++
      }
      this.tell(context, { type: 'append', from, term, chains })
      this.#reportedTo = index - 1
    }
  }

  truncated(context: Context, from: number): void {
    if (from > this.#reportedTo) return
    this.#reportedTo = from - 1
    this.tell(context, { type: 'truncate', from })
  }
}
