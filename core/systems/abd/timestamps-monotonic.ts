/**
 * Within one life a replica only ever replaces a value by a newer one. Lives are judged apart:
 * a power loss may take back what was never acknowledged.
 */
import type { Checker, CheckResult, NodeReport, Recording } from '../../checkers/checker.ts'
import type { TaggedReport } from './messages.ts'
import { compareTags } from './tag.ts'
import type { Tag } from './tag.ts'

const NAME = 'timestamps-monotonic'

interface Seen {
  readonly tag: Tag
  readonly report: NodeReport
}

export const timestampsMonotonic: Checker = {
  name: NAME,
  summary: 'Within one life, a replica replaces a value only by a newer one.',
  check(recording: Recording, budget: number): CheckResult {
    const newest = new Map<string, Seen>()
    let steps = 0
    for (const report of recording.reports) {
      if (report.event.type !== 'tagged') continue
      if (steps >= budget) {
        const summary = `stopped after ${steps} stored values: the budget was used up`
        return { name: NAME, verdict: 'unknown', summary, steps }
      }
      steps++
      const { key, tag: flat } = report.event as TaggedReport
      const tag: Tag = { counter: flat[0], node: flat[1], life: flat[2], round: flat[3] }
      const where = JSON.stringify([report.node, report.incarnation, key])
      const before = newest.get(where)
      if (before !== undefined && compareTags(tag, before.tag) <= 0) {
        return violation(report, before.report, key, steps)
      }
      newest.set(where, { tag, report })
    }
    const summary = `${steps} stored values, each newer than the one that it replaced`
    return { name: NAME, verdict: 'valid', summary, steps }
  },
}

function violation(
  report: NodeReport,
  before: NodeReport,
  key: string,
  steps: number,
): CheckResult {
  const told = (of: NodeReport): string => (of.event as TaggedReport).tag.join('.')
  const sentence =
    `${report.node} replaced its value of ${key} with tag ${told(before)} ` +
    `by one with tag ${told(report)}, which is not newer.`
  const witness = { sentence, reports: [before, report] }
  return { name: NAME, verdict: 'invalid', summary: sentence, steps, witness }
}
