/** The answers that the four invariants give, in one form. */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'

export function holds(name: string, summary: string, steps: number): CheckResult {
  return { name, verdict: 'valid', summary, steps }
}

export function unknown(name: string, summary: string, steps: number): CheckResult {
  return { name, verdict: 'unknown', summary, steps }
}

export function broken(
  name: string,
  sentence: string,
  reports: readonly NodeReport[],
  steps: number,
): CheckResult {
  return { name, verdict: 'invalid', summary: sentence, steps, witness: { sentence, reports } }
}

export function gap(name: string, report: NodeReport, steps: number): CheckResult {
  return unknown(name, `Reports of ${report.node} are missing, so its log is not known.`, steps)
}

export function exhausted(name: string, budget: number): CheckResult {
  return unknown(name, `More than ${budget} steps were needed.`, budget)
}
