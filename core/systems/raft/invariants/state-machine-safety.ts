/**
 * No two nodes apply different commands at one index, and equal commands give equal states
 * (Ongaro and Ousterhout, figure 3). Each node's commits are followed entry by entry through its
 * own log; the digests of the applied state are compared where two nodes reported the same index.
 */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'
import type { Address } from '../../../runtime/machine.ts'
import type { CommitReport, RaftReport } from '../reports.ts'
import type { Invariant, Watch } from './invariant.ts'
import type { NodeLog, NodeLogs } from './node-logs.ts'
import { broken, exhausted, gap, holds } from './result.ts'

const NAME = 'state-machine-safety'

export const stateMachineSafety: Invariant = {
  name: NAME,
  summary: 'All nodes apply the same commands in the same order, with the same outcome.',
  watch: (budget) => new ApplyWatch(budget),
}

interface Applied {
  readonly value: number
  readonly report: NodeReport
}

/** What was first said of each index. */
class FirstSaid {
  readonly #said = new Map<number, Applied>()

  get size(): number {
    return this.#said.size
  }

  /** Notes it; returns an earlier report that said otherwise. */
  note(index: number, value: number, report: NodeReport): NodeReport | null {
    const first = this.#said.get(index)
    if (first === undefined) this.#said.set(index, { value, report })
    else if (first.value !== value) return first.report
    return null
  }
}

class ApplyWatch implements Watch {
  readonly #budget: number
  readonly #chains = new FirstSaid()
  readonly #states = new FirstSaid()
  readonly #appliedTo = new Map<Address, number>()
  #steps = 0
  #end: CheckResult | null = null

  constructor(budget: number) {
    this.#budget = budget
  }

  see(report: NodeReport, event: RaftReport, logs: NodeLogs | null): void {
    if (this.#end !== null) return
    if (++this.#steps > this.#budget) this.#end = exhausted(NAME, this.#budget)
    else if (logs === null) this.#end = gap(NAME, report, this.#steps)
    else if (event.type === 'restored') this.#end = this.#restored(report, event)
    else if (event.type === 'commit') {
      this.#end = this.#committed(report, event, logs.of(report.node))
    }
  }

  result(): CheckResult {
    const summary = `All nodes applied the same; indices compared: ${this.#chains.size}.`
    return this.#end ?? holds(NAME, summary, this.#steps)
  }

  /** A snapshot holds only what is committed. */
  #restored(
    report: NodeReport,
    { index, chain }: { readonly index: number; readonly chain: number },
  ): CheckResult | null {
    this.#appliedTo.set(report.node, index)
    return this.#compare(index, this.#chains.note(index, chain, report), report)
  }

  #committed(report: NodeReport, { index, state }: CommitReport, log: NodeLog): CheckResult | null {
    if (!log.isKnown(index) || index > log.lastIndex) return gap(NAME, report, this.#steps)
    const from = (this.#appliedTo.get(report.node) ?? 0) + 1
    for (let at = from; at <= index; at++) {
      if (++this.#steps > this.#budget) return exhausted(NAME, this.#budget)
      const first = this.#chains.note(at, log.chainAt(at) as number, report)
      if (first !== null) return this.#compare(at, first, report)
    }
    this.#appliedTo.set(report.node, index)
    const first = this.#states.note(index, state, report)
    if (first === null) return null
    return broken(NAME, tellState(index, first, report), [first, report], this.#steps)
  }

  #compare(index: number, first: NodeReport | null, report: NodeReport): CheckResult | null {
    if (first === null) return null
    return broken(NAME, tell(index, first, report), [first, report], this.#steps)
  }
}

function tell(index: number, first: NodeReport, second: NodeReport): string {
  return `${first.node} and ${second.node} applied different entries at index ${index}.`
}

function tellState(index: number, first: NodeReport, second: NodeReport): string {
  return (
    `${first.node} and ${second.node} applied the same entries up to index ${index}, ` +
    'but their states differ.'
  )
}
