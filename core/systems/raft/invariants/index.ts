/**
 * The four safety properties of Raft, as checkers that are judged from the reports of the nodes.
 * Reading the reports is most of the work, so whoever asks for one has all four judged in one walk,
 * and the answers to the other three are kept for as long as the recording is.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import { electionSafety } from './election-safety.ts'
import type { Invariant, Watch } from './invariant.ts'
import { leaderCompleteness } from './leader-completeness.ts'
import { logMatching } from './log-matching.ts'
import { NodeLogs } from './node-logs.ts'
import { stateMachineSafety } from './state-machine-safety.ts'

interface Walk {
  readonly budget: number
  readonly results: ReadonlyMap<Invariant, CheckResult>
}

const ALL: readonly Invariant[] = [
  electionSafety,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
]

/** The last walk through a recording; its reports do not change once it is judged. */
const walks = new WeakMap<Recording, Walk>()

export const INVARIANTS: readonly Checker[] = ALL.map((invariant) => ({
  name: invariant.name,
  summary: invariant.summary,
  check(recording, budget) {
    let walk = walks.get(recording)
    if (walk?.budget !== budget) walks.set(recording, (walk = walkThrough(recording, budget)))
    return walk.results.get(invariant) as CheckResult
  },
}))

function walkThrough(recording: Recording, budget: number): Walk {
  const walker = new Walker(budget)
  recording.reports.forEach((report) => walker.see(report))
  return { budget, results: walker.results() }
}

/** A class, so that what is done for each report is compiled once, and not anew in every walk. */
class Walker {
  readonly #watches: readonly Watch[]
  #logs: NodeLogs | null = new NodeLogs()

  constructor(budget: number) {
    this.#watches = ALL.map((invariant) => invariant.watch(budget))
  }

  see(report: NodeReport): void {
    const event = report.event as RaftReport
    if (this.#logs?.follow(report.node, event) === false) this.#logs = null
    for (const watch of this.#watches) watch.see(report, event, this.#logs)
  }

  results(): Walk['results'] {
    return new Map(ALL.map((invariant, at) => [invariant, (this.#watches[at] as Watch).result()]))
  }
}
