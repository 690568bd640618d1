/**
 * No two nodes apply different commands at one index, and equal commands give equal states
 * (Ongaro and Ousterhout, figure 3). Each node's commits are followed entry by entry through its
 * own log; the digests of the applied state are compared where two nodes reported the same index.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../../checkers/checker.ts'
import type { Address } from '../../../runtime/machine.ts'
import type { CommitReport, RaftReport } from '../reports.ts'
import { NodeLogs } from './node-logs.ts'
import { broken, exhausted, gap, holds } from './result.ts'

const NAME = 'state-machine-safety'

export const stateMachineSafety: Checker = {
  name: NAME,
  summary: 'All nodes apply the same commands in the same order, with the same outcome.',
  check: checkStateMachineSafety,
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

function checkStateMachineSafety(recording: Recording, budget: number): CheckResult {
  const logs = new NodeLogs()
  const chains = new FirstSaid()
  const states = new FirstSaid()
  const appliedTo = new Map<Address, number>()
  let steps = 0
  for (const report of recording.reports) {
    if (++steps > budget) return exhausted(NAME, budget)
    if (!logs.follow(report)) return gap(NAME, report, steps)
    const event = report.event as RaftReport
    if (event.type === 'restored') {
      appliedTo.set(report.node, event.index)
      // A snapshot holds only what is committed.
      const first = chains.note(event.index, event.chain, report)
      if (first !== null) {
        return broken(NAME, tell(event.index, first, report), [first, report], steps)
      }
    }
    if (event.type !== 'commit') continue
    const { index, state } = event as CommitReport
    const log = logs.of(report.node)
    if (!log.isKnown(index) || index > log.lastIndex) return gap(NAME, report, steps)
    const from = (appliedTo.get(report.node) ?? 0) + 1
    for (let at = from; at <= index; at++) {
      if (++steps > budget) return exhausted(NAME, budget)
      const first = chains.note(at, log.chainAt(at) as number, report)
      if (first !== null) return broken(NAME, tell(at, first, report), [first, report], steps)
    }
    appliedTo.set(report.node, index)
    const first = states.note(index, state, report)
    if (first !== null) return broken(NAME, tellState(index, first, report), [first, report], steps)
  }
  return holds(NAME, `All nodes applied the same; indices compared: ${chains.size}.`, steps)
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
