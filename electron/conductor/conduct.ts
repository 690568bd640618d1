/**
 * A live drill from its beginning to its verdict: a private folder, a recorder, a cluster, the
 * drill itself, and then the question whether the promises were kept. Whatever happens on the
 * way, no process and no folder is left behind, and the run file says how it ended.
 *
 * Knows nothing of terminals, windows or Electron: three doors call it.
 */
import type { CheckResult } from '../../core/checkers/checker.ts'
import { Director } from '../../core/drills/director.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { judge } from '../../core/drills/judge.ts'
import { Measurements } from '../../core/drills/measurements.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { Evidence } from '../../core/faults/action.ts'
import { FAULTS, findFault } from '../../core/faults/index.ts'
import type { Cluster } from '../cluster/contract.ts'
import { createCluster } from '../cluster/create-cluster.ts'
import type { Recorder } from '../recorder/contract.ts'
import { openRecorder } from '../recorder/open-recorder.ts'
import { checkRun } from './check-run.ts'
import { LiveDrill } from './live-drill.ts'
import type { DrillListener } from './progress.ts'
import { createRunFolder, removeRunFolder } from './run-folder.ts'
import { watchPromises } from './watch-promises.ts'

export interface ConductOptions {
  readonly drill: Drill
  /** The text of the drill file, kept in the run. */
  readonly source: string
  readonly seed: string
  /** Where the run file is made; nothing may be there yet. */
  readonly path: string
  readonly version: string
  readonly listener: DrillListener
  /** Aborts the drill; everything is undone and stopped, and the run is kept as interrupted. */
  readonly signal: AbortSignal
}

export type Conducted =
  | { readonly kind: 'judged'; readonly document: VerdictDocument }
  | { readonly kind: 'interrupted'; readonly reason: string }

/** Rejects when Faultline itself failed; the run file then says `interrupted` and why. */
export async function conduct(options: ConductOptions): Promise<Conducted> {
  const folder = await createRunFolder()
  try {
    const header = headerOf(options)
    const startedAtNs = process.hrtime.bigint()
    const recorder = await openRecorder({ path: options.path, header })
    try {
      return await conductRecorded(options, { folder, startedAtNs }, recorder)
    } catch (error) {
      await recorder.interrupt(error instanceof Error ? error.message : String(error))
      throw error
    } finally {
      await recorder.close()
    }
  } finally {
    await removeRunFolder(folder)
  }
}

interface Place {
  readonly folder: string
  /** The instant from which the run counts its time; the header has it by the wall clock. */
  readonly startedAtNs: bigint
}

async function conductRecorded(
  options: ConductOptions,
  { folder, startedAtNs }: Place,
  recorder: Recorder,
): Promise<Conducted> {
  const { drill, seed, signal } = options
  const director = new Director({ drill, seed, faults: FAULTS })
  const measurements = new Measurements(drill.workload)
  const durationMs = drill.workload.durationMs
  const live = new LiveDrill({
    director,
    measurements,
    recorder,
    listener: options.listener,
    durationMs,
    startedAtNs,
  })
  const { system, workload } = drill
  const place = { folder, system, workload, seed, startedAtNs, journal: true }
  const cluster = createCluster({ ...place, listener: live })
  live.attach(cluster)
  options.listener.running?.(live)
  try {
    await cluster.start()
    const watch = watchPromises(
      { path: options.path, drill },
      (broken) => live.promiseBroken(broken),
      (reason) => live.warn(`nobody watched for broken promises: ${reason}`),
    )
    await live.run(signal).finally(() => watch.end())
    if (signal.aborted) {
      await cluster.halt()
      await cluster.stop()
      return await interrupted(signal, recorder)
    }
    const finalStates = director.finalStates(await cluster.refresh())
    const evidence = await cluster.evidence()
    await cluster.stop()
    recordEffects(director, evidence, recorder)
    await recorder.catchUp()
    const checks = await checkRun({ path: options.path, drill, finalStates }, signal)
    if (checks === 'aborted') return await interrupted(signal, recorder)
    const warnings = [
      ...unsimulated(drill),
      ...live.warnings,
      ...(await recordingWarnings(recorder)),
    ]
    const ended = { director, measurements, checks, evidence, warnings, startedAtNs }
    const document = judgement(options, ended)
    await recorder.seal(document)
    return { kind: 'judged', document }
  } finally {
    await cluster.stop()
  }
}

async function interrupted(signal: AbortSignal, recorder: Recorder): Promise<Conducted> {
  const reason = String(signal.reason)
  await recorder.interrupt(reason)
  return { kind: 'interrupted', reason }
}

function headerOf({ drill, source, seed, version }: ConductOptions) {
  const startedAt = new Date().toISOString()
  return { drill, source, seed, simulated: false, startedAt, faultlineVersion: version }
}

interface Ended {
  readonly director: Director
  readonly measurements: Measurements
  readonly checks: readonly CheckResult[]
  readonly evidence: Awaited<ReturnType<Cluster['evidence']>>
  readonly warnings: readonly string[]
  readonly startedAtNs: bigint
}

function judgement(options: ConductOptions, ended: Ended): VerdictDocument {
  const { drill, seed, path } = options
  const { director, measurements, checks, evidence, warnings, startedAtNs } = ended
  return judge({
    drill,
    run: path,
    seed,
    simulated: false,
    outcome: director.outcome(),
    checks,
    measurements,
    evidence,
    faults: FAULTS,
    warnings,
    durationMs: Math.round(Number(process.hrtime.bigint() - startedAtNs) / 1e6),
  })
}

function recordEffects(
  director: Director,
  evidence: { readonly [fault: string]: Evidence },
  recorder: Recorder,
): void {
  for (const { id, kind } of director.outcome().faults) {
    const measured = evidence[id] ?? {}
    const effect = findFault(kind)?.effect(measured)
    if (effect) recorder.faultMeasured(id, measured, effect)
  }
}

/** The same file runs in both worlds, so what speaks of the other one is ignored, and said to be. */
function unsimulated({ simulation }: Drill): readonly string[] {
  if (simulation === undefined) return []
  const text = `the network of a live run is the one that is there: simulation.network ${simulation.network} was ignored`
  return [text]
}

async function recordingWarnings(recorder: Recorder): Promise<readonly string[]> {
  const { behindBytes, troubles = [] } = await recorder.cost()
  const missing = behindBytes > 0 ? [`recording is ${behindBytes} bytes short`] : []
  return [...missing, ...troubles]
}
