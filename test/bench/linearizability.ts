/**
 * How long the judgement of a history takes, and how much memory: the rows are histories of one
 * key-value store by length, clients and keys, and of other objects. Each row runs in a process of its own, so that
 * its memory is its own.
 *
 *     node test/bench/linearizability.ts [--json]
 */
import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { linearizabilityProperty } from '../../core/checkers/linearizability/judge.ts'
import { findModel } from '../../core/checkers/linearizability/models/index.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { pairOperations } from '../../core/history/pair-operations.ts'
import { generateHistory, generateLine } from './generated-history.ts'
import type { GeneratedHistory, GeneratedLine } from './generated-history.ts'

export interface LinearizabilityFigure {
  readonly history: string
  readonly operations: number
  readonly verdict: string
  /** Median of the runs. */
  readonly elapsedMs: number
  readonly steps: number
  /** Of the last run: how long the thread was kept at most, processor time. */
  readonly longestSliceMs: number
  /** Of the process, with the history itself. */
  readonly memoryMb: number
}

interface Row {
  readonly name: string
  readonly model: string
  readonly lengths: readonly number[]
  generate(operations: number): readonly HistoryEvent[]
}

const LENGTHS = [1000, 10_000, 100_000]
const BUDGET_STEPS = 20_000_000
const RUNS = 3

type Store = Omit<GeneratedHistory, 'operations' | 'seed'>

function row(clients: number, keys: number, more: Partial<Store> = {}): Row {
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
  const name = `${clients} clients, ${keys} ${keys === 1 ? 'key' : 'keys'}${values}${unknown}${stale}`
  const generate = (operations: number) => generateHistory({ ...history, operations, seed: name })
  return { name, model: 'kv', lengths: LENGTHS, generate }
}

function line(model: GeneratedLine['model'], unknown: number): Row {
  const name = `${model}, 16 clients${unknown > 0 ? `, ${unknown} % unknown` : ''}`
  const generate = (operations: number) =>
    generateLine({ model, unknown, operations, clients: 16, seed: name })
  // A read shows all of a set or a list: longer ones are a matter of reading, not of judging.
  const short = model === 'append-list'
  return { name, model, lengths: short ? LENGTHS.slice(0, 2) : LENGTHS, generate }
}

const ROWS: readonly Row[] = [
  row(16, 64),
  row(4, 1),
  row(8, 1),
  row(12, 1),
  row(16, 1),
  row(32, 1),
  row(50, 1),
  row(50, 256, { unknown: 1 }),
  row(50, 256, { unknown: 1, staleRead: true }),
  row(8, 1, { unknown: 1, staleRead: true }),
  row(16, 64, { values: 5 }),
  row(4, 1, { values: 5 }),
  row(8, 1, { values: 5 }),
  row(8, 1, { values: 5, unknown: 1 }),
  line('kv-append', 1),
  line('queue', 0),
  line('queue', 1),
  line('stack', 0),
  line('stack', 1),
  line('set', 1),
  line('append-list', 1),
  line('counter', 1),
  line('lock', 1),
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

function measure({ name, model: modelName, generate }: Row, length: number): LinearizabilityFigure {
  const events = generate(length)
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const model = findModel(modelName)
  if (model === undefined) throw new Error(modelName)
  const property = linearizabilityProperty(model)
  const { operations } = pairing
  const elapsed: number[] = []
  let verdict = ''
  let steps = 0
  let longestSliceMs = 0
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now()
    const work = property.judge({ operations }, { budget: BUDGET_STEPS })
    longestSliceMs = 0
    for (;;) {
      const before = process.threadCpuUsage()
      const slice = work.next()
      const { user, system } = process.threadCpuUsage(before)
      longestSliceMs = Math.max(longestSliceMs, (user + system) / 1000)
      if (slice.done !== true) continue
      if (!slice.value.ok) throw new Error(slice.value.message)
      ;({ verdict, steps } = slice.value.judgement)
      break
    }
    elapsed.push(performance.now() - startedAt)
    if (startedAt > 20_000) break
  }
  elapsed.sort((a, b) => a - b)
  return {
    history: name,
    operations: length,
    verdict,
    elapsedMs: Math.round((elapsed[elapsed.length >> 1] as number) * 10) / 10,
    steps,
    longestSliceMs: Math.round(longestSliceMs * 10) / 10,
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
