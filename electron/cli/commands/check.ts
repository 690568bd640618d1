/**
 * `faultline check`: judges histories from anywhere. Of several files each is judged, also after one
 * that cannot be read, and the worst of them decides the exit code.
 */
import { Command } from 'commander'
import { checkFile, DEFAULT_BUDGET_STEPS } from '../../check/check-file.ts'
import type { CheckFileProblem, CheckFileResult, CheckProgress } from '../../check/check-file.ts'
import { findProperty } from '../../../core/checkers/properties.ts'
import { TRANSACTION_PROPERTIES } from '../../../core/checkers/transactions/index.ts'
import { EXIT, exitCodeOf, UsageError, type ExitCode, type Finish } from '../exit-code.ts'
import { bytes, count, counted, duration } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { printCheck, printCheckOfMany } from './check-text.ts'
import { MORE_CHECK_HELP } from './check-help.ts'
import { gather } from './gather.ts'
import { wholeNumber } from './numbers.ts'

interface CheckFlags {
  readonly model?: string
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
    .description('judge recorded histories')
    .argument(
      '<history...>',
      "files, or '-' for standard input; of several, the worst verdict is the exit code",
    )
    .option('--model <name>', 'what it is held against (below); without it, says which would fit')
    .option('--format <name>', 'how it is written (below); without it, told from the content')
    .option(
      '--initial <value>',
      'the state before the first operation, as JSON; without it, empty (Jepsen: a register is 0, or absent where a cas expects nil)',
    )
    .option('--budget <steps>', 'steps of the search before it says unknown', wholeNumber)
    .option('--holds <model>', 'of transactions: a consistency model that is to hold', gather)
    .option('--bound <ms>', 'of bounded-staleness: how far reads may lag', wholeNumber)
    .option('--json', 'one JSON document on standard output; of several files, an array')
    .addHelpText('after', MORE_CHECK_HELP)
    .action(async (files: readonly string[], flags: CheckFlags) => {
      refuseIdleFlags(flags)
      const [only, ...more] = files
      if (only !== undefined && more.length === 0) finish(await checkOne(only, flags, terminal))
      else finish(await checkMany(files, flags, terminal))
    })
}

/** A flag that would do nothing is a mistake about what is judged. */
function refuseIdleFlags({ model, holds, bound }: CheckFlags): void {
  if (model === undefined) return
  const name = findProperty(model)?.name ?? model
  if (holds && !TRANSACTIONS.includes(name)) {
    throw new UsageError(`--holds goes with --model ${TRANSACTIONS.join(' or ')}`)
  }
  if (bound !== undefined && name !== 'bounded-staleness') {
    throw new UsageError('--bound goes with --model bounded-staleness')
  }
}

const TRANSACTIONS = TRANSACTION_PROPERTIES.map(({ name }) => name)

async function checkOne(file: string, flags: CheckFlags, terminal: Terminal): Promise<ExitCode> {
  const result = await judged(file, flags, terminal)
  if (!result.ok) throw new UsageError(result.problem.message)
  if (flags.json) terminal.printJson(result.document)
  else printCheck(result.document, flags.budget ?? DEFAULT_BUDGET_STEPS, terminal)
  return exitCodeOf(result.document.verdict)
}

/** Worst last. What was not judged may be anything. */
const SEVERITY: readonly ExitCode[] = [EXIT.valid, EXIT.unknown, EXIT.invalid, EXIT.usage]

async function checkMany(
  files: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const documents: object[] = []
  let worst: ExitCode = EXIT.valid
  for (const file of files) {
    const result = await judged(file, flags, terminal)
    if (!result.ok && isOfAllFiles(result.problem)) throw new UsageError(result.problem.message)
    const code = result.ok ? exitCodeOf(result.document.verdict) : EXIT.usage
    if (SEVERITY.indexOf(code) > SEVERITY.indexOf(worst)) worst = code
    if (flags.json) {
      documents.push({ file, ...(result.ok ? result.document : { problem: result.problem }) })
    } else if (result.ok) printCheckOfMany(file, result.document, terminal)
    if (!result.ok) terminal.say(`faultline: ${result.problem.message}`)
  }
  if (flags.json) terminal.printJson(documents)
  return worst
}

function isOfAllFiles({ kind }: CheckFileProblem): boolean {
  return kind === 'unknown-model' || kind === 'unknown-format'
}

function judged(file: string, flags: CheckFlags, terminal: Terminal): Promise<CheckFileResult> {
  const { model, format, budget, holds, bound } = flags
  const progress = terminal.progress()
  const startedAt = performance.now()
  return checkFile(file, {
    ...(model !== undefined && { model }),
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
