/** `faultline drill`: runs one drill, says the verdict, keeps the run. */
import { randomInt } from 'node:crypto'
import { Command } from 'commander'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { conduct } from '../../conductor/conduct.ts'
import { simulate } from '../../conductor/simulate.ts'
import { newRunPath } from '../../library/home.ts'
import { EXIT, exitCodeOf, type Finish } from '../exit-code.ts'
import { duration } from '../format.ts'
import { catchInterruption } from '../interruption.ts'
import { liveLine } from '../live-line.ts'
import { createProgress } from '../progress.ts'
import { print, printJson, say } from '../terminal.ts'
import { verdictText } from '../verdict-text.ts'
import { VERSION } from '../version.ts'
import { DRILL_ARGUMENT, gather, readDrillArgument } from './drill-argument.ts'
import { newRunFile } from './new-run-file.ts'

interface DrillCommandFlags {
  readonly seed?: string
  readonly simulate?: boolean
  readonly mutant?: string
  readonly set: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

export function drillCommand(finish: Finish): Command {
  return new Command('drill')
    .description('run a drill, judge it, and keep the run')
    .argument('<drill>', DRILL_ARGUMENT)
    .option('--seed <seed>', 'decides everything random in the drill; without it, drawn and told')
    .option('--simulate', 'in virtual time instead of on live processes')
    .option('--mutant <name>', 'plant this published bug (faultline list mutants)')
    .option(
      '--set <path=value>',
      'override a line of the drill, such as system.nodes=3',
      gather,
      [],
    )
    .option('--out <file>', 'where the run is kept; it must not exist')
    .option('--json', 'one JSON document on standard output')
    .action(async (nameOrFile: string, flags: DrillCommandFlags) => {
      const { drill, source } = await readDrillArgument(nameOrFile, flags)
      const order = {
        drill,
        source,
        seed: flags.seed ?? String(randomInt(1, 1_000_000)),
        path: flags.out === undefined ? newRunPath(drill.name, new Date()) : newRunFile(flags.out),
        version: VERSION,
      }
      announce(drill, order.seed, flags)
      const document = flags.simulate ? await simulate(order) : await runLive(order)
      if (document === null) return finish(EXIT.unknown)
      if (flags.json) printJson(document)
      else print(`\n${verdictText(document, drill.question)}`)
      finish(exitCodeOf(document.verdict))
    })
}

function announce(drill: Drill, seed: string, { simulate: simulated }: DrillCommandFlags): void {
  const { system, workload } = drill
  const world = simulated ? 'simulated' : 'live processes'
  const release = system.release === 'correct' ? '' : ` (${system.release})`
  const load = `${workload.clients} clients for ${duration(workload.durationMs)}`
  const cluster = `${system.nodes} ${system.kind} nodes${release}`
  say(`${drill.name}: ${drill.question}\n${cluster}, ${load}, ${world}, seed ${seed}`)
}

/** Null where a signal ended it. */
async function runLive(
  order: Omit<Parameters<typeof conduct>[0], 'listener' | 'signal'>,
): Promise<VerdictDocument | null> {
  const interruption = catchInterruption()
  const progress = createProgress(process.stderr, () => performance.now())
  try {
    const conducted = await conduct({
      ...order,
      signal: interruption.signal,
      listener: {
        progress: (state) => progress.update(liveLine(state)),
        event: (atMs, text) =>
          progress.log(`  ${atMs === null ? 'warm-up' : duration(atMs)}  ${text}`),
      },
    })
    progress.end()
    if (conducted.kind === 'judged') return conducted.document
    say(`Interrupted: ${conducted.reason}. What was recorded is kept in ${order.path}`)
    return null
  } finally {
    progress.end()
    interruption.release()
  }
}
