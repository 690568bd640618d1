/** `faultline runs`: the library of runs, newest first. */
import { Command } from 'commander'
import { listRuns } from '../../library/list-runs.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { duration } from '../format.ts'
import { plainData } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { completeAloud } from './complete-aloud.ts'

type RunLines = ReturnType<typeof listRuns>

export function runsCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('runs')
    .description('the saved runs, newest first')
    .option('--json', 'one JSON document on standard output')
    .action((options: { json?: boolean }) => {
      const runs = completedRuns(terminal)
      if (options.json) terminal.printJson(runs)
      else if (runs.length > 0) {
        terminal.print(terminal.table(plainData(runs).map((run) => rowOf(run, terminal))))
      } else terminal.print('No runs yet. Begin with: faultline drill leader-loss')
      finish(EXIT.valid)
    })
}

function completedRuns(terminal: Terminal): RunLines {
  const runs = listRuns()
  const cutShort = runs.filter((run) => run.ok && run.status === 'interrupted')
  const completed = cutShort.filter(({ path }) => completeAloud(path, terminal))
  return completed.length === 0 ? runs : listRuns()
}

function rowOf(run: RunLines[number], terminal: Terminal): string[] {
  if (!run.ok) return [run.name, terminal.tone('bad', 'broken'), run.problem.message]
  const { name, verdict, status, system, release, durationMs, tags, parent } = run
  const tones = { valid: 'good', invalid: 'bad', unknown: 'warn' } as const
  const outcome =
    status === 'finished' && verdict !== null
      ? terminal.tone(tones[verdict], verdict)
      : terminal.tone('quiet', status === 'finished' ? 'not judged' : status)
  const ran = release === 'correct' ? system : `${system} with ${release}`
  const facts = [ran, duration(durationMs), ...(run.simulated ? ['simulated'] : [])]
  if (parent !== null) facts.push(`forked from ${parent.run} at ${duration(parent.atMs)}`)
  return [name, outcome, [...facts, ...tags.map((tag) => `#${tag}`)].join(', ')]
}
