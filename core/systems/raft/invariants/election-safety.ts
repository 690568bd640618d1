/**
 * At most one leader in a term (Ongaro and Ousterhout, figure 3). A node that was restarted
 * and leads in a term in which it led before its restart counts as two: it forgot its term.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import { broken, exhausted, holds } from './result.ts'

const NAME = 'election-safety'

export const electionSafety: Checker = {
  name: NAME,
  summary: 'No term has two leaders.',
  check: checkElectionSafety,
}

function checkElectionSafety(recording: Recording, budget: number): CheckResult {
  const leaders = new Map<number, NodeReport>()
  let steps = 0
  for (const report of recording.reports) {
    const event = report.event as RaftReport
    if (event.type !== 'role' || event.role !== 'leader') continue
    if (++steps > budget) return exhausted(NAME, budget)
    const first = leaders.get(event.term)
    if (first !== undefined)
      return broken(NAME, tell(event.term, first, report), [first, report], steps)
    leaders.set(event.term, report)
  }
  return holds(NAME, `No term had two leaders; elections won: ${leaders.size}.`, steps)
}

function tell(term: number, first: NodeReport, second: NodeReport): string {
  if (first.node !== second.node) {
    return `Both ${first.node} and ${second.node} became leader in term ${term}.`
  }
  return `${first.node} became leader in term ${term} twice, in two of its lives.`
}
