/** `faultline runs`: the library of runs, newest first. */
import { Command } from 'commander'
import { listRuns } from '../../library/list-runs.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { duration } from '../format.ts'
import { print, printJson, table, tone } from '../terminal.ts'

export function runsCommand(finish: Finish): Command {
  return new Command('runs')
    .description('the saved runs, newest first')
    .option('--json', 'one JSON document on standard output')
    .action((options: { json?: boolean }) => {
      const runs = listRuns()
      if (options.json) printJson(runs)
      else if (runs.length === 0) print('No runs yet. Begin with: faultline drill leader-loss')
      else print(table(runs.map(rowOf)))
      finish(EXIT.valid)
    })
}

function rowOf(run: ReturnType<typeof listRuns>[number]): string[] {
  if (!run.ok) return [run.name, tone('bad', 'broken'), run.problem.message]
  const { name, verdict, status, system, release, durationMs } = run
  const outcome = status === 'finished' ? (verdict ?? 'not judged') : status
  const ran = release === 'correct' ? system : `${system} with ${release}`
  return [name, outcome, `${ran}, ${duration(durationMs)}${run.simulated ? ', simulated' : ''}`]
}
