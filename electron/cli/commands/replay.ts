/** `faultline replay`: executes a run again and proves it equal; shows a node at a moment. */
import { inspect } from 'node:util'
import { Command } from 'commander'
import { parseDuration } from '../../../core/drills/quantities.ts'
import { replayRun, type ReplayedRun } from '../../library/replay-run.ts'
import { EXIT, UsageError, type Finish } from '../exit-code.ts'
import { count } from '../format.ts'
import { print, printJson, table, tone } from '../terminal.ts'
import { RUN_ARGUMENT, runPath } from './run-argument.ts'
import { readRun } from './show.ts'

interface ReplayFlags {
  readonly node?: string
  readonly at?: string
  readonly json?: boolean
}

export function replayCommand(finish: Finish): Command {
  return new Command('replay')
    .description('execute a run again, step by step, and compare it with its record')
    .argument('<run>', RUN_ARGUMENT)
    .option('--node <name>', 'only this node or client')
    .option('--at <time>', 'show how it stood then, such as 12.4s after the workload began')
    .option('--json', 'one JSON document on standard output')
    .action((run: string, flags: ReplayFlags) => {
      const path = runPath(run)
      const atMs = momentOf(path, flags.at)
      const answer = replayRun(path, {
        ...(flags.node !== undefined && { node: flags.node }),
        ...(atMs !== undefined && { atMs }),
      })
      if (!answer.ok) throw new UsageError(`${run}: ${answer.problem.message}`)
      if (flags.json) printJson(answer.replay)
      else printReplay(answer.replay)
      finish(answer.replay.matches ? EXIT.valid : EXIT.invalid)
    })
}

/** Milliseconds since the run began; people count from the beginning of the workload. */
function momentOf(path: string, at: string | undefined): number | undefined {
  if (at === undefined) return undefined
  const sinceWorkloadMs = parseDuration(at)
  if (sinceWorkloadMs === null) {
    throw new UsageError(`--at ${at}: expected a time such as 12.4s or 800ms`)
  }
  const began = readRun(path).log.find(({ kind, text }) => kind === 'phase' && text === 'drill')
  return (began?.atMs ?? 0) + sinceWorkloadMs
}

function printReplay({ nodes, matches, damage, inspections }: ReplayedRun): void {
  const rows = nodes.map(({ node, lives, inputs, digest, matches: equal, firstDifference }) => [
    equal ? tone('good', '✓') : tone('bad', '✗'),
    node,
    `${count(inputs)} inputs in ${lives} ${lives === 1 ? 'life' : 'lives'}`,
    firstDifference === undefined
      ? `digest ${digest.toString(16).padStart(8, '0')}`
      : `differs first at ${inspect(firstDifference, { breakLength: Infinity })}`,
  ])
  print(table(rows))
  for (const text of damage) print(`${tone('bad', '✗')} ${text}`)
  print(matches ? 'Every machine did again what it had done.' : 'The replay differs from the run.')
  for (const [node, inspection] of Object.entries(inspections ?? {})) {
    print(`\n${tone('strong', node)}\n${inspect(inspection, { depth: 6, compact: 3 })}`)
  }
}
