/**
 * A committed entry is in the log of every leader of a later term (Ongaro and Ousterhout,
 * figure 3). As a chain digests its whole prefix, each leader is compared at one index: the
 * highest that was committed in any earlier term.
 *
 * Which of two nodes spoke first does not matter: clocks of processes may differ a little, and
 * a commit may become known after the later leader was elected.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../../checkers/checker.ts'
import type { CommitReport, RaftReport } from '../reports.ts'
import { NodeLogs } from './node-logs.ts'
import { broken, exhausted, gap, holds } from './result.ts'

const NAME = 'leader-completeness'

export const leaderCompleteness: Checker = {
  name: NAME,
  summary: 'Every leader has everything that was committed before its term.',
  check: checkLeaderCompleteness,
}

interface Commit {
  readonly index: number
  readonly chain: number
  readonly report: NodeReport
}

/** For each term, the highest commit that a node in that term or an earlier one knew of. */
class Commits {
  readonly #terms: number[] = []
  readonly #highest: Commit[] = []

  constructor(reports: readonly NodeReport[]) {
    const byTerm = new Map<number, Commit>()
    for (const report of reports) {
      const event = report.event as RaftReport
      if (event.type !== 'commit') continue
      const { term, index, chain } = event as CommitReport
      const known = byTerm.get(term)
      if (known === undefined || known.index < index) byTerm.set(term, { index, chain, report })
    }
    let best: Commit | null = null
    for (const term of [...byTerm.keys()].sort((left, right) => left - right)) {
      const commit = byTerm.get(term) as Commit
      if (best === null || commit.index > best.index) best = commit
      this.#terms.push(term)
      this.#highest.push(best)
    }
  }

  /** The highest known in a term before `term`. */
  before(term: number): Commit | null {
    let low = 0
    let high = this.#terms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#terms[middle] as number) < term) low = middle + 1
      else high = middle
    }
    return low === 0 ? null : (this.#highest[low - 1] as Commit)
  }
}

function checkLeaderCompleteness(recording: Recording, budget: number): CheckResult {
  const commits = new Commits(recording.reports)
  const logs = new NodeLogs()
  let leaders = 0
  let steps = 0
  for (const report of recording.reports) {
    if (++steps > budget) return exhausted(NAME, budget)
    if (!logs.follow(report)) return gap(NAME, report, steps)
    const event = report.event as RaftReport
    if (event.type !== 'role' || event.role !== 'leader') continue
    leaders++
    const commit = commits.before(event.term)
    if (commit === null) continue
    const log = logs.of(report.node)
    if (!log.isKnown(commit.index) || log.chainAt(commit.index) === commit.chain) continue
    const sentence = tell(report.node, event.term, commit, log.lastIndex)
    return broken(NAME, sentence, [commit.report, report], steps)
  }
  return holds(
    NAME,
    `Every leader had all that was committed before; elections won: ${leaders}.`,
    steps,
  )
}

function tell(leader: string, term: number, commit: Commit, lastIndex: number): string {
  const what = `${leader} became leader in term ${term} without entry ${commit.index}`
  const who = `which ${commit.report.node} had reported as committed`
  if (lastIndex < commit.index) return `${what}, ${who}: its log ends at ${lastIndex}.`
  return `${what}, ${who}: it holds another entry there, or before.`
}
