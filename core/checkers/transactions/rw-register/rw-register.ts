/**
 * `rw-register`: transactions of reads `[r key value]` and writes `[w key value]`, each value
 * written once to its key. Registers do not show what they held before, so that far less is known
 * of the order of their versions than with lists; see `version-edges.ts` for what is inferred, and
 * the options for what may be assumed.
 *
 * Source: Kyle Kingsbury and Peter Alvaro, "Elle: Inferring Isolation Anomalies from Experimental
 * Observations" (VLDB 2020).
 */
import type { HistoryProperty } from '../../property.ts'
import { judgeTransactional } from '../judge.ts'
import type { Examination, Given } from '../judge.ts'
import { buildDependencies } from './dependencies.ts'
import { judgeReads, judgeTransactions } from './direct-anomalies.ts'
import type { RegisterAnalysis } from './direct-anomalies.ts'
import { readRegisters } from './registers.ts'
import { registerClause, tellVersionCycle } from './tell-dependency.ts'
import { initialEdges, processOrder, realtimeOrder, writesFollowReads } from './version-edges.ts'
import { combineVersions } from './version-graph.ts'

export const rwRegister: HistoryProperty = {
  name: 'rw-register',
  summary: 'transactions over registers keep a consistency model (strict-serializable by default)',
  operations: ['txn'],
  judge: (history, options) =>
    judgeTransactional(history, options, { write: 'w', lists: false }, examineRegisters),
}

/** What rw-register histories show; `judgeTransactional` does the rest. */
export function* examineRegisters(given: Given): Examination {
  const { transactions, writes, narrator, findings, effort, options } = given
  const registers = yield* readRegisters(transactions, writes, options.initial ?? null, effort)
  const whole = options.whole === true || options.initial !== undefined
  const analysis: RegisterAnalysis = { transactions, registers, whole, narrator, findings }
  const foreign = yield* judgeReads(analysis, effort)
  yield* judgeTransactions(analysis, effort)
  const sources = [yield* initialEdges(registers, effort)]
  const { writesFollowReads: follow } = options
  if (follow !== false) {
    sources.push(yield* writesFollowReads(transactions, registers, follow === true, effort))
  }
  if (options.sequentialKeys === true) {
    sources.push(yield* processOrder(transactions, registers, effort))
  }
  if (options.linearizableKeys === true) {
    sources.push(yield* realtimeOrder(transactions, registers, effort))
  }
  const { edges, cycles } = yield* combineVersions(registers, sources, effort)
  for (const cycle of cycles) {
    findings.note('cyclic-versions', cycle.versions.length, () =>
      tellVersionCycle(cycle, registers, narrator),
    )
  }
  const builder = yield* buildDependencies(transactions, registers, edges, effort)
  const clause = registerClause(transactions, registers, edges)
  return foreign === 0 ? { builder, clause } : { builder, clause, remark: remarkOn(foreign) }
}

function remarkOn(foreign: number): string {
  const reads = foreign === 1 ? 'one read is of a value' : `${foreign} reads are of values`
  return `${reads} that nobody wrote in this history`
}
