/**
 * A committed entry is in the log of every leader of a later term (Ongaro and Ousterhout,
 * figure 3). As a chain digests its whole prefix, each leader is compared at one index: the
 * highest that was committed in any earlier term.
 *
 * Which of two nodes spoke first does not matter: clocks of processes may differ a little, and
 * a commit may become known after the later leader was elected.
 */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'
import type { CommitReport, RaftReport } from '../reports.ts'
import type { Invariant, Watch } from './invariant.ts'
import type { LogView, NodeLogs } from './node-logs.ts'
import { broken, exhausted, gap, holds } from './result.ts'

const NAME = 'leader-completeness'

export const leaderCompleteness: Invariant = {
  name: NAME,
  summary: 'Every leader has everything that was committed before its term.',
  watch: (budget) => new CompletenessWatch(budget),
}

interface Commit {
  readonly index: number
  readonly chain: number
  readonly report: NodeReport
}

/** A leader, with its log at the moment when it became one. */
interface Leader {
  readonly term: number
  readonly log: LogView
  readonly report: NodeReport
  /** Steps that were taken until it was seen. */
  readonly steps: number
}

class CompletenessWatch implements Watch {
  readonly #budget: number
  /** The highest commit that a node in each term knew of. */
  readonly #commits = new Map<number, Commit>()
  readonly #leaders: Leader[] = []
  #steps = 0
  /** No leader is looked at any more, and why; commits are, up to the end. */
  #end: CheckResult | null = null

  constructor(budget: number) {
    this.#budget = budget
  }

  see(report: NodeReport, event: RaftReport, logs: NodeLogs | null): void {
    if (event.type === 'commit') this.#committed(report, event)
    if (this.#end !== null) return
    const steps = ++this.#steps
    if (steps > this.#budget) this.#end = exhausted(NAME, this.#budget)
    else if (logs === null) this.#end = gap(NAME, report, steps)
    else if (event.type === 'role' && event.role === 'leader') {
      const { term } = event
      this.#leaders.push({ term, log: logs.of(report.node).view(), report, steps })
    }
  }

  result(): CheckResult {
    const before = highestBefore(this.#commits)
    for (const { term, log, report, steps } of this.#leaders) {
      const commit = before(term)
      if (commit === null || !log.isKnown(commit.index)) continue
      if (log.chainAt(commit.index) === commit.chain) continue
      const sentence = tell(report.node, term, commit, log.lastIndex)
      return broken(NAME, sentence, [commit.report, report], steps)
    }
    const won = this.#leaders.length
    const summary = `Every leader had all that was committed before; elections won: ${won}.`
    return this.#end ?? holds(NAME, summary, this.#steps)
  }

  #committed(report: NodeReport, { term, index, chain }: CommitReport): void {
    const known = this.#commits.get(term)
    if (known !== undefined && known.index >= index) return
    this.#commits.set(term, { index, chain, report })
  }
}

/** For each term, the highest commit that a node in an earlier one knew of. */
function highestBefore(commits: ReadonlyMap<number, Commit>): (term: number) => Commit | null {
  const terms: number[] = []
  const highest: Commit[] = []
  let best: Commit | null = null
  for (const [term, commit] of [...commits].sort(([left], [right]) => left - right)) {
    if (best === null || commit.index > best.index) best = commit
    terms.push(term)
    highest.push(best)
  }
  return (term) => {
    let low = 0
    let high = terms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((terms[middle] as number) < term) low = middle + 1
      else high = middle
    }
    return low === 0 ? null : (highest[low - 1] as Commit)
  }
}

function tell(leader: string, term: number, commit: Commit, lastIndex: number): string {
  const what = `${leader} became leader in term ${term} without entry ${commit.index}`
  const who = `which ${commit.report.node} had reported as committed`
  if (lastIndex < commit.index) return `${what}, ${who}: its log ends at ${lastIndex}.`
  return `${what}, ${who}: it holds another entry there, or before.`
}
