/** `faultline fork`: continues a run from one of its moments in the simulator, as a new run. */
import { Command } from 'commander'
import type { Drill, FaultChoice } from '../../../core/drills/drill.ts'
import { parseDuration } from '../../../core/drills/quantities.ts'
import { fork, type Forked } from '../../conductor/fork/fork.ts'
import { readFaultText } from '../../drill-files/fault-text.ts'
import { newRunPath } from '../../library/home.ts'
import { VERSION } from '../../version.ts'
import { exitCodeOf, UsageError, type Finish } from '../exit-code.ts'
import { duration } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { verdictText } from '../verdict-text.ts'
import { gather } from './gather.ts'
import { newRunFile } from './new-run-file.ts'
import { seedText } from './numbers.ts'
import { prepareInTerminal } from './prepare-in-terminal.ts'
import { readRun, RUN_ARGUMENT, runPath, withRunFile } from './run-argument.ts'

interface ForkFlags {
  readonly at: string
  readonly without?: readonly string[]
  readonly with?: readonly string[]
  readonly seed?: string
  readonly out?: string
  readonly json?: boolean
}

export function forkCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('fork')
    .description('continue a run from one of its moments in the simulator, as a new run')
    .argument('<run>', RUN_ARGUMENT)
    .requiredOption('--at <time>', 'from there: 12.4s after the workload began')
    .option('--without <fault>', 'leave out a fault: f1, its kind, or all (many times)', gather)
    .option('--with <fault>', "apply one there: 'kind: kill, target: leader' (many times)", gather)
    .option('--seed <seed>', 'another seed for the network from there on', seedText)
    .option('--out <file>', 'where the new run is kept; nothing may be there yet')
    .option('--json', 'one JSON document on standard output')
    .action(async (named: string, flags: ForkFlags) => {
      const parentPath = runPath(named, terminal)
      const { header, name: parentName } = readRun(parentPath, named)
      const atMs = momentOf(flags.at)
      const { without = [], seed } = flags
      const added = (flags.with ?? []).map((text) => faultOf(text, header.drill))
      const { name } = header.drill
      const out = flags.out === undefined ? null : newRunFile(flags.out)
      const newPath = (): string => out ?? newRunPath(name, new Date())
      const forked = await withRunFile(parentPath, named, (parent) => {
        const order = { parent, atMs, without, with: added, newPath, version: VERSION }
        return fork({ ...order, ...(seed !== undefined && { seed }) })
      })
      if (forked.kind === 'refused') throw new UsageError(`${named}: ${forked.reason}`)
      if (flags.json) terminal.printJson(documentOf(forked, header.seed, { run: parentName, atMs }))
      else {
        terminal.say(`Forked from ${parentName} at ${duration(atMs)}`)
        tell(forked, terminal)
      }
      finish(exitCodeOf(forked.document.verdict))
      await prepareInTerminal(forked.document.run, terminal)
    })
}

type Judged = Extract<Forked, { readonly kind: 'judged' }>

function documentOf(
  { document, changes }: Judged,
  seed: string,
  { run, atMs }: { readonly run: string; readonly atMs: number },
) {
  return { ...document, seed, parent: { run, atMs, changes } }
}

function tell({ document, drill, changes }: Judged, terminal: Terminal): void {
  for (const change of changes) terminal.say(`  ${change}`)
  terminal.print(`\n${verdictText(document, drill.question, terminal)}`)
}

function momentOf(text: string): number {
  const atMs = parseDuration(text)
  if (atMs === null) throw new UsageError(`--at ${text}: expected a time such as 12.4s or 800ms`)
  return atMs
}

function faultOf(text: string, drill: Drill): FaultChoice {
  const read = readFaultText(text, drill)
  if (!read.ok) throw new UsageError(`--with ${text}: ${read.problem}`)
  return read.choice
}
