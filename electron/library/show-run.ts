/** Everything that `show` says of one run. Plain data, read once; the file is closed again. */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import type { RunHeader } from '../recorder/contract.ts'
import type { OpenedRunFile, RunFile, RunFileProblem } from '../recorder/open-run-file.ts'
import { openRunFile } from '../recorder/open-run-file.ts'
import type { FaultRow } from '../recorder/queries/faults.ts'
import { readFaults } from '../recorder/queries/faults.ts'
import type { OperationCounts } from '../recorder/queries/history.ts'
import { countOperations } from '../recorder/queries/history.ts'
import { lastStepAtUs, readLives, readProcesses } from '../recorder/queries/journal.ts'
import type { LogLine, MetricPoint } from '../recorder/queries/log.ts'
import { metricNames, readLog, readMetric } from '../recorder/queries/log.ts'
import type { Note } from '../recorder/queries/notes.ts'
import { readNotes, readTags } from '../recorder/queries/notes.ts'
import { readRun } from '../recorder/queries/run.ts'
import { readVerdict } from '../recorder/queries/verdict.ts'
import { RUN_EXTENSION } from './home.ts'
import { isDrill, isVerdictDocument } from './shapes.ts'
import type { Standing } from './run-status.ts'
import { standingOf } from './run-status.ts'

export interface ShownMachine {
  readonly machine: string
  readonly role: 'node' | 'client'
  readonly process: string
  readonly lives: readonly { readonly incarnation: number; readonly atMs: number }[]
  /** As in its last life. */
  readonly spec: MachineSpec
}

export interface ShownJournal {
  readonly process: string
  readonly entries: number
  readonly bytes: number
  /** Why nothing more was read from it. */
  readonly trouble: string | null
}

export interface ShownRun extends Standing {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly header: RunHeader
  readonly durationMs: number
  /** Absent in a run that was not judged. */
  readonly verdict?: VerdictDocument
  readonly operations: OperationCounts
  readonly machines: readonly ShownMachine[]
  readonly journals: readonly ShownJournal[]
  readonly faults: readonly FaultRow[]
  readonly log: readonly LogLine[]
  readonly metrics: { readonly [name: string]: readonly MetricPoint[] }
  readonly notes: readonly Note[]
  readonly tags: readonly string[]
}

export type Shown =
  | { readonly ok: true; readonly run: ShownRun }
  | { readonly ok: false; readonly problem: RunFileProblem }

export function showRun(path: string): Shown {
  const opened: OpenedRunFile = openRunFile(path)
  if (!opened.ok) return opened
  try {
    return read(opened.file)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: { kind: 'damaged', message: `damaged: ${message}` } }
  } finally {
    opened.file.close()
  }
}

function read({ path, database }: RunFile): Shown {
  const run = readRun(database)
  if (run === undefined) {
    return { ok: false, problem: { kind: 'damaged', message: 'it holds no run' } }
  }
  const document = readVerdict(database)
  if (!isDrill(run.header.drill) || (document !== undefined && !isVerdictDocument(document))) {
    const message = 'its drill or its verdict is not written as Faultline writes them'
    return { ok: false, problem: { kind: 'hostile', message } }
  }
  const metrics = metricNames(database).map((name) => [name, readMetric(database, name)])
  return {
    ok: true,
    run: {
      name: basename(path, RUN_EXTENSION),
      path,
      bytes: statSync(path).size,
      ...standingOf(path, run),
      header: run.header,
      durationMs: document?.durationMs ?? lastStepAtUs(database) / 1000,
      ...(document !== undefined && { verdict: document }),
      operations: countOperations(database),
      machines: machinesOf(readLives(database)),
      journals: readProcesses(database).map((process) => ({
        process: process.name,
        entries: process.entries,
        bytes: process.recordedBytes,
        trouble: process.trouble,
      })),
      faults: readFaults(database),
      log: readLog(database),
      metrics: Object.fromEntries(metrics) as ShownRun['metrics'],
      notes: readNotes(database),
      tags: readTags(database),
    },
  }
}

function machinesOf(lives: ReturnType<typeof readLives>): ShownMachine[] {
  const machines = new Map<string, ShownMachine>()
  for (const { machine, role, process, incarnation, atUs, spec } of lives) {
    const earlier = machines.get(machine)?.lives ?? []
    const life = { incarnation, atMs: atUs / 1000 }
    machines.set(machine, { machine, role, process, lives: [...earlier, life], spec })
  }
  return [...machines.values()]
}
