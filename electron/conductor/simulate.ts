/**
 * A simulated drill, kept like a live one: the core runs it in virtual time, and its journals go
 * through the same recorder into the same kind of run file. The core does the work in one go, in
 * this thread; a drill of a minute takes a moment.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import { findFault } from '../../core/faults/index.ts'
import { runDrill, type DrillRun } from '../../core/simulation/run-drill.ts'
import { encodeJournalFrame } from '../journal/format.ts'
import type { Recorder, RunHeader } from '../recorder/contract.ts'
import { openRecorder } from '../recorder/open-recorder.ts'
import { createRunFolder, removeRunFolder } from './run-folder.ts'

export interface SimulateOptions {
  readonly drill: Drill
  /** The text of the drill file, kept in the run. */
  readonly source: string
  readonly seed: string
  /** Where the run file is made; nothing may be there yet. */
  readonly path: string
  readonly version: string
  /** A private folder for the journals, which the caller made and removes; absent: one of its own. */
  readonly folder?: string
  readonly listener?: SimulationListener
}

/** The two long parts of it; each holds this thread, so the word comes before. */
export interface SimulationListener {
  running(): void
  recording(simulatedMs: number): void
}

/** Journal entries that go into one frame: a bound on what a reader must hold at once. */
const ENTRIES_PER_FRAME = 256

export async function simulate(options: SimulateOptions): Promise<VerdictDocument> {
  const { drill, source, seed, path, version, folder, listener } = options
  const startedAt = new Date().toISOString()
  listener?.running()
  const run = runDrill({ drill, seed, checkers: CHECKERS, journal: 'keep', run: path })
  const header = { drill, source, seed, simulated: true, startedAt, faultlineVersion: version }
  listener?.recording(run.simulatedMs)
  if (folder === undefined) await keepRun(run, path, header)
  else await recordInto(folder, run, path, header)
  return run.document
}

/** Writes a run that kept its journals into a run file at `path`, where nothing may be yet. */
export async function keepRun(run: DrillRun, path: string, header: RunHeader): Promise<void> {
  const folder = await createRunFolder()
  try {
    await recordInto(folder, run, path, header)
  } finally {
    await removeRunFolder(folder)
  }
}

async function recordInto(
  folder: string,
  run: DrillRun,
  path: string,
  header: RunHeader,
): Promise<void> {
  const recorder = await openRecorder({ path, header })
  try {
    await record(run, folder, recorder)
  } finally {
    await recorder.close()
  }
}

async function record(run: DrillRun, folder: string, recorder: Recorder): Promise<void> {
  for (const { process, entries } of run.journals) {
    const journal = join(folder, `${process}.journal`)
    const frames: Buffer[] = []
    for (let first = 0; first < entries.length; first += ENTRIES_PER_FRAME) {
      const part = entries.slice(first, first + ENTRIES_PER_FRAME)
      frames.push(Buffer.from(encodeJournalFrame(part.map((entry) => ({ entry })))))
    }
    await writeFile(journal, Buffer.concat(frames))
    recorder.tail(process, journal)
  }
  for (const { fault, appliedAtMs, undoneAtMs } of run.faults) {
    const { id, kind, target, parameters, plan } = fault
    const { apply, undo } = plan
    await recorder.faultPlanned({
      id,
      kind,
      target,
      parameters,
      apply,
      undo,
      plannedAtMs: appliedAtMs,
    })
    recorder.faultApplied(id, appliedAtMs)
    if (undoneAtMs !== null) recorder.faultUndone(id, undoneAtMs)
    const evidence = run.evidence[id] ?? {}
    const effect = findFault(kind)?.effect(evidence)
    if (effect) recorder.faultMeasured(id, evidence, effect)
  }
  for (const { atMs, kind, text } of notesOf(run)) recorder.note(atMs, kind, text)
  await recorder.catchUp()
  await recorder.seal(run.document)
}

interface LogNote {
  readonly atMs: number
  readonly kind: string
  readonly text: string
}

/** The log as a live drill would have written it, in the order of its time. */
function notesOf(run: DrillRun): readonly LogNote[] {
  const notes: LogNote[] = [...run.notes]
  for (const { fault, appliedAtMs, undoneAtMs } of run.faults) {
    const { id, kind, target } = fault
    notes.push({ atMs: appliedAtMs, kind: 'fault', text: `${id}: ${kind} ${target}` })
    if (undoneAtMs !== null) notes.push({ atMs: undoneAtMs, kind: 'undo', text: `${id} undone` })
  }
  // The sort keeps the order of what happened in one moment.
  return notes.sort((left, right) => left.atMs - right.atMs)
}
