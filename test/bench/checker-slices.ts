/**
 * How long each property keeps a thread at most, by processor time, so that other programs do not
 * count: histories with and without a violation, each in a process of its own.
 *
 *     node test/bench/checker-slices.ts [--operations N] [--only NAME] [--json]
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PROPERTIES } from '../../core/checkers/properties.ts'
import { TRANSACTION_PROPERTIES } from '../../core/checkers/transactions/index.ts'
import { pairOperations } from '../../core/history/pair-operations.ts'
import { historyOf, propertyNamed } from './property-histories.ts'

export interface SliceFigure {
  readonly property: string
  readonly violated: boolean
  readonly verdict: string
  readonly operations: number
  readonly slices: number
  /** Of the whole judgement, processor time. */
  readonly cpuMs: number
  readonly longestSliceMs: number
  readonly memoryMb: number
}

/** Enough for all that needs no search. */
const BUDGET_STEPS = 100_000_000
/** Where a search would go on for long. */
const SEARCH_STEPS = 3_000_000

/** Measures every property; takes about two minutes for 100,000 operations. */
export function benchCheckerSlices(operations: number, only?: string): readonly SliceFigure[] {
  const script = fileURLToPath(import.meta.url)
  return PROPERTIES.filter(({ name }) => only === undefined || name === only).flatMap(({ name }) =>
    [false, true].map((violated) => {
      const args = [script, '--row', name, `${violated}`, `${operations}`]
      return JSON.parse(execFileSync(process.execPath, args).toString()) as SliceFigure
    }),
  )
}

function measure(name: string, violated: boolean, operations: number): SliceFigure {
  const property = propertyNamed(name)
  const pairing = pairOperations(historyOf({ property, operations, violated }))
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const history = { operations: pairing.operations }
  const budget = TRANSACTION_PROPERTIES.includes(property) ? BUDGET_STEPS : SEARCH_STEPS
  const work = property.judge(history, { budget })
  let slices = 0
  let cpuMs = 0
  let longestSliceMs = 0
  for (;;) {
    const before = process.threadCpuUsage()
    const slice = work.next()
    const { user, system } = process.threadCpuUsage(before)
    const sliceMs = (user + system) / 1000
    slices++
    cpuMs += sliceMs
    longestSliceMs = Math.max(longestSliceMs, sliceMs)
    if (slice.done !== true) continue
    if (!slice.value.ok) throw new Error(`${name}: ${slice.value.message}`)
    const { verdict } = slice.value.judgement
    return {
      ...{ property: name, violated, verdict, operations, slices },
      cpuMs: Math.round(cpuMs),
      longestSliceMs: Math.round(longestSliceMs * 10) / 10,
      memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2)
  const valueOf = (flag: string): string | undefined =>
    args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined
  if (args[0] === '--row') {
    const [, name = '', violated, operations] = args
    console.log(JSON.stringify(measure(name, violated === 'true', Number(operations))))
  } else {
    const operations = Number(valueOf('--operations') ?? 100_000)
    const figures = benchCheckerSlices(operations, valueOf('--only'))
    if (args.includes('--json')) console.log(JSON.stringify(figures))
    else console.table(figures)
  }
}
