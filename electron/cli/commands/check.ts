/** `faultline check`: judges a history from anywhere. */
import { Command } from 'commander'
import {
  checkFile,
  DEFAULT_BUDGET_STEPS,
  type CheckDocument,
  type CheckProgress,
} from '../../check/check-file.ts'
import { historyFormats } from '../../../core/history/detect-format.ts'
import { PROPERTIES } from '../../../core/checkers/properties.ts'
import type { Anomaly } from '../../../core/checkers/property.ts'
import { exitCodeOf, UsageError, type Finish } from '../exit-code.ts'
import { bytes, count, counted, duration, milliseconds } from '../format.ts'
import { plainText } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { verdictWord } from '../verdict-text.ts'
import { gather } from './drill-argument.ts'
import { wholeNumber } from './numbers.ts'

interface CheckFlags {
  readonly model: string
  readonly format?: string
  readonly initial?: string
  readonly budget?: number
  readonly holds?: readonly string[]
  readonly bound?: number
  readonly json?: boolean
}

/** A judgement that takes less needs no progress, ms. */
const SILENT_MS = 1_000

export function checkCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('check')
    .description('judge a recorded history')
    .argument('<history>', 'a file')
    .requiredOption('--model <name>', `one of ${PROPERTIES.map(({ name }) => name).join(', ')}`)
    .option(
      '--format <name>',
      `one of ${historyFormats.map(({ name }) => name).join(', ')}; without it, told from the content`,
    )
    .option('--initial <value>', 'the state before the first operation, as JSON')
    .option('--budget <steps>', 'steps of the search before it says unknown', wholeNumber)
    .option('--holds <model>', 'of transactions: a consistency model that is to hold', gather)
    .option('--bound <ms>', 'of bounded-staleness: how far reads may lag', wholeNumber)
    .option('--json', 'one JSON document on standard output')
    .action(async (file: string, flags: CheckFlags) => {
      const { model, format, budget, holds, bound } = flags
      const progress = terminal.progress()
      const startedAt = performance.now()
      const result = await checkFile(file, {
        model,
        ...(format !== undefined && { format }),
        ...(flags.initial !== undefined && { initial: parseInitial(flags.initial) }),
        ...(budget !== undefined && { budget }),
        ...(holds && { consistencyModels: holds }),
        ...(bound !== undefined && { stalenessMs: bound }),
        onProgress: (state) => {
          const elapsedMs = performance.now() - startedAt
          if (elapsedMs > SILENT_MS) progress.update(progressLine(state, elapsedMs))
        },
      }).finally(() => progress.end())
      if (!result.ok) throw new UsageError(result.problem.message)
      if (flags.json) terminal.printJson(result.document)
      else printCheck(result.document, budget ?? DEFAULT_BUDGET_STEPS, terminal)
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

function progressLine({ readBytes, operations, steps, budget }: CheckProgress, elapsedMs: number) {
  const read = operations === null ? `${bytes(readBytes)} read` : counted(operations, 'operation')
  const search = operations === null ? '' : `, ${count(steps)} of at most ${count(budget)} steps`
  return `judging: ${read}${search}, ${duration(elapsedMs)}`
}

function printCheck(document: CheckDocument, budget: number, terminal: Terminal): void {
  const { verdict, summary, operations, elapsedMs, steps, witness } = document
  const size = `${counted(operations, 'operation')}, ${counted(steps, 'step')}`
  terminal.print(`${verdictWord(verdict, terminal)}  ${size}, ${milliseconds(elapsedMs)}`)
  terminal.print(terminal.paragraph(plainText(summary), { first: '  ' }))
  if (witness) terminal.print(terminal.paragraph(plainText(witness.sentence), { first: '  ' }))
  if (verdict === 'unknown' && steps >= budget) {
    terminal.print('  The search was given up when its budget was spent; --budget allows more')
  }
  for (const anomaly of document.anomalies ?? []) printAnomaly(anomaly, witness, terminal)
  if (document.ruledOut?.length) terminal.print(`  rules out ${document.ruledOut.join(', ')}`)
}

/** What was told already as the worst is not told again. */
function printAnomaly(
  { type, count: times, witness }: Anomaly,
  told: CheckDocument['witness'],
  terminal: Terminal,
): void {
  if (witness.sentence === told?.sentence) return
  const first = `  ${type}, ${counted(times, 'time')}: `
  terminal.print(terminal.paragraph(plainText(witness.sentence), { first }))
}
