/** `faultline show`: everything that is worth a look in one run. */
import { Command } from 'commander'
import { isForPeople } from '../../library/log-for-people.ts'
import type { ShownRun } from '../../library/show-run.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { bytes, count, counted, duration } from '../format.ts'
import { plainData } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { verdictText } from '../verdict-text.ts'
import { readRun, RUN_ARGUMENT, runPath } from './run-argument.ts'
import { workloadBeganMs } from './workload-began.ts'

export function showCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('show')
    .description('the verdict, the faults and the log of one run')
    .argument('<run>', RUN_ARGUMENT)
    .option('--json', 'one JSON document on standard output')
    .action((named: string, flags: { json?: boolean }) => {
      const run = readRun(runPath(named, terminal), named)
      if (flags.json) terminal.printJson(run)
      else terminal.print(runText(plainData(run), terminal))
      finish(EXIT.valid)
    })
}

function runText(run: ShownRun, terminal: Terminal): string {
  const { header, verdict } = run
  const judged =
    verdict && verdictText({ ...verdict, run: run.path }, header.drill.question, terminal)
  return [
    judged ?? unjudgedText(run, terminal),
    '',
    ...madeText(run),
    terminal.table(run.journals.map(journalRow), '    '),
    '',
    ...logText(run, terminal),
    ...notesText(run, terminal),
  ].join('\n')
}

function unjudgedText(run: ShownRun, terminal: Terminal): string {
  const { header, status, reason, operations } = run
  const { drill, seed, simulated } = header
  const release = drill.system.release === 'correct' ? '' : ` with ${drill.system.release}`
  const world = simulated ? ', simulated' : ''
  const subject = `${drill.name} on ${drill.system.kind}${release}${world}, seed ${seed}`
  const open = operations.invoke - operations.ok - operations.fail - operations.info
  return [
    `${terminal.tone('warn', status.toUpperCase())}  ${terminal.tone('strong', subject)}`,
    terminal.tone('quiet', `  ${drill.question}`),
    '',
    ...(reason === undefined ? [] : [`  Not judged: ${reason}`]),
    `  ${counted(operations.ok, 'operation')} acknowledged, ${open === 0 ? 'none' : count(open)} still open`,
    '',
    `  Saved as ${run.path}`,
  ].join('\n')
}

function madeText({ header, durationMs, bytes: size, tags }: ShownRun): readonly string[] {
  const made = `${header.startedAt} by Faultline ${header.faultlineVersion}`
  const lines = [`  Made ${made}, ${duration(durationMs)}, ${bytes(size)}`]
  if (header.parent) {
    lines.push(`  Forked from ${header.parent.run} at ${duration(header.parent.atMs)}`)
    lines.push(...header.parent.changes.map((change) => `    ${change}`))
  }
  if (tags.length > 0) lines.push(`  Tags: ${tags.join(', ')}`)
  return lines
}

function journalRow({ process, entries, bytes: size, trouble }: ShownRun['journals'][number]) {
  return [process, counted(entries, 'journal entry', 'journal entries'), trouble ?? bytes(size)]
}

/** Counted like everything else that people read: from the beginning of the workload. */
function logText(run: ShownRun, terminal: Terminal): readonly string[] {
  if (run.log.length === 0) return ['  The log is empty']
  const beganMs = workloadBeganMs(run)
  const since = beganMs === null ? 'the run began' : 'the workload began'
  const rows = run.log
    .filter(isForPeople)
    .map(({ atMs, kind, text }) => [duration(atMs - (beganMs ?? 0)), kind, text])
  return [`  Log (since ${since})`, terminal.table(rows, '    ')]
}

function notesText({ notes }: ShownRun, terminal: Terminal): readonly string[] {
  if (notes.length === 0) return []
  const rows = notes.map(({ writtenAt, text }) => [writtenAt, text])
  return ['', '  Notes', terminal.table(rows, '    ')]
}
