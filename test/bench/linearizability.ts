/**
 * How long the judgement of a history takes, and how much memory: the rows are histories of one
 * key-value store by length, clients and keys. Each row runs in a process of its own, so that
 * its memory is its own.
 *
 *     node test/bench/linearizability.ts [--json]
 */
import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { startCheck } from '../../core/checkers/linearizability/linearizability.ts'
import { kv } from '../../core/checkers/linearizability/models/register.ts'
import { pairOperations } from '../../core/history/pair-operations.ts'
import { generateHistory } from './generated-history.ts'
import type { GeneratedHistory } from './generated-history.ts'

export interface LinearizabilityFigure {
  readonly history: string
  readonly operations: number
  readonly verdict: string
  /** Median of the runs. */
  readonly elapsedMs: number
  readonly steps: number
  /** Of the process, with the history itself. */
  readonly memoryMb: number
}

interface Row {
  readonly name: string
  readonly history: Omit<GeneratedHistory, 'operations' | 'seed'>
  readonly lengths: readonly number[]
}

const LENGTHS = [1000, 10_000, 100_000]
const BUDGET_STEPS = 20_000_000
const RUNS = 3

function row(clients: number, keys: number, more: Partial<Row['history']> = {}): Row {
  const history = {
    clients,
    keys,
    values: 'unique',
    unknown: 0,
    staleRead: false,
    ...more,
  } as const
  const unknown = history.unknown > 0 ? `, ${history.unknown} % unknown` : ''
  const values = history.values === 'unique' ? '' : `, ${history.values} values`
  const stale = history.staleRead ? ', one stale read' : ''
  return {
    name: `${clients} clients, ${keys} ${keys === 1 ? 'key' : 'keys'}${values}${unknown}${stale}`,
    history,
    lengths: LENGTHS,
  }
}

const ROWS: readonly Row[] = [
  row(16, 64),
  row(4, 1),
  row(8, 1),
  row(12, 1),
  row(16, 1),
  row(32, 1),
  row(8, 1, { unknown: 1, staleRead: true }),
  row(16, 64, { values: 5 }),
  row(4, 1, { values: 5 }),
  row(8, 1, { values: 5 }),
  row(8, 1, { values: 5, unknown: 1 }),
]

/** Measures every row; takes about a minute. */
export function benchLinearizability(): readonly LinearizabilityFigure[] {
  return ROWS.flatMap(({ lengths }, place) =>
    lengths.map((length) => {
      const script = fileURLToPath(import.meta.url)
      const told = execFileSync(process.execPath, [script, '--row', `${place}`, `${length}`])
      return JSON.parse(told.toString()) as LinearizabilityFigure
    }),
  )
}

function measure({ name, history }: Row, operations: number): LinearizabilityFigure {
  const events = generateHistory({ ...history, operations, seed: name })
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const elapsed: number[] = []
  let verdict = ''
  let steps = 0
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now()
    const start = startCheck(pairing.operations, kv)
    if (!start.ok) throw new Error(start.misfit.message)
    const status = start.check.run(BUDGET_STEPS)
    elapsed.push(performance.now() - startedAt)
    verdict = status.kind === 'running' ? 'unknown' : status.kind
    steps = start.check.steps
    if (startedAt > 20_000) break
  }
  elapsed.sort((a, b) => a - b)
  return {
    history: name,
    operations,
    verdict,
    elapsedMs: Math.round((elapsed[elapsed.length >> 1] as number) * 10) / 10,
    steps,
    memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, place, length] = process.argv.slice(2)
  if (flag === '--row') {
    console.log(JSON.stringify(measure(ROWS[Number(place)] as Row, Number(length))))
  } else {
    const figures = benchLinearizability()
    if (flag === '--json') console.log(JSON.stringify(figures))
    else console.table(figures)
  }
}
