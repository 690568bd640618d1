/**
 * `npm run bench`: measures this computer and Faultline on it. Nothing here is a test; a figure
 * that is low fails nothing.
 *
 *     npm run bench -- [--json] [--only PART,...] [--quick] [--minutes N]
 */
import { Command } from 'commander'
import { benchCheckerSlices } from './checker-slices.ts'
import { measureCommitPath, type CommitFigures } from './commit-path.ts'
import { measureBrokenPromises } from './broken-promises.ts'
import { measureConsoleDelays } from './console-delays.ts'
import { measureEndurance } from './console-endurance.ts'
import { measureConsoleTimeline } from './console-timeline.ts'
import { measureFailOver } from './fail-over.ts'
import { benchHistoryFiles } from './history-files.ts'
import { measureLimits } from './limits.ts'
import { benchLinearizability } from './linearizability.ts'
import { benchRecorder } from './recorder.ts'
import { measureRecording } from './recording.ts'
import { measureSimulation, USUAL_PLAN } from './simulation.ts'
import { measureTimeTravel } from './time-travel.ts'
import { benchTransactions } from './transactions.ts'
import { measureTransport } from './transport.ts'

interface Flags {
  readonly json?: boolean
  readonly only?: string
  readonly quick?: boolean
  readonly minutes: number
}

/** Each part, alone: they must not disturb each other. */
const PARTS: { readonly [part: string]: (quick: boolean, minutes: number) => Promise<unknown> } = {
  limits: () => measureLimits(),
  transport: () => measureTransport(),
  commit: (quick) =>
    measureCommitPath({
      nodes: quick ? [3] : [3, 5],
      clients: quick ? [64] : [1, 16, 64, 256],
      operations: quick ? ['write'] : ['write', 'read'],
    }),
  recording: (quick) => measureRecording(64, quick ? 1 : 3),
  recorder: (quick) => benchRecorder({ entries: quick ? 100_000 : 600_000, perFrame: 16 }),
  'fail-over': async (quick) =>
    quick
      ? [await measureFailOver(3, 3)]
      : [await measureFailOver(3, 10), await measureFailOver(5, 10)],
  simulation: (quick) =>
    measureSimulation(quick ? { ...USUAL_PLAN, warmUp: 3, runs: 3 } : USUAL_PLAN),
  'time-travel': (quick) => measureTimeTravel({ seconds: quick ? 10 : 60, moments: 500 }),
  histories: (quick) => benchHistoryFiles(quick ? 100_000 : 1_000_000),
  checkers: async () => benchLinearizability(),
  'checker-slices': async (quick) => benchCheckerSlices(quick ? 10_000 : 100_000),
  'console-timeline': (quick) =>
    measureConsoleTimeline({
      events: 1_000_000,
      openings: quick ? 1 : 3,
      legMs: quick ? 2_000 : 5_000,
    }),
  'console-delays': (quick) => measureConsoleDelays(quick ? 10 : 50),
  'broken-promises': (quick) => measureBrokenPromises(quick ? 1 : 4),
  'console-endurance': (_, minutes) => measureEndurance({ rate: 2_000, minutes }),
  transactions: async (quick) => benchTransactions(quick),
}

const program = new Command('bench')
  .option('--json', 'one JSON document on standard output')
  .option('--only <parts>', `some of ${Object.keys(PARTS).join(', ')}`)
  .option('--quick', 'fewer rounds and rows')
  .option('--minutes <count>', 'of the endurance of the console', Number, 1)
  .parse()
const { json, only, quick = false, minutes } = program.opts<Flags>()
const wanted = only?.split(',') ?? Object.keys(PARTS)
const unknown = wanted.filter((part) => !(part in PARTS))
if (unknown.length > 0) program.error(`no such part: ${unknown.join(', ')}`, { exitCode: 254 })

const results: { [part: string]: unknown } = {}
for (const part of wanted) {
  process.stderr.write(`bench: ${part} ...\n`)
  results[part] = await PARTS[part]?.(quick, minutes)
  if (!json) show(part, results[part])
}
if (json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)

function show(part: string, figures: unknown): void {
  process.stdout.write(`\n${part}\n`)
  if (part === 'commit') console.table((figures as CommitFigures[]).map(commitRow))
  else if (Array.isArray(figures)) console.table(figures)
  else showLists(figures as object)
}

/** What is a list becomes a table of its own. */
function showLists(figures: object): void {
  const single: { [name: string]: unknown } = {}
  for (const [name, figure] of Object.entries(figures)) {
    if (!isTable(figure)) single[name] = figure
    else {
      process.stdout.write(`${name}\n`)
      console.table(figure)
    }
  }
  console.dir(single, { depth: 4 })
}

function isTable(figure: unknown): figure is readonly object[] {
  return Array.isArray(figure) && typeof figure[0] === 'object'
}

function commitRow({ nodes, clients, operation, perSecond, p50Ms, p99Ms }: CommitFigures) {
  return { nodes, clients, operation, perSecond, p50Ms, p99Ms }
}
