/** `faultline drill`: runs one drill, says the verdict, keeps the run. */
import { randomInt } from 'node:crypto'
import { Command } from 'commander'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { conduct, type Conducted } from '../../conductor/conduct.ts'
import { refuseLive } from '../../conductor/live-limits.ts'
import { simulate, type SimulateOptions } from '../../conductor/simulate.ts'
import { newRunPath } from '../../library/home.ts'
import { EXIT, exitCodeOf, UsageError, type Finish } from '../exit-code.ts'
import { counted, duration } from '../format.ts'
import { catchInterruption } from '../interruption.ts'
import { liveLine } from '../live-line.ts'
import { plainText } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { verdictText } from '../verdict-text.ts'
import { VERSION } from '../../version.ts'
import { DRILL_ARGUMENT, readDrillArgument } from './drill-argument.ts'
import { gather } from './gather.ts'
import { newRunFile } from './new-run-file.ts'
import { seedText } from './numbers.ts'
import { prepareInTerminal } from './prepare-in-terminal.ts'

interface DrillCommandFlags {
  readonly seed?: string
  readonly simulate?: boolean
  readonly mutant?: string
  readonly set?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

export function drillCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('drill')
    .description('run a drill, judge it, and keep the run')
    .argument('<drill>', DRILL_ARGUMENT)
    .option(
      '--seed <seed>',
      'decides all that is random; without it, that of the file, or one is drawn',
      seedText,
    )
    .option('--simulate', 'in virtual time instead of on live processes')
    .option('--mutant <name>', 'plant this published bug (faultline list mutants)')
    .option('--set <path=value>', 'change a value of the drill: system.nodes=3', gather)
    .option('--out <file>', 'where the run is kept; nothing may be there yet')
    .option('--json', 'one JSON document on standard output')
    .action(async (nameOrFile: string, flags: DrillCommandFlags) => {
      const { drill, source } = await readDrillArgument(nameOrFile, flags)
      const refused = flags.simulate ? null : refuseLive(drill)
      if (refused !== null) throw new UsageError(`${refused} (--simulate)`)
      const order: SimulateOptions = {
        drill,
        source,
        seed: flags.seed ?? drill.seed ?? String(randomInt(1, 1_000_000)),
        path: flags.out === undefined ? newRunPath(drill.name, new Date()) : newRunFile(flags.out),
        version: VERSION,
      }
      announce(order, flags, terminal)
      const conducted = flags.simulate
        ? await runSimulated(order, terminal)
        : await runLive(order, terminal)
      if (conducted.kind === 'interrupted') {
        const { reason } = conducted
        terminal.say(`Interrupted: ${reason}. What was recorded is kept in ${order.path}`)
        if (flags.json) terminal.printJson(interruptedDocument(order, reason))
        return finish(EXIT.unknown)
      }
      const { document } = conducted
      if (flags.json) terminal.printJson(document)
      else terminal.print(`\n${verdictText(document, drill.question, terminal)}`)
      finish(exitCodeOf(document.verdict))
      await prepareInTerminal(order.path, terminal)
    })
}

function announce(
  { drill, seed }: SimulateOptions,
  { simulate: simulated }: DrillCommandFlags,
  terminal: Terminal,
): void {
  const { system, workload } = drill
  const world = simulated ? 'simulated' : 'live processes'
  const release = system.release === 'correct' ? '' : ` (${system.release})`
  const load = `${counted(workload.clients, 'client')} for ${duration(workload.durationMs)}`
  const cluster = `${counted(system.nodes, `${system.kind} node`)}${release}`
  terminal.say(`${drill.name}: ${plainText(drill.question)}`)
  terminal.say(`${cluster}, ${load}, ${world}, seed ${seed}`)
}

async function runSimulated(order: SimulateOptions, terminal: Terminal): Promise<Conducted> {
  const progress = terminal.progress()
  try {
    const document: VerdictDocument = await simulate({
      ...order,
      listener: {
        running: () => progress.update('simulating'),
        recording: (simulatedMs) =>
          progress.update(`${duration(simulatedMs)} simulated and judged, recording the run`),
      },
    })
    return { kind: 'judged', document }
  } finally {
    progress.end()
  }
}

async function runLive(order: SimulateOptions, terminal: Terminal): Promise<Conducted> {
  const interruption = catchInterruption()
  const progress = terminal.progress()
  try {
    return await conduct({
      ...order,
      signal: interruption.signal,
      listener: {
        progress: (state) => progress.update(liveLine(state)),
        event: (atMs, text) =>
          progress.log(`  ${atMs === null ? 'warm-up' : duration(atMs)}  ${plainText(text)}`),
      },
    })
  } finally {
    progress.end()
    interruption.release()
  }
}

/** Scripts that asked for a document get one, also where nobody came to judge. */
function interruptedDocument({ path, drill, seed }: SimulateOptions, reason: string) {
  const { kind: system, release } = drill.system
  const names = { run: path, drill: drill.name, system, release, seed, simulated: false }
  return { ...names, verdict: 'unknown', interrupted: reason }
}
