/** `faultline replay`: executes a run again and proves it equal; shows a node at a moment. */
import { inspect } from 'node:util'
import { Command } from 'commander'
import { parseDuration } from '../../../core/drills/quantities.ts'
import type { ReplayDifference } from '../../../core/runtime/replayed-machine.ts'
import { replayRun, type ReplayedNode, type ReplayedRun } from '../../library/replay-run.ts'
import type { ShownRun } from '../../library/show-run.ts'
import { EXIT, UsageError, type Finish } from '../exit-code.ts'
import { count, counted, duration } from '../format.ts'
import { plainData } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { verdictMark } from '../verdict-text.ts'
import { VERSION } from '../../version.ts'
import { readRun, RUN_ARGUMENT, runPath } from './run-argument.ts'
import { workloadBeganMs } from './workload-began.ts'

interface ReplayFlags {
  readonly node?: string
  readonly at?: string
  readonly json?: boolean
}

export function replayCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('replay')
    .description('execute a run again, step by step, and compare it with its record')
    .argument('<run>', RUN_ARGUMENT)
    .option('--node <name>', 'only this node or client')
    .option('--at <time>', 'show how it stood then: 12.4s after the workload began')
    .option('--json', 'one JSON document on standard output')
    .action((named: string, flags: ReplayFlags) => {
      const sinceWorkloadMs = flags.at === undefined ? null : momentOf(flags.at)
      const path = runPath(named, terminal)
      const run = readRun(path, named)
      const beganMs = workloadBeganMs(run) ?? 0
      const answer = replayRun(path, {
        ...(flags.node !== undefined && { node: flags.node }),
        ...(sinceWorkloadMs !== null && { atMs: beganMs + sinceWorkloadMs }),
      })
      if (!answer.ok) throw new UsageError(`${named}: ${answer.problem.message}`)
      const { replay } = answer
      const recordedBy = run.header.faultlineVersion
      if (flags.json) terminal.printJson({ ...replay, recordedBy })
      else terminal.print(replayText({ replay: plainData(replay), flags, beganMs }, terminal))
      if (!replay.matches && recordedBy !== VERSION) warnOfVersions(run, terminal)
      finish(replay.matches ? EXIT.valid : EXIT.invalid)
    })
}

function momentOf(at: string): number {
  const sinceWorkloadMs = parseDuration(at)
  if (sinceWorkloadMs === null) {
    throw new UsageError(`--at ${at}: expected a time such as 12.4s or 800ms`)
  }
  return sinceWorkloadMs
}

function warnOfVersions({ header }: ShownRun, terminal: Terminal): void {
  terminal.say(
    `The run was recorded by Faultline ${header.faultlineVersion}, and this is ${VERSION}: ` +
      'a difference may only mean that the program has changed since',
  )
}

interface Shown {
  readonly replay: ReplayedRun
  readonly flags: ReplayFlags
  /** Moments are told from here, as everywhere. */
  readonly beganMs: number
}

function replayText(shown: Shown, terminal: Terminal): string {
  const { replay, flags, beganMs } = shown
  const { nodes, matches, damage, inspections } = replay
  const lines = [terminal.table(nodes.map((node) => nodeRow(node, terminal)))]
  lines.push(...nodes.flatMap((node) => differenceText(node, beganMs, terminal)))
  for (const text of damage) {
    lines.push(terminal.paragraph(text, { first: `${verdictMark('invalid', terminal)}  ` }))
  }
  lines.push(
    matches ? 'Every machine did again what it had done.' : 'The replay differs from the run.',
  )
  if (inspections === undefined) return lines.join('\n')
  for (const { node } of nodes) {
    const inspection = inspections[node]
    const shown =
      inspection === undefined
        ? `not yet started at ${flags.at}`
        : inspect(inspection, { depth: 6, compact: 3 })
    lines.push('', terminal.tone('strong', node), shown)
  }
  return lines.join('\n')
}

function nodeRow(replayed: ReplayedNode, terminal: Terminal): readonly string[] {
  const { node, lives, inputs, digest, matches, difference } = replayed
  return [
    verdictMark(matches ? 'valid' : 'invalid', terminal),
    node,
    `${counted(inputs, 'input')} in ${counted(lives, 'life', 'lives')}`,
    difference === undefined
      ? `digest ${digest.toString(16).padStart(8, '0')}`
      : 'differs from its record',
  ]
}

/** Where it differs first, what was expected there and what came. */
function differenceText(replayed: ReplayedNode, beganMs: number, terminal: Terminal): string[] {
  const { node, difference } = replayed
  if (difference === undefined) return []
  const { atUs, sentence, expected, came } = difference
  const at = duration(atUs / 1000 - beganMs)
  const first = `${node} differs first at ${at}, ${placeOf(difference)}: ${sentence}.`
  return [
    terminal.paragraph(first, { first: `${verdictMark('invalid', terminal)}  ` }),
    `   expected  ${expected}`,
    `   came      ${came}`,
  ]
}

function placeOf({ incarnation, input, kind }: ReplayDifference): string {
  return `input ${count(input)} of life ${incarnation} (${kind})`
}
