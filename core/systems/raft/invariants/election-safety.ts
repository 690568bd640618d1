/**
 * At most one leader in a term (Ongaro and Ousterhout, figure 3). A node that was restarted
 * and leads in a term in which it led before its restart counts as two: it forgot its term.
 */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import type { Invariant, Watch } from './invariant.ts'
import { broken, exhausted, holds } from './result.ts'

const NAME = 'election-safety'

export const electionSafety: Invariant = {
  name: NAME,
  summary: 'No term has two leaders.',
  watch: (budget) => new ElectionWatch(budget),
}

class ElectionWatch implements Watch {
  readonly #budget: number
  readonly #leaders = new Map<number, NodeReport>()
  #steps = 0
  #end: CheckResult | null = null

  constructor(budget: number) {
    this.#budget = budget
  }

  see(report: NodeReport, event: RaftReport): void {
    if (event.type !== 'role' || event.role !== 'leader' || this.#end !== null) return
    this.#end = this.#elected(report, event.term)
  }

  result(): CheckResult {
    const summary = `No term had two leaders; elections won: ${this.#leaders.size}.`
    return this.#end ?? holds(NAME, summary, this.#steps)
  }

  #elected(report: NodeReport, term: number): CheckResult | null {
    if (++this.#steps > this.#budget) return exhausted(NAME, this.#budget)
    const first = this.#leaders.get(term)
    if (first !== undefined) {
      return broken(NAME, tell(term, first, report), [first, report], this.#steps)
    }
    this.#leaders.set(term, report)
    return null
  }
}

function tell(term: number, first: NodeReport, second: NodeReport): string {
  if (first.node !== second.node) {
    return `Both ${first.node} and ${second.node} became leader in term ${term}.`
  }
  return `${first.node} became leader in term ${term} twice, in two of its lives.`
}
