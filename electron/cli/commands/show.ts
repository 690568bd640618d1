/** `faultline show`: everything that is worth a look in one run. */
import { Command } from 'commander'
import { showRun, type ShownRun } from '../../library/show-run.ts'
import { EXIT, UsageError, type Finish } from '../exit-code.ts'
import { bytes, count, duration } from '../format.ts'
import { print, printJson, table, tone } from '../terminal.ts'
import { verdictText } from '../verdict-text.ts'
import { RUN_ARGUMENT, runPath } from './run-argument.ts'

export function showCommand(finish: Finish): Command {
  return new Command('show')
    .description('the verdict, the faults and the log of one run')
    .argument('<run>', RUN_ARGUMENT)
    .option('--json', 'one JSON document on standard output')
    .action((run: string, flags: { json?: boolean }) => {
      const shown = readRun(run)
      if (flags.json) printJson(shown)
      else printRun(shown)
      finish(EXIT.valid)
    })
}

/** Throws `UsageError` for what is not a run. */
export function readRun(nameOrPath: string): ShownRun {
  const shown = showRun(runPath(nameOrPath))
  if (!shown.ok) throw new UsageError(`${nameOrPath}: ${shown.problem.message}`)
  return shown.run
}

function printRun(run: ShownRun): void {
  const { header, status, reason, verdict, operations } = run
  if (verdict) print(verdictText({ ...verdict, run: run.path }, header.drill.question))
  else {
    print(`${tone('warn', status.toUpperCase())}  ${tone('strong', header.drill.name)}`)
    if (reason !== undefined) print(`  ${reason}`)
    const open = operations.invoke - operations.ok - operations.fail - operations.info
    print(`  ${count(operations.ok)} operations acknowledged, ${count(open)} left open`)
  }
  print('')
  print(`  Run of ${header.startedAt}, ${duration(run.durationMs)}, ${bytes(run.bytes)}`)
  print(table(run.journals.map(journalRow), '    '))
  print('\n  Log (since the run began)')
  print(
    table(
      run.log.map(({ atMs, kind, text }) => [duration(atMs), kind, text]),
      '    ',
    ),
  )
}

function journalRow({ process, entries, bytes: size, trouble }: ShownRun['journals'][number]) {
  return [process, `${count(entries)} journal entries`, trouble ?? bytes(size)]
}
