/**
 * `linearizable`: every operation seems to take effect at one instant between its invocation and
 * its answer. The workload says what the objects are; a workload without a model is `unknown`.
 */
import type { HistoryOperation } from '../history/operation.ts'
import { pairOperations } from '../history/pair-operations.ts'
import type { Checker, CheckResult, Recording } from './checker.ts'
import { startCheck } from './linearizability/linearizability.ts'
import type { CheckOptions } from './linearizability/linearizability.ts'
import type { Model } from './linearizability/model.ts'
import { bank } from './linearizability/models/bank.ts'
import { kv } from './linearizability/models/register.ts'
import { explain } from './linearizability/witness/explain.ts'
import type { TellerOptions } from './linearizability/witness/teller.ts'
import { clientName } from './client-name.ts'
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

export interface JudgeOptions {
  readonly model: Model
  readonly options: CheckOptions
  /** Steps; beyond them the verdict is `unknown`. */
  readonly budget: number
  readonly telling: TellerOptions
}

/** Judges operations, ordered by invocation, by a model. */
export function judge(
  operations: readonly HistoryOperation[],
  { model, options, budget, telling }: JudgeOptions,
): CheckResult {
  if (operations.length === 0) {
    return { name: NAME, verdict: 'unknown', summary: 'there are no operations', steps: 0 }
  }
  const start = startCheck(operations, model, options)
  if (!start.ok) {
    return { name: NAME, verdict: 'unknown', summary: start.misfit.message, steps: 0 }
  }
  const { check } = start
  const status = check.run(budget)
  const looked = `${operations.length} operations`
  switch (status.kind) {
    case 'valid': {
      const summary = `${looked} have an order that the model "${model.name}" allows`
      return { name: NAME, verdict: 'valid', summary, steps: check.steps }
    }
    case 'invalid': {
      const { witness, steps } = explain(status.violation, model, options, telling)
      const { key } = status.violation.object
      const where = key === undefined ? '' : ` (key ${key})`
      const summary = `${looked} have no order that the model "${model.name}" allows${where}`
      return { name: NAME, verdict: 'invalid', summary, steps: check.steps + steps, witness }
    }
    case 'running': {
      const summary = `not decided within ${budget} steps, over ${looked}`
      return { name: NAME, verdict: 'unknown', summary, steps: check.steps }
    }
    case 'unknown': {
      const summary = `not decided: the search ran out of memory, over ${looked}`
      return { name: NAME, verdict: 'unknown', summary, steps: check.steps }
    }
  }
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
