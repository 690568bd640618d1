/**
 * The list of runs for the console. A line is read once for each state of its file, so that a long
 * list costs little when one run was added. A run whose recorder was killed is completed first.
 */
import { lstatSync } from 'node:fs'
import type { RunShapes } from '../../ipc/shapes/runs.ts'
import { bounded, boundedText, finite } from '../../library/bounded.ts'
import { completeRun } from '../../library/complete-run.ts'
import type { BrokenRunLine, RunLine } from '../../library/list-runs.ts'
import { listRuns, readRunLine } from '../../library/list-runs.ts'
import { isLibraryName, LINK_REFUSED } from '../../library/library-file.ts'
import { stateOf } from './sound-files.ts'

type Line = RunLine | BrokenRunLine
type Summary = RunShapes['runs.list'][number]

interface KnownLine {
  readonly state: string
  readonly line: Line
}

export class RunLines {
  #known = new Map<string, KnownLine>()

  list(runs: string): RunShapes['runs.list'] {
    const before = this.#known
    const after = new Map<string, KnownLine>()
    const lines = listRuns(runs, (name, path) => {
      const state = stateOf(path)
      const known = before.get(path)
      const line = known !== undefined && known.state === state ? known.line : read(runs, name, path)
      if (state !== null && !mayChangeByItself(line)) after.set(path, { state, line })
      return line
    })
    this.#known = after
    return lines.map(summaryOf)
  }
}

function read(runs: string, name: string, path: string): Line {
  const line = checkName(name, path) ?? readRunLine(name, path)
  if (!line.ok || line.status !== 'interrupted') return line
  return completeRun(path, { runs }).kind === 'completed' ? readRunLine(name, path) : line
}

/** What the console cannot open by its name, it tells so. */
function checkName(name: string, path: string): BrokenRunLine | null {
  const broken = (message: string): BrokenRunLine => {
    return { ok: false, name, path, problem: { kind: 'unreadable', message } }
  }
  if (!isLibraryName(name)) {
    return broken('its name has other characters than letters, digits, dots and dashes; rename it')
  }
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === false ? broken(LINK_REFUSED) : null
}

/** How a run without a living writer stands is not told by its file alone. */
function mayChangeByItself(line: Line): boolean {
  return line.ok && line.status !== 'finished'
}

function summaryOf(line: Line): Summary {
  if (!line.ok) {
    const { name, problem } = line
    return { ok: false, name: boundedText(name, 256), problem: boundedText(problem.message, 1_024) }
  }
  const { ok, name, bytes, drill, system, release, seed, simulated } = line
  const { startedAt, durationMs, status, reason = null, verdict, operations, tags, parent } = line
  const made = { ok, name, bytes, drill, system, release, seed, simulated, startedAt }
  const told = { status, reason, verdict, operations, tags, parent }
  return bounded({ ...made, durationMs: finite(durationMs), ...told })
}
