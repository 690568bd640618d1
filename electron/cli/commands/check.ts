/** `faultline check`: judges a history from anywhere. */
import { Command } from 'commander'
import { checkFile, type CheckDocument } from '../../check/check-file.ts'
import { historyFormats } from '../../../core/history/detect-format.ts'
import { MODELS } from '../../../core/checkers/linearizability/models/index.ts'
import { exitCodeOf, UsageError, type Finish } from '../exit-code.ts'
import { count, milliseconds } from '../format.ts'
import { print, printJson, tone } from '../terminal.ts'
import { wholeNumber } from './whole-number.ts'

interface CheckFlags {
  readonly model: string
  readonly format?: string
  readonly initial?: string
  readonly budget?: number
  readonly json?: boolean
}

export function checkCommand(finish: Finish): Command {
  return new Command('check')
    .description('judge a recorded history')
    .argument('<history>', 'a file')
    .requiredOption('--model <name>', MODELS.map(({ name }) => name).join(', '))
    .option(
      '--format <name>',
      `${historyFormats.map(({ name }) => name).join(', ')}; without it, told from the content`,
    )
    .option('--initial <value>', 'the state before the first operation, as JSON')
    .option('--budget <steps>', 'steps of the search before it says unknown', wholeNumber)
    .option('--json', 'one JSON document on standard output')
    .action(async (file: string, flags: CheckFlags) => {
      const { model, format, budget } = flags
      const result = await checkFile(file, {
        model,
        ...(format !== undefined && { format }),
        ...(flags.initial !== undefined && { initial: parseInitial(flags.initial) }),
        ...(budget !== undefined && { budget }),
      })
      if (!result.ok) throw new UsageError(result.problem.message)
      if (flags.json) printJson(result.document)
      else printCheck(result.document)
      finish(exitCodeOf(result.document.verdict))
    })
}

function parseInitial(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--initial ${text}: expected JSON, such as 0, null or '"text"'`)
  }
}

function printCheck({ verdict, operations, elapsedMs, steps, witness }: CheckDocument): void {
  const tones = { valid: 'good', invalid: 'bad', unknown: 'warn' } as const
  const work = `${count(operations)} operations, ${count(steps)} steps, ${milliseconds(elapsedMs)}`
  print(`${tone(tones[verdict], verdict.toUpperCase())}  ${work}`)
  if (witness) print(witness.sentence)
}
