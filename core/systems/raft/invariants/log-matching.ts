/**
 * If two logs hold an entry with the same index and term, they are equal up to it (Ongaro and
 * Ousterhout, figure 3). The chain digests the whole prefix, so it is enough to compare chains.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import { broken, exhausted, holds } from './result.ts'

const NAME = 'log-matching'

export const logMatching: Checker = {
  name: NAME,
  summary: 'Logs that share an entry are equal up to it.',
  check: checkLogMatching,
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

function checkLogMatching(recording: Recording, budget: number): CheckResult {
  const entries = new FirstReports()
  let steps = 0
  for (const report of recording.reports) {
    const event = report.event as RaftReport
    if (event.type !== 'append' && event.type !== 'restored') continue
    const from = event.type === 'append' ? event.from : event.index
    const chains = event.type === 'append' ? event.chains : [event.chain]
    for (const [offset, chain] of chains.entries()) {
      if (++steps > budget) return exhausted(NAME, budget)
      const first = entries.note(event.term, from + offset, chain, report)
      if (first === null) continue
      const sentence = tell(from + offset, event.term, first, report)
      return broken(NAME, sentence, [first, report], steps)
    }
  }
  return holds(
    NAME,
    `Logs that share an entry are equal up to it; entries compared: ${steps}.`,
    steps,
  )
}

function tell(index: number, term: number, first: NodeReport, second: NodeReport): string {
  return (
    `Entry ${index} of term ${term} is in the logs of ${first.node} and ${second.node}, ` +
    'but they are not equal up to it.'
  )
}
