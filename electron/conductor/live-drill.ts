/**
 * Drives one drill on a live cluster: asks the director what to do, does it in order, and keeps
 * the run file told. What happens next is the director's business, how it is done the cluster's.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision, PlannedFault } from '../../core/drills/decision.ts'
import { ADVANCE_EVERY_MS, type Director } from '../../core/drills/director.ts'
import type { Measurements } from '../../core/drills/measurements.ts'
import type { Cluster, ClusterListener, ProcessSummary } from '../cluster/contract.ts'
import type { Recorder } from '../recorder/contract.ts'
import type { DrillListener } from './progress.ts'

/** How often a watcher is told, and a sample of the measurements is recorded, ms. */
const PROGRESS_EVERY_MS = 100
const SAMPLE_EVERY_MS = 1_000

export interface LiveDrillOptions {
  readonly director: Director
  readonly measurements: Measurements
  readonly recorder: Recorder
  readonly listener: DrillListener
  readonly durationMs: number
  readonly startedAtNs: bigint
}

export class LiveDrill implements ClusterListener {
  readonly #options: LiveDrillOptions
  readonly #warnings: string[] = []
  #cluster: Cluster | null = null
  /** Decisions are carried out one after the other; this settles after the last. */
  #carriedOut: Promise<void> = Promise.resolve()
  /** When the workload began, ms since the run began. */
  #begunMs: number | null = null
  #nextProgressMs = 0
  #nextSampleMs = 0

  constructor(options: LiveDrillOptions) {
    this.#options = options
  }

  /** What went wrong on the way and did not end the drill. */
  get warnings(): readonly string[] {
    return this.#warnings
  }

  /** Runs the drill to its end, or until `signal` aborts it; the cluster has been started. */
  async run(cluster: Cluster, signal: AbortSignal): Promise<void> {
    this.#cluster = cluster
    const { director, measurements } = this.#options
    while (director.phase !== 'done') {
      const atMs = this.#atMs()
      const decisions = signal.aborted
        ? director.abort(String(signal.reason), atMs)
        : director.advance({ atMs, view: cluster.view(), measurements })
      this.#queue(decisions)
      this.#tell(atMs)
      await sleep(ADVANCE_EVERY_MS)
    }
    await this.#carriedOut
  }

  journal(process: string, path: string): void {
    this.#options.recorder.tail(process, path)
  }

  summary({ atUs, operations, reports }: ProcessSummary): void {
    const { measurements } = this.#options
    measurements.completed(atUs / 1000, operations)
    for (const { machine, event } of reports) {
      if (event.type === 'ready' || event.type === 'finished') {
        measurements.clientReported(machine, event.type)
      }
    }
  }

  changed(): void {
    if (this.#cluster) this.#options.measurements.observe(this.#atMs(), this.#cluster.view())
  }

  trouble(process: string, trouble: string, detail: string, atUs: number): void {
    this.#options.recorder.note(atUs / 1000, trouble, `${process}: ${detail}`)
    this.#options.listener.event(this.#sinceBegun(atUs / 1000), `${process}: ${trouble}: ${detail}`)
  }

  #queue(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      this.#carriedOut = this.#carriedOut.then(() => this.#carryOut(decision))
    }
  }

  async #carryOut(decision: Decision): Promise<void> {
    const { recorder } = this.#options
    const atMs = this.#atMs()
    switch (decision.kind) {
      case 'phase':
        if (decision.phase === 'drill') this.#begunMs = atMs
        return recorder.note(atMs, 'phase', decision.phase)
      case 'clients':
        return this.#running().tellClients(decision.command)
      case 'warning':
        return this.#note('warning', decision.text)
      case 'abort':
        return this.#note('abort', decision.reason)
      case 'apply':
        return this.#apply(decision.fault, decision.actions)
      case 'step':
        return this.#attempt(decision.id, decision.actions)
      case 'undo':
        await this.#attempt(decision.id, decision.actions)
        recorder.faultUndone(decision.id, this.#atMs())
        return this.#note('undo', `${decision.id} undone`)
    }
  }

  async #apply(fault: PlannedFault, actions: Parameters<Cluster['apply']>[1]): Promise<void> {
    const { recorder } = this.#options
    const { id, kind, target, parameters, plan } = fault
    const planned = { id, kind, target, parameters, apply: actions, undo: plan.undo }
    await recorder.faultPlanned({ ...planned, plannedAtMs: this.#atMs() })
    await this.#attempt(id, actions)
    recorder.faultApplied(id, this.#atMs())
    this.#note('fault', `${id}: ${kind} ${target}`)
  }

  /** An action that could not be carried out weakens the drill; it does not end it. */
  async #attempt(fault: string, actions: Parameters<Cluster['apply']>[1]): Promise<void> {
    try {
      await this.#running().apply(fault, actions)
    } catch (error) {
      const text = `${fault}: ${error instanceof Error ? error.message : String(error)}`
      this.#warnings.push(text)
      this.#note('warning', text)
    }
  }

  #note(kind: string, text: string): void {
    const atMs = this.#atMs()
    this.#options.recorder.note(atMs, kind, text)
    this.#options.listener.event(this.#sinceBegun(atMs), text)
  }

  #tell(atMs: number): void {
    const { director, measurements, listener, recorder, durationMs } = this.#options
    const lastSecond = { fromMs: Math.max(0, atMs - 1000), toMs: atMs }
    if (atMs >= this.#nextProgressMs) {
      this.#nextProgressMs = atMs + PROGRESS_EVERY_MS
      listener.progress({
        phase: director.phase,
        atMs: this.#sinceBegun(atMs),
        durationMs,
        view: this.#running().view(),
        okPerSecond: measurements.tally(lastSecond).ok,
        acknowledged: measurements.tally({ fromMs: this.#begunMs ?? 0, toMs: atMs }).ok,
        p99Ms: measurements.percentileMs(lastSecond, 990),
        activeFaults: director.activeFaults,
      })
    }
    if (atMs >= this.#nextSampleMs) {
      this.#nextSampleMs = atMs + SAMPLE_EVERY_MS
      const tally = measurements.tally(lastSecond)
      recorder.metric(atMs, 'ok', tally.ok)
      recorder.metric(atMs, 'fail', tally.fail)
      recorder.metric(atMs, 'info', tally.info)
      const p99Ms = measurements.percentileMs(lastSecond, 990)
      if (p99Ms !== null) recorder.metric(atMs, 'p99', p99Ms)
    }
  }

  #running(): Cluster {
    if (!this.#cluster) throw new Error('the drill has no cluster yet')
    return this.#cluster
  }

  #atMs(): number {
    return Number(process.hrtime.bigint() - this.#options.startedAtNs) / 1e6
  }

  #sinceBegun(atMs: number): number | null {
    return this.#begunMs === null ? null : atMs - this.#begunMs
  }
}
