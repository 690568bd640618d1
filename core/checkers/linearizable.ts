/**
 * `linearizable`: every operation seems to take effect at one instant between its invocation and
 * its answer. The workload says what the objects are; a workload without a model is `unknown`.
 */
import type { HistoryOperation } from '../history/operation.ts'
import { pairOperations } from '../history/pair-operations.ts'
import type { Checker, CheckResult, Recording } from './checker.ts'
import { judging } from './linearizability/judge.ts'
import type { JudgeOptions } from './linearizability/judge.ts'
import type { CheckOptions } from './linearizability/linearizability.ts'
import type { Model } from './linearizability/model.ts'
import { bank } from './linearizability/models/bank.ts'
import { kv } from './linearizability/models/register.ts'
import { finish } from './property.ts'
import { clientName } from './witness/client-name.ts'
import { openedBalances } from './opened-balances.ts'

const NAME = 'linearizable'

export const linearizable: Checker = {
  name: NAME,
  summary: 'every operation takes effect at one instant between its start and its answer',
  check: (recording, budget) => {
    const chosen = modelOf(recording)
    if (chosen === undefined) {
      const summary = `the workload "${recording.workload.kind}" has no sequential model`
      return { name: NAME, verdict: 'unknown', summary, steps: 0 }
    }
    const pairing = pairOperations(recording.history)
    if (!pairing.ok) {
      const summary = `the history contradicts itself: ${pairing.problem.message}`
      return { name: NAME, verdict: 'unknown', summary, steps: 0 }
    }
    const telling = { timed: true, processName: clientName(recording.workload) }
    return judge(pairing.operations, { ...chosen, budget, telling })
  },
}

/** Judges operations, ordered by invocation, by a model, all at once. */
export function judge(operations: readonly HistoryOperation[], options: JudgeOptions): CheckResult {
  const judged = finish(judging(operations, options))
  if (judged.ok) return { name: NAME, ...judged.judgement }
  return { name: NAME, verdict: 'unknown', summary: judged.message, steps: 0 }
}

function modelOf({
  workload,
}: Recording): { readonly model: Model; readonly options: CheckOptions } | undefined {
  if (workload.kind === 'register') return { model: kv, options: {} }
  const opened = openedBalances(workload)
  if (workload.kind === 'bank' && opened !== undefined) {
    return { model: bank, options: { initial: opened } }
  }
  return undefined
}
