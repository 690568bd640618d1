/** `faultline explore`: one drill under many seeds, simulated. */
import { setImmediate } from 'node:timers/promises'
import { Command } from 'commander'
import type { Verdict } from '../../../core/checkers/checker.ts'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { explore } from '../../../core/simulation/explore.ts'
import { bar } from '../bar.ts'
import { EXIT, type ExitCode, type Finish } from '../exit-code.ts'
import { count, counted, duration } from '../format.ts'
import { catchInterruption } from '../interruption.ts'
import { plainText } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { DRILL_ARGUMENT, gather, readDrillArgument } from './drill-argument.ts'
import { seedRange, type SeedRange } from './numbers.ts'

interface ExploreFlags {
  readonly seeds: SeedRange
  readonly mutant?: string
  readonly set?: readonly string[]
  readonly json?: boolean
}

/** Failing seeds that are printed; the JSON has all. */
const PRINTED_MAX = 20

const COUNTED = ['seeds', 'valid', 'invalid', 'unknown', 'simulatedMs'] as const

export function exploreCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('explore')
    .description('run a drill under many seeds in the simulator')
    .argument('<drill>', DRILL_ARGUMENT)
    .requiredOption('--seeds <range>', 'such as 1..300', seedRange)
    .option('--mutant <name>', 'plant this published bug (faultline list mutants)')
    .option('--set <path=value>', 'change a value of the drill: system.nodes=3', gather)
    .option('--json', 'one JSON document on standard output')
    .action(async (nameOrFile: string, flags: ExploreFlags) => {
      const { drill } = await readDrillArgument(nameOrFile, flags)
      const startedAt = performance.now()
      const explored = await exploreSeeds(drill, flags.seeds, terminal)
      const wallSeconds = Math.round(performance.now() - startedAt) / 1000
      if (flags.json) terminal.printJson(documentOf(explored, wallSeconds))
      else printExploration(explored, { wallSeconds, terminal, nameOrFile, flags })
      finish(codeOf(explored))
    })
}

interface Explored {
  readonly seeds: number
  readonly valid: number
  readonly invalid: number
  readonly unknown: number
  readonly simulatedMs: number
  readonly failing: readonly FailingSeed[]
  /** Why not all seeds were run. */
  readonly interrupted?: string
}

interface FailingSeed {
  readonly seed: string
  readonly verdict: Verdict
  readonly why: string
}

/** Seed by seed, so that a signal is heard between two. */
async function exploreSeeds(drill: Drill, range: SeedRange, terminal: Terminal): Promise<Explored> {
  const interruption = catchInterruption()
  const progress = terminal.progress()
  const wanted = range.to - range.from + 1
  const tally = { seeds: 0, valid: 0, invalid: 0, unknown: 0, simulatedMs: 0 }
  const failing: FailingSeed[] = []
  try {
    for (let seed = range.from; seed <= range.to && !interruption.signal.aborted; seed++) {
      const one = explore({ drill, checkers: CHECKERS, fromSeed: seed, toSeed: seed })
      for (const { seed: failed, verdict, document } of one.failing) {
        progress.log(`seed ${failed}: ${verdict}`)
        failing.push({ seed: failed, verdict, why: whyOf(document) })
      }
      for (const name of COUNTED) tally[name] += one[name]
      progress.update(
        `${bar(tally.seeds / wanted)}  ${count(tally.seeds)} of ${count(wanted)} seeds`,
      )
      await setImmediate()
    }
  } finally {
    progress.end()
    interruption.release()
  }
  if (tally.seeds === wanted) return { ...tally, failing }
  const reason = String(interruption.signal.reason)
  terminal.say(`Interrupted: ${reason}, after ${count(tally.seeds)} of ${count(wanted)} seeds`)
  return { ...tally, failing, interrupted: reason }
}

function whyOf({ checks, warnings }: VerdictDocument): string {
  const broken =
    checks.find(({ verdict }) => verdict === 'invalid') ??
    checks.find(({ verdict }) => verdict === 'unknown')
  if (broken !== undefined) return `${broken.name}: ${broken.summary}`
  return warnings[0] ?? ''
}

function documentOf(explored: Explored, wallSeconds: number) {
  const { seeds, valid, invalid, unknown, simulatedMs, failing, interrupted } = explored
  return {
    seeds,
    valid,
    invalid,
    unknown,
    simulatedSeconds: simulatedMs / 1000,
    wallSeconds,
    failing: failing.map(({ seed, verdict }) => ({ seed, verdict })),
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
  const first = failing[0]
  if (first === undefined) return
  const rows = failing
    .slice(0, PRINTED_MAX)
    .map(({ seed, verdict, why }) => [`seed ${seed}`, verdict, plainText(why)])
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

function quoted(word: string): string {
  return /^[\w./=:,+-]+$/.test(word) ? word : `'${plainText(word).replaceAll("'", `'\\''`)}'`
}

function codeOf({ invalid, unknown, interrupted }: Explored): ExitCode {
  if (invalid > 0) return EXIT.invalid
  return unknown > 0 || interrupted !== undefined ? EXIT.unknown : EXIT.valid
}
