/** `faultline explore`: one drill under many seeds, simulated. */
import { Command } from 'commander'
import { CHECKERS } from '../../../core/checkers/index.ts'
import { explore, type Exploration } from '../../../core/simulation/explore.ts'
import { EXIT, type ExitCode, type Finish } from '../exit-code.ts'
import { count, duration } from '../format.ts'
import { createProgress } from '../progress.ts'
import { print, printJson, table } from '../terminal.ts'
import { DRILL_ARGUMENT, gather, readDrillArgument } from './drill-argument.ts'
import { seedRange, type SeedRange } from './whole-number.ts'

interface ExploreFlags {
  readonly seeds: SeedRange
  readonly mutant?: string
  readonly set: readonly string[]
  readonly json?: boolean
}

export function exploreCommand(finish: Finish): Command {
  return new Command('explore')
    .description('run a drill under many seeds in the simulator')
    .argument('<drill>', DRILL_ARGUMENT)
    .requiredOption('--seeds <range>', 'such as 1..300', seedRange)
    .option('--mutant <name>', 'plant this published bug (faultline list mutants)')
    .option('--set <path=value>', 'override a line of the drill', gather, [])
    .option('--json', 'one JSON document on standard output')
    .action(async (nameOrFile: string, flags: ExploreFlags) => {
      const { drill } = await readDrillArgument(nameOrFile, flags)
      const { from: fromSeed, to: toSeed } = flags.seeds
      const progress = createProgress(process.stderr, () => performance.now())
      const startedAt = performance.now()
      let done = 0
      const exploration = explore({
        drill,
        checkers: CHECKERS,
        fromSeed,
        toSeed,
        onSeed: ({ seed, verdict }) => {
          done++
          if (verdict !== 'valid') progress.log(`seed ${seed}: ${verdict}`)
          progress.update(`${done} of ${toSeed - fromSeed + 1} seeds`)
        },
      })
      progress.end()
      const wallSeconds = (performance.now() - startedAt) / 1000
      if (flags.json) printJson(documentOf(exploration, wallSeconds))
      else printExploration(exploration, wallSeconds)
      finish(codeOf(exploration))
    })
}

function documentOf(exploration: Exploration, wallSeconds: number) {
  const { seeds, valid, invalid, unknown, simulatedMs, failing } = exploration
  return {
    seeds,
    valid,
    invalid,
    unknown,
    simulatedSeconds: simulatedMs / 1000,
    wallSeconds,
    failing: failing.map(({ seed, verdict }) => ({ seed, verdict })),
  }
}

function printExploration(exploration: Exploration, wallSeconds: number): void {
  const { seeds, valid, invalid, unknown, simulatedMs, failing } = exploration
  print(`${count(seeds)} seeds: ${valid} valid, ${invalid} invalid, ${unknown} unknown`)
  const ratio = count(Math.round(simulatedMs / 1000 / wallSeconds))
  print(`${duration(simulatedMs)} simulated in ${duration(wallSeconds * 1000)}, ${ratio} times`)
  const rows = failing.slice(0, 20).map(({ seed, verdict, document }) => {
    const broken = document.checks.find((check) => check.verdict !== 'valid')
    return [`seed ${seed}`, verdict, broken ? `${broken.name}: ${broken.summary}` : '']
  })
  if (rows.length > 0) print(table(rows, '  '))
}

function codeOf({ invalid, unknown }: Exploration): ExitCode {
  if (invalid > 0) return EXIT.invalid
  return unknown > 0 ? EXIT.unknown : EXIT.valid
}
