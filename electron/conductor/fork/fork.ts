/**
 * Continues a recorded run from one of its moments in the simulator, as a new run that names its
 * parent. A simulated parent is run again under its seed; where every step of it is the recorded
 * one, the past of the fork is exact. Any other run is rebuilt from its journals
 * (`core/simulation/fork/`), and the fork says what of that is not exact.
 */
import { basename } from 'node:path'
import { InvariantError } from '../../../core/base/assert.ts'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { formatDuration } from '../../../core/drills/quantities.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { forkedDrill, type ForkOrder } from '../../../core/simulation/fork/forked-drill.ts'
import { runDrill, type DrillRun } from '../../../core/simulation/run-drill.ts'
import { drillText } from '../../drill-files/drill-text.ts'
import { RUN_EXTENSION } from '../../library/home.ts'
import type { RunHeader } from '../../recorder/contract.ts'
import type { RunFile } from '../../recorder/open-run-file.ts'
import { lastStepAtUs } from '../../recorder/queries/journal.ts'
import { readRun } from '../../recorder/queries/run.ts'
import { DamagedJournalError } from '../../recorder/read-entries.ts'
import { keepRun } from '../simulate.ts'
import { tellChanges, whyNotWithout } from './fork-changes.ts'
import { readParent } from './read-parent.ts'
import { repeatParent } from './repeat-parent.ts'

export interface ForkOptions extends ForkOrder {
  /** The run that is continued; the caller closes it. */
  readonly parent: RunFile
  /** What the network draws from that moment on; absent: the parent's seed. */
  readonly seed?: string
  /** Where the new run file is made, where it is made at all; nothing may be there yet. */
  readonly newPath: () => string
  readonly version: string
  readonly listener?: ForkListener
}

export interface ForkListener {
  /**
   * `repeating` is the parent, run again to its end; `continuing` the fork; `recording` its file.
   * The share of that part that is done is from 0 to 1, and null where it is not known.
   */
  progress(part: 'repeating' | 'continuing' | 'recording', share: number | null): void
}

export type Forked =
  | {
      readonly kind: 'judged'
      readonly document: VerdictDocument
      readonly drill: Drill
      readonly changes: readonly string[]
    }
  /** A sentence without a full stop: there is no such moment, or no such fault. */
  | { readonly kind: 'refused'; readonly reason: string }

type Continued =
  | {
      readonly kind: 'run'
      readonly run: DrillRun
      readonly drill: Drill
      readonly changes: readonly string[]
    }
  | { readonly kind: 'refused'; readonly reason: string }

export async function fork(options: ForkOptions): Promise<Forked> {
  const { parent, atMs, version } = options
  const header = readRun(parent.database)?.header
  if (header === undefined) return { kind: 'refused', reason: 'the file holds no run' }
  const { durationMs } = header.drill.workload
  if (!(atMs >= 0 && atMs < durationMs)) {
    const reason = `its workload went on for ${formatDuration(durationMs)}: fork it before that`
    return { kind: 'refused', reason }
  }
  const continued = repeated(options, header) ?? rebuilt(options, header)
  if (continued.kind === 'refused') return continued
  const { drill, changes } = continued
  const path = options.newPath()
  const document = { ...continued.run.document, run: path }
  const name = basename(parent.path, RUN_EXTENSION)
  options.listener?.progress('recording', null)
  await keepRun({ ...continued.run, document }, path, {
    drill,
    source: drillText(drill, [`Forked from ${name} at ${formatDuration(atMs)}.`]),
    seed: header.seed,
    simulated: true,
    startedAt: new Date().toISOString(),
    faultlineVersion: version,
    parent: { run: name, atMs, changes },
  })
  return { kind: 'judged', document, drill, changes }
}

/** Null where the parent cannot be repeated to the bit. */
function repeated(options: ForkOptions, header: RunHeader): Continued | null {
  const { atMs, seed, parent } = options
  const faults = repeatParent(parent.database, header, turnsOf('repeating', options))
  if (faults === null) return null
  const reason = whyNotWithout(faults, options)
  if (reason !== null) return { kind: 'refused', reason }
  const drill = forkedDrill(header.drill, faults, options)
  const run = runDrill({
    drill,
    seed: header.seed,
    checkers: CHECKERS,
    journal: 'keep',
    onTurn: turnsOf('continuing', options),
    ...(seed !== undefined && { reseed: { atMs, seed } }),
  })
  return { kind: 'run', run, drill, changes: tellChanges(faults, options) }
}

function rebuilt(options: ForkOptions, header: RunHeader): Continued {
  const parent = readParent(options.parent.database, header, options)
  if (parent.kind === 'refused') return parent
  const { drill, past, faults } = parent
  const { seed = header.seed } = options
  try {
    const onTurn = turnsOf('continuing', options)
    const run = runDrill({ drill, seed, checkers: CHECKERS, journal: 'keep', past, onTurn })
    const changes = [...tellChanges(faults, options), ...parent.approximations]
    return { kind: 'run', run, drill, changes }
  } catch (error) {
    if (!(error instanceof InvariantError || error instanceof DamagedJournalError)) throw error
    return { kind: 'refused', reason: `it cannot be rebuilt: ${error.message}` }
  }
}

/** A fork takes about as long as its parent did. */
function turnsOf(
  part: 'repeating' | 'continuing',
  { parent, listener }: ForkOptions,
): (nowMs: number) => void {
  const parentMs = lastStepAtUs(parent.database) / 1000
  return (nowMs) => listener?.progress(part, parentMs > 0 ? Math.min(1, nowMs / parentMs) : null)
}
