/** From findings to a judgement: what of it the asked models forbid, and which models it rules out. */
import type { HistoryOperation } from '../../history/operation.ts'
import { eventsOf } from '../witness/events-of.ts'
import type { Anomaly, Judgement } from '../property.ts'
import { forbiddenBy, ruledOutBy } from './consistency-models.ts'
import type { ConsistencyModel } from './consistency-models.ts'
import type { Effort } from './effort.ts'
import type { Case, Findings } from './findings.ts'
import type { Transactions } from './transactions.ts'

export interface Examined {
  readonly transactions: Transactions
  readonly models: readonly ConsistencyModel[]
  readonly findings: Findings
  /** How many pairs of transactions depend on each other, or that depends on moments. */
  readonly dependencies: number
  /** Whether any transaction is known to come before another one. */
  readonly related: boolean
  readonly remark: string | undefined
  readonly effort: Effort
}

export function conclude(examined: Examined): Judgement {
  const { transactions, models, findings, effort } = examined
  const { operations, keys } = transactions
  const found = findings.list(forbiddenBy(models))
  const anomalies = found.map(({ type, count, smallest }): Anomaly => ({
    type,
    count,
    witness: witnessOf(smallest),
  }))
  const asked = models.join(' and ')
  const remark = examined.remark === undefined ? '' : `; ${examined.remark}`
  const worst = anomalies[0]
  const { steps } = effort
  if (worst !== undefined) {
    const types = anomalies.map(({ type, count }) => (count > 1 ? `${type} (${count})` : type))
    const ruledOut = ruledOutBy(findings.types)
    return {
      verdict: 'invalid',
      summary: `not ${asked}: ${types.join(', ')}; this rules out ${ruledOut.join(', ')}`,
      steps,
      witness: worst.witness,
      anomalies,
      ruledOut,
    }
  }
  const looked = `${count(operations.length, 'transaction')} on ${count(keys.length, 'key')}`
  if (effort.exhausted) {
    return { verdict: 'unknown', summary: `gave up after ${steps} steps on ${looked}`, steps }
  }
  const ruledOut = ruledOutBy(findings.types)
  if (!examined.related) {
    const summary = `${looked}: no transaction depends on another, so that nothing was tested${remark}`
    return { verdict: 'unknown', summary, steps, anomalies, ruledOut }
  }
  const summary = `${looked} with ${count(examined.dependencies, 'dependency', 'dependencies')} show nothing that ${asked} forbids${remark}`
  return { verdict: 'valid', summary, steps, anomalies, ruledOut }

  function witnessOf({ sentence, transactions: shown }: Case) {
    const shownOperations = shown.map((place) => operations[place] as HistoryOperation)
    return { sentence, events: eventsOf(shownOperations) }
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
