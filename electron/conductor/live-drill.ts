/**
 * Drives one drill on a live cluster: asks the director what to do, has it done, and keeps the
 * run file told. What happens next is the director's business, how it is done the cluster's.
 *
 * A person may take part while it runs (`running-drill.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision } from '../../core/drills/decision.ts'
import { ADVANCE_EVERY_MS, type Director, type Moment } from '../../core/drills/director.ts'
import type { FaultChoice } from '../../core/drills/drill.ts'
import type { Measurements } from '../../core/drills/measurements.ts'
import { recordedSchedule } from '../../core/drills/recorded-schedule.ts'
import type { Cluster, ClusterListener, ProcessSummary } from '../cluster/contract.ts'
import { within } from '../cluster/within.ts'
import type { Recorder } from '../recorder/contract.ts'
import { DecisionRunner } from './decision-runner.ts'
import type { DrillListener } from './progress.ts'
import type { Halted, Injected, RunningDrill } from './running-drill.ts'
import type { BrokenPromise } from './watch-promises.ts'

/** How often a watcher is told, and a sample of the measurements is recorded, ms. */
const PROGRESS_EVERY_MS = 100
const SAMPLE_EVERY_MS = 1_000
/** How often it is looked who leads, at most, when processes have something to say, ms. */
const LOOK_EVERY_MS = 10
/** After this long a halt no longer waits for what undoes faults one by one, ms. */
const ORDERLY_UNDO_MS = 300
/** How long an aborted drill waits for what is stuck; the cluster is stopped anyway, ms. */
const ABORTED_WITHIN_MS = 2_000

export interface LiveDrillOptions {
  readonly director: Director
  readonly measurements: Measurements
  readonly recorder: Recorder
  readonly listener: DrillListener
  readonly durationMs: number
  readonly startedAtNs: bigint
}

export class LiveDrill implements ClusterListener, RunningDrill {
  readonly #options: LiveDrillOptions
  readonly #runner: DecisionRunner
  readonly #warnings: string[] = []
  #cluster: Cluster | null = null
  /** When the workload began, ms since the run began. */
  #begunMs: number | null = null
  #nextProgressMs = 0
  #nextSampleMs = 0
  #lookedMs = 0
  #electionsTold = 0

  constructor(options: LiveDrillOptions) {
    this.#options = options
    this.#runner = new DecisionRunner({
      recorder: options.recorder,
      cluster: {
        apply: (fault, actions) => this.#running().apply(fault, actions),
        tellClients: (command) => this.#running().tellClients(command),
      },
      nowMs: () => this.nowMs,
      entered: (phase) => {
        if (phase === 'drill') this.#begunMs = this.nowMs
        this.note('phase', phase)
      },
      note: (kind, text) => this.#tellEvent(kind, text),
      failed: (text) => this.warn(text),
    })
  }

  /** What went wrong on the way and did not end the drill. */
  get warnings(): readonly string[] {
    return this.#warnings
  }

  get phase() {
    return this.#options.director.phase
  }

  get nowMs(): number {
    return Number(process.hrtime.bigint() - this.#options.startedAtNs) / 1e6
  }

  get begunMs(): number | null {
    return this.#begunMs
  }

  get measurements(): Measurements {
    return this.#options.measurements
  }

  get faults() {
    return this.#options.director.faults
  }

  get schedulePaused(): boolean {
    return this.#options.director.schedulePaused
  }

  get scheduleLeft(): number {
    return this.#options.director.scheduleLeft
  }

  get schedule() {
    return this.#options.director.scheduleAt(this.nowMs)
  }

  /** Makes the cluster known, before it is started. */
  attach(cluster: Cluster): void {
    this.#cluster = cluster
  }

  /** Runs the drill to its end, or until `signal` aborts it; the cluster has been started. */
  async run(signal: AbortSignal): Promise<void> {
    const { director, listener } = this.#options
    while (director.phase !== 'done') {
      const before = director.phase
      if (signal.aborted) this.#abort(String(signal.reason))
      else this.#runner.run(director.advance(this.#moment()))
      this.#tellElections()
      if (director.phase !== before) listener.news?.()
      this.#tell(this.nowMs)
      await sleep(ADVANCE_EVERY_MS)
    }
    const settled = this.#runner.settled()
    await (signal.aborted ? within(settled, ABORTED_WITHIN_MS, () => undefined) : settled)
    this.#keepSchedule()
  }

  view() {
    return this.#running().view()
  }

  evidence() {
    return this.#running().evidence()
  }

  recordingCost() {
    return this.#options.recorder.cost()
  }

  async inject(choice: FaultChoice): Promise<Injected> {
    const { director } = this.#options
    if (this.#cluster === null) return { ok: false, problem: 'the cluster is not there yet' }
    const applied = director.inject(choice, this.#moment())
    if (!applied.ok) return applied
    const problem = await this.#runner.run(applied.decisions)[0]
    if (problem === null || problem === undefined) return { ok: true, fault: applied.id }
    await this.undo(applied.id)
    return { ok: false, problem }
  }

  async undo(fault: string): Promise<boolean> {
    const decision = this.#options.director.undo(fault, this.nowMs)
    if (decision === null) return false
    await Promise.all(this.#runner.run([decision]))
    return true
  }

  pauseSchedule(paused: boolean): void {
    const { director } = this.#options
    if (paused === director.schedulePaused) return
    this.#runner.run(director.pauseSchedule(paused, this.nowMs))
    this.#tellEvent('schedule', paused ? 'schedule paused by hand' : 'schedule goes on')
  }

  async halt(): Promise<Halted> {
    const beganMs = performance.now()
    const undone = this.#options.director.halt(this.nowMs)
    // In order first: what was moved is moved back once, and by whoever moved it.
    await within(this.#runner.halt(undone), ORDERLY_UNDO_MS, () => undefined)
    const left = (await this.#cluster?.halt()) ?? { lifted: 0, resumed: 0 }
    const lifted = undone.filter(({ kind }) => kind === 'undo').length + left.lifted
    const resumed = undone.flatMap(resumes).length + left.resumed
    const tookMs = Math.round(performance.now() - beganMs)
    this.#tellEvent('halt', `halted by hand: ${lifted} lifted, ${resumed} resumed in ${tookMs} ms`)
    return { lifted, resumed, tookMs }
  }

  /** A check that will be red in the end is so already. */
  promiseBroken(broken: BrokenPromise): void {
    const { check, sentence } = broken
    this.#options.listener.promiseBroken?.(broken)
    this.#tellEvent('violation', `${check} is broken: ${sentence}`)
    this.#options.listener.news?.()
  }

  /** Tells a warning, now and in the verdict. */
  warn(text: string): void {
    this.#warnings.push(text)
    this.#tellEvent('warning', text)
  }

  note(kind: string, text: string): void {
    this.#options.recorder.note(this.nowMs, kind, text)
  }

  journal(process: string, path: string): void {
    this.#options.recorder.tail(process, path)
  }

  summary(summary: ProcessSummary): void {
    const { measurements, listener } = this.#options
    const { atUs, operations, reports } = summary
    measurements.completed(atUs / 1000, operations)
    for (const { machine, event } of reports) {
      if (event.type === 'ready' || event.type === 'finished') {
        measurements.clientReported(machine, event.type)
      }
    }
    listener.summary?.(summary)
    const nowMs = this.nowMs
    if (reports.length === 0 || nowMs - this.#lookedMs < LOOK_EVERY_MS) return
    this.#lookedMs = nowMs
    this.#look()
  }

  changed(): void {
    if (this.#cluster === null) return
    this.#look()
    this.#options.listener.news?.()
  }

  trouble(process: string, trouble: string, detail: string, atUs: number): void {
    const text = `${process}: ${trouble}: ${detail}`
    this.#options.recorder.note(atUs / 1000, trouble, `${process}: ${detail}`)
    this.#options.listener.event(this.#sinceBegun(atUs / 1000), text, trouble)
  }

  #moment(): Moment {
    const { measurements } = this.#options
    return { atMs: this.nowMs, view: this.#running().view(), measurements }
  }

  #abort(reason: string): void {
    const decisions = this.#options.director.abort(reason, this.nowMs)
    const undos = decisions.filter(({ kind }) => kind === 'undo')
    void this.#runner.halt(undos)
    this.#runner.run(decisions.filter(({ kind }) => kind !== 'undo'))
  }

  /** What a person did is in no drill file: the run keeps the schedule that it really had. */
  #keepSchedule(): void {
    const { faults } = this
    if (!faults.some(({ byHand }) => byHand)) return
    for (const entry of recordedSchedule(faults)) this.note('schedule', JSON.stringify(entry))
  }

  #look(): void {
    this.#options.measurements.observe(this.nowMs, this.#running().view())
    this.#tellElections()
  }

  #tellElections(): void {
    const { length } = this.#options.measurements.electionsSeen
    if (length === this.#electionsTold) return
    this.#electionsTold = length
    this.#options.listener.news?.()
  }

  #tellEvent(kind: string, text: string): void {
    const atMs = this.nowMs
    this.#options.recorder.note(atMs, kind, text)
    this.#options.listener.event(this.#sinceBegun(atMs), text, kind)
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
        view: this.view(),
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

  #sinceBegun(atMs: number): number | null {
    return this.#begunMs === null ? null : atMs - this.#begunMs
  }
}

function resumes(decision: Decision): readonly unknown[] {
  if (decision.kind !== 'undo') return []
  return decision.actions.filter(({ kind }) => kind === 'resume')
}
