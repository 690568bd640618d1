/**
 * How long the judgement of transactions takes, and how much memory: histories of a small store by
 * length, with and without an anomaly, and one in which ten thousand transactions are one strongly
 * connected component. Each row runs in a process of its own, so that its memory is its own.
 *
 *     node test/bench/transactions.ts [--json]
 */
import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { TRANSACTION_PROPERTIES } from '../../core/checkers/transactions/index.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { pairOperations } from '../../core/history/pair-operations.ts'
import { ringOfTransactions } from './property-histories.ts'
import { runToyStore } from '../core/checkers/transactions/toy-store.ts'
import type { ToyRun } from '../core/checkers/transactions/toy-store.ts'

export interface TransactionsFigure {
  readonly history: string
  readonly property: string
  readonly transactions: number
  readonly verdict: string
  /** Each with how often it was found. */
  readonly anomalies: string
  readonly elapsedMs: number
  /** The most computing between two rests, so that other programs do not count. */
  readonly sliceMsMax: number
  readonly steps: number
  /** Of the process, with the history itself; and of that what the judgement added. */
  readonly memoryMb: number
  readonly addedMb: number
}

interface Row {
  readonly name: string
  readonly property: 'list-append' | 'rw-register'
  readonly transactions: number
  readonly events: () => readonly HistoryEvent[]
}

const BUDGET_STEPS = 200_000_000

function generated(
  name: string,
  property: Row['property'],
  transactions: number,
  more: Partial<ToyRun> = {},
): Row {
  const run: ToyRun = {
    seed: name,
    dialect: property === 'list-append' ? 'append' : 'w',
    isolation: 'serializable',
    transactions,
    clients: 20,
    keys: 10,
    writesPerKey: 64,
    lengthMax: 4,
    unknown: 1,
    aborted: 2,
    ...more,
  }
  return { name, property, transactions, events: () => runToyStore(run) }
}

const LENGTHS = [1000, 10_000, 100_000]

const ROWS: readonly Row[] = [
  ...LENGTHS.flatMap((length) => [
    generated('no anomaly', 'list-append', length),
    generated('one in 1,000 reads stale', 'list-append', length, { bugs: { 'stale-snapshot': 1 } }),
    generated('no anomaly', 'rw-register', length),
    generated('one in 1,000 reads stale', 'rw-register', length, { bugs: { 'stale-snapshot': 1 } }),
  ]),
  generated('one component: half of the reads stale', 'list-append', 10_000, {
    bugs: { 'stale-snapshot': 500 },
  }),
  generated('one component: read committed on hot keys', 'list-append', 10_000, {
    isolation: 'read-committed',
    keys: 3,
    writesPerKey: 200,
  }),
  generated('one component: half of the reads stale', 'list-append', 100_000, {
    bugs: { 'stale-snapshot': 500 },
  }),
  {
    name: 'one ring',
    property: 'list-append',
    transactions: 10_000,
    events: () => ringOfTransactions(10_000, 'append'),
  },
  {
    name: 'one ring',
    property: 'list-append',
    transactions: 100_000,
    events: () => ringOfTransactions(100_000, 'append'),
  },
]

/** Measures every row; takes about half a minute. */
export function benchTransactions(quick = false): readonly TransactionsFigure[] {
  const script = fileURLToPath(import.meta.url)
  return Array.from(ROWS.entries())
    .filter(([, { transactions }]) => !quick || transactions <= 10_000)
    .map(([place]) => {
      const told = execFileSync(process.execPath, [script, '--row', `${place}`])
      return JSON.parse(told.toString()) as TransactionsFigure
    })
}

function measure({ name, property, transactions, events: generate }: Row): TransactionsFigure {
  const events = generate()
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const judge = TRANSACTION_PROPERTIES.find((one) => one.name === property)
  if (judge === undefined) throw new Error(property)
  const before = process.memoryUsage().rss
  const startedAt = performance.now()
  const work = judge.judge({ operations: pairing.operations }, { budget: BUDGET_STEPS })
  let sliceMsMax = 0
  for (;;) {
    const sliceAt = process.cpuUsage()
    const slice = work.next()
    sliceMsMax = Math.max(sliceMsMax, process.cpuUsage(sliceAt).user / 1000)
    if (slice.done !== true) continue
    const elapsedMs = performance.now() - startedAt
    if (!slice.value.ok) throw new Error(slice.value.message)
    const { verdict, anomalies, steps } = slice.value.judgement
    const rss = process.resourceUsage().maxRSS / 1024
    return {
      history: name,
      property,
      transactions,
      verdict,
      anomalies: (anomalies ?? []).map(({ type, count }) => `${type} ${count}`).join(', '),
      elapsedMs: Math.round(elapsedMs),
      sliceMsMax: Math.round(sliceMsMax),
      steps,
      memoryMb: Math.round(rss),
      addedMb: Math.round(rss - before / 1024 / 1024),
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, place] = process.argv.slice(2)
  if (flag === '--row') console.log(JSON.stringify(measure(ROWS[Number(place)] as Row)))
  else if (flag === '--json') console.log(JSON.stringify(benchTransactions()))
  else console.table(benchTransactions())
}
