/**
 * If two logs hold an entry with the same index and term, they are equal up to it (Ongaro and
 * Ousterhout, figure 3). The chain digests the whole prefix, so it is enough to compare chains.
 */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import type { Invariant, Watch } from './invariant.ts'
import { broken, exhausted, holds } from './result.ts'

const NAME = 'log-matching'

export const logMatching: Invariant = {
  name: NAME,
  summary: 'Logs that share an entry are equal up to it.',
  watch: (budget) => new MatchingWatch(budget),
}

/** The first that reported each entry, by term and index. */
class FirstReports {
  readonly #byTerm = new Map<number, Map<number, { chain: number; report: NodeReport }>>()

  /** Notes the entry; returns an earlier report that differs. */
  note(term: number, index: number, chain: number, report: NodeReport): NodeReport | null {
    let byIndex = this.#byTerm.get(term)
    if (byIndex === undefined) {
      byIndex = new Map()
      this.#byTerm.set(term, byIndex)
    }
    const first = byIndex.get(index)
    if (first === undefined) byIndex.set(index, { chain, report })
    else if (first.chain !== chain) return first.report
    return null
  }
}

class MatchingWatch implements Watch {
  readonly #budget: number
  readonly #entries = new FirstReports()
  #steps = 0
  #end: CheckResult | null = null

  constructor(budget: number) {
    this.#budget = budget
  }

  see(report: NodeReport, event: RaftReport): void {
    if (this.#end !== null) return
    if (event.type === 'restored') {
      this.#end = this.#note(event.term, event.index, event.chain, report)
    } else if (event.type === 'append') {
      const { term, chains } = event
      let index = event.from
      for (const chain of chains) {
        this.#end = this.#note(term, index++, chain, report)
        if (this.#end !== null) return
      }
    }
  }

  result(): CheckResult {
    const summary = `Logs that share an entry are equal up to it; entries compared: ${this.#steps}.`
    return this.#end ?? holds(NAME, summary, this.#steps)
  }

  #note(term: number, index: number, chain: number, report: NodeReport): CheckResult | null {
    if (++this.#steps > this.#budget) return exhausted(NAME, this.#budget)
    const first = this.#entries.note(term, index, chain, report)
    if (first === null) return null
    return broken(NAME, tell(index, term, first, report), [first, report], this.#steps)
  }
}

function tell(index: number, term: number, first: NodeReport, second: NodeReport): string {
  return (
    `Entry ${index} of term ${term} is in the logs of ${first.node} and ${second.node}, ` +
    'but they are not equal up to it.'
  )
}
