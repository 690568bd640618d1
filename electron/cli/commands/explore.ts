/** `faultline explore`: one drill under many seeds, simulated. */
import { Command } from 'commander'
import type { Drill } from '../../../core/drills/drill.ts'
import { exploreSeeds, type ExploredSeeds } from '../../explorer/explore-seeds.ts'
import { explorationLine } from '../exploration-line.ts'
import { EXIT, type ExitCode, type Finish, UsageError } from '../exit-code.ts'
import { count, counted, duration } from '../format.ts'
import { quoted } from '../quoted.ts'
import { catchInterruption } from '../interruption.ts'
import { plainText } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { printShrunk, shrinkFirst, shrunkDocument, type ShrunkFile } from './explore-shrink.ts'
import { DRILL_ARGUMENT, readDrillArgument } from './drill-argument.ts'
import { gather } from './gather.ts'
import { newRunFile } from './new-run-file.ts'
import { seedRange, type SeedRange, wholeNumber } from './numbers.ts'

interface ExploreFlags {
  readonly seeds: SeedRange
  readonly mutant?: string
  readonly set?: readonly string[]
  readonly workers?: number
  readonly stopOnFailure?: boolean
  readonly checkDeterminism?: boolean
  readonly shrink?: boolean
  readonly out?: string
  readonly json?: boolean
}

/** Failing seeds that are printed, and told while it goes on; the JSON has all. */
const PRINTED_MAX = 20

export function exploreCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('explore')
    .description('run a drill under many seeds in the simulator')
    .argument('<drill>', DRILL_ARGUMENT)
    .requiredOption('--seeds <range>', 'such as 1..300', seedRange)
    .option('--mutant <name>', 'plant this published bug (faultline list mutants)')
    .option('--set <path=value>', 'change a value of the drill: system.nodes=3', gather)
    .option('--workers <number>', 'threads; without it, one for each core', wholeNumber)
    .option('--stop-on-failure', 'begin no more seeds once one was not valid')
    .option('--check-determinism', 'run each seed twice; it must do the same to the bit')
    .option('--shrink', 'stop at a failing seed and make its drill as small as possible')
    .option('--out <file>', 'where the shrunk drill is kept; nothing may be there yet')
    .option('--json', 'one JSON document on standard output')
    .action(async (nameOrFile: string, flags: ExploreFlags) => {
      if (flags.out !== undefined && !flags.shrink) throw new UsageError('--out goes with --shrink')
      const out = flags.out === undefined ? undefined : newRunFile(flags.out)
      const { drill } = await readDrillArgument(nameOrFile, flags)
      const startedAt = performance.now()
      const explored = await explore(drill, flags, terminal)
      const wallSeconds = Math.round(performance.now() - startedAt) / 1000
      if (!flags.json) printExploration(explored, { wallSeconds, terminal, nameOrFile, flags })
      const small = flags.shrink
        ? await shrinkFirst(drill, explored, { ...flags, out }, terminal)
        : null
      if (flags.json) terminal.printJson(documentOf(explored, wallSeconds, small))
      else if (small !== null) printShrunk(small, terminal)
      finish(codeOf(explored))
    })
}

interface Explored extends ExploredSeeds {
  /** Why not all seeds were run. */
  readonly interrupted?: string
}

async function explore(drill: Drill, flags: ExploreFlags, terminal: Terminal): Promise<Explored> {
  const { from, to } = flags.seeds
  const interruption = catchInterruption()
  const progress = terminal.progress()
  const wanted = to - from + 1
  const startedAt = performance.now()
  try {
    const explored = await exploreSeeds({
      drill,
      fromSeed: from,
      toSeed: to,
      ...(flags.workers !== undefined && { workers: flags.workers }),
      stopOnFailure: flags.stopOnFailure === true || flags.shrink === true,
      twice: flags.checkDeterminism === true,
      signal: interruption.signal,
      onOutcome: ({ seed, verdict }, tally) => {
        const failed = tally.invalid + tally.unknown
        if (verdict !== 'valid' && failed <= PRINTED_MAX) progress.log(`seed ${seed}: ${verdict}`)
        progress.update(explorationLine(tally, wanted, performance.now() - startedAt))
      },
    })
    if (!interruption.signal.aborted) return explored
    const reason = String(interruption.signal.reason)
    terminal.say(`Interrupted: ${reason}, after ${count(explored.seeds)} of ${count(wanted)} seeds`)
    return { ...explored, interrupted: reason }
  } finally {
    progress.end()
    interruption.release()
  }
}

function documentOf(explored: Explored, wallSeconds: number, small: ShrunkFile | null) {
  const { seeds, valid, invalid, unknown, simulatedMs, failing, interrupted } = explored
  const { differing } = explored
  return {
    seeds,
    valid,
    invalid,
    unknown,
    simulatedSeconds: simulatedMs / 1000,
    wallSeconds,
    failing: failing.map(({ seed, verdict }) => ({
      seed,
      verdict,
      ...(small !== null && small.from === seed && { schedule: small.schedule }),
    })),
    ...(small !== null && { shrunk: shrunkDocument(small) }),
    ...(differing.length > 0 && { differing }),
    ...(interrupted !== undefined && { interrupted }),
  }
}

interface Telling {
  readonly wallSeconds: number
  readonly terminal: Terminal
  readonly nameOrFile: string
  readonly flags: ExploreFlags
}

function printExploration(explored: Explored, telling: Telling): void {
  const { seeds, valid, invalid, unknown, simulatedMs, failing } = explored
  const { wallSeconds, terminal } = telling
  const verdicts = `${count(valid)} valid, ${count(invalid)} invalid, ${count(unknown)} unknown`
  terminal.print(`${counted(seeds, 'seed')}: ${verdicts}`)
  const ratio = count(Math.round(simulatedMs / 1000 / wallSeconds))
  const took = `${duration(simulatedMs)} simulated in ${duration(wallSeconds * 1000)}`
  terminal.print(`${took}, ${ratio} times as fast as the clock`)
  for (const seed of explored.differing) {
    terminal.print(`seed ${seed} did something else the second time: the simulator is broken`)
  }
  const first = failing[0]
  if (first === undefined) return
  const rows = failing.slice(0, PRINTED_MAX).map(({ seed, verdict, check, why }) => {
    const told = check === null ? why : `${check}: ${why}`
    return [`seed ${seed}`, verdict, plainText(told)]
  })
  terminal.print(terminal.table(rows, '  '))
  if (failing.length > rows.length) {
    terminal.print(`  and ${count(failing.length - rows.length)} more`)
  }
  terminal.print(`See one: ${commandFor(first.seed, telling)}`)
}

/** The command that has this seed's run recorded. */
function commandFor(seed: string, { nameOrFile, flags }: Telling): string {
  const { mutant, set = [] } = flags
  const words = ['faultline', 'drill', nameOrFile, '--simulate', '--seed', seed]
  if (mutant !== undefined) words.push('--mutant', mutant)
  for (const override of set) words.push('--set', override)
  return words.map(quoted).join(' ')
}

function codeOf({ invalid, unknown, interrupted, differing }: Explored): ExitCode {
  if (differing.length > 0) return EXIT.failure
  if (invalid > 0) return EXIT.invalid
  return unknown > 0 || interrupted !== undefined ? EXIT.unknown : EXIT.valid
}
