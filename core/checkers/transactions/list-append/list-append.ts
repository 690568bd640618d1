/**
 * `list-append`: transactions of reads `[r key list]` and appends `[append key value]`, each value
 * appended once to its key. Since a list shows the order of its appends, nearly all dependencies
 * are known, and with them nearly all anomalies.
 *
 * It reports the anomalies that the asked consistency models forbid and the weakest models that
 * they rule out. It never says that a model held: only that nothing speaks against it.
 *
 * Source: Kyle Kingsbury and Peter Alvaro, "Elle: Inferring Isolation Anomalies from Experimental
 * Observations" (VLDB 2020).
 */
import type { HistoryProperty } from '../../property.ts'
import { judgeTransactional } from '../judge.ts'
import type { Examination, Given } from '../judge.ts'
import { judgeLists, judgeReads } from './direct-anomalies.ts'
import type { ListAnalysis } from './direct-anomalies.ts'
import { ListDependencies } from './dependencies.ts'
import { listClause } from './tell-dependency.ts'
import { orderVersions } from './version-order.ts'
import { judgeTransactions } from './within-transactions.ts'

export const listAppend: HistoryProperty = {
  name: 'list-append',
  summary: 'transactions over lists keep a consistency model (strict-serializable by default)',
  operations: ['txn'],
  judge: (history, options) =>
    judgeTransactional(history, options, { write: 'append', lists: true }, examineLists),
}

/** What list-append histories show; `judgeTransactional` does the rest. */
export function* examineLists({
  transactions,
  writes,
  narrator,
  findings,
  effort,
}: Given): Examination {
  const order = yield* orderVersions(transactions, writes, effort)
  const analysis: ListAnalysis = { transactions, writes, order, narrator, findings }
  yield* judgeReads(analysis, effort)
  yield* judgeTransactions(analysis, effort)
  yield* judgeLists(analysis, effort)
  const dependencies = new ListDependencies(transactions, writes, order)
  const builder = yield* dependencies.build(effort)
  return { builder, clause: listClause(transactions, order, dependencies) }
}
