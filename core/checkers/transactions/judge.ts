/**
 * The judgement that both kinds of transactional histories share: read them, let their own
 * examination find what needs no cycle and what depends on what, search the dependencies for
 * cycles, and conclude.
 */
import { listed } from '../listed.ts'
import type { Judging, ReadHistory, Sliced } from '../property.ts'
import { forbiddenBy } from './consistency-models.ts'
import { conclude } from './conclude.ts'
import { anyDependency } from './cycles/any-dependency.ts'
import { PROCESS, REALTIME } from './cycles/dependency-graph.ts'
import type { GraphBuilder } from './cycles/dependency-graph.ts'
import { findCycles, ordersFor } from './cycles/find-cycles.ts'
import { addProcessOrder, addRealtime } from './cycles/orders.ts'
import { Effort } from './effort.ts'
import { Findings } from './findings.ts'
import { Narrator } from './narrator.ts'
import { readModels } from './options.ts'
import type { TransactionOptions } from './options.ts'
import { tellCycle } from './tell-cycle.ts'
import type { DataClause } from './tell-cycle.ts'
import { readTransactions } from './transactions.ts'
import type { Dialect, Transactions } from './transactions.ts'
import { indexWrites } from './writes.ts'
import type { Writes } from './writes.ts'

/** What an examination gets. */
export interface Given {
  readonly transactions: Transactions
  readonly writes: Writes
  readonly narrator: Narrator
  readonly findings: Findings
  readonly effort: Effort
  readonly options: TransactionOptions
}

/** Notes the anomalies without cycles, and gives the dependencies of data with their reasons. */
export type Examination = Generator<
  number,
  {
    readonly builder: GraphBuilder
    readonly clause: DataClause
    /** What is no anomaly and yet worth knowing beside a verdict; a clause. */
    readonly remark?: string
  },
  void
>

export function* judgeTransactional(
  history: ReadHistory,
  options: TransactionOptions,
  dialect: Dialect,
  examine: (given: Given) => Examination,
): Sliced<Judging> {
  const asked = readModels(options)
  if (!asked.ok) return asked
  const { models } = asked
  const effort = new Effort(options.budget)
  const operations = yield* listed(history.operations)
  const reading = yield* readTransactions(operations, dialect, effort)
  if (!reading.ok) return reading
  const { transactions } = reading
  const indexing = yield* indexWrites(transactions, !dialect.lists, effort)
  if (!indexing.ok) return indexing
  const { writes } = indexing
  const narrator = new Narrator(transactions, options.telling)
  const findings = new Findings()
  const given: Given = { transactions, writes, narrator, findings, effort, options }
  const { builder, clause, remark } = yield* examine(given)
  const dependencies = builder.edges
  const wanted = forbiddenBy(models)
  const orders = ordersFor(wanted)
  if ((orders & PROCESS) !== 0) yield* addProcessOrder(builder, operations, effort)
  if ((orders & REALTIME) !== 0) yield* addRealtime(builder, operations, effort)
  const graph = yield* builder.finish(effort)
  for (const { type, cycle } of yield* findCycles(graph, wanted, effort)) {
    findings.note(type, cycle.transactions.length, () => tellCycle(cycle, narrator, clause))
  }
  const related = yield* anyDependency(graph, effort)
  const examined = { transactions, models, findings, dependencies, related, remark, effort }
  return { ok: true, judgement: conclude(examined) }
}
