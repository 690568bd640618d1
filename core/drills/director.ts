/**
 * How a drill unfolds. The director is told the time, sees the cluster and the measurements, and
 * answers with decisions; it carries out nothing and waits for nothing, so that the live
 * conductor and the simulator drive the same drill.
 *
 * Duties of its caller:
 * 1. Call `advance` at least every `ADVANCE_EVERY_MS`, with a time that never goes back (ms
 *    since the run began), the cluster as it is, and all measurements up to then.
 * 2. Carry out the decisions in order, each finished before the next is begun. `advance` may be
 *    called meanwhile; its decisions queue up behind.
 * 3. Before an `apply`, write the fault and its undo down durably.
 * 4. Feed the measurements: completed operations, and the clients' `ready` and `finished`.
 * 5. To stop it all: `halt` or `abort`, carry out what it answers, then lift everything by other
 *    means too.
 * 6. After the phase `done`: gather the evidence, then judge (`judge.ts`).
 *
 * A person may take part: apply a fault, undo one, hold the schedule, halt. Those calls answer
 * with decisions too, to be carried out like any other and at once, not at the next `advance`.
 */
import type { Fault } from '../faults/fault.ts'
import type { FinalState } from '../checkers/checker.ts'
import { randomSchedule } from './random-schedule.ts'
import { Prng } from '../base/prng.ts'
import type { Decision, Phase } from './decision.ts'
import type { AbortRule, Drill, FaultChoice, ScheduleEntry } from './drill.ts'
import type { Measurements } from './measurements.ts'
import { describeBounds, formatValue, readProbe, withinBounds } from './probes.ts'
import { PendingSchedule } from './pending-schedule.ts'
import { formatDuration } from './quantities.ts'
import { isSteady, longestWindowMs, RecoveryWatch } from './recovery-watch.ts'
import { StandingFaults } from './standing-faults.ts'
import type { Applied, FaultRecord, MissedFault } from './standing-faults.ts'
import type { RecoveryAnswer } from './verdict-document.ts'
import type { ClusterView } from './world.ts'

export const ADVANCE_EVERY_MS = 50
export const WARM_UP_MAXIMUM_MS = 30_000
export const FINAL_MAXIMUM_MS = 10_000
export const CONVERGE_MAXIMUM_MS = 10_000
/** Faults that a person may apply in one drill: nobody needs more, and memory has an end. */
export const BY_HAND_FAULTS_MAXIMUM = 1000

export interface DirectorOptions {
  readonly drill: Drill
  /** Draws random targets and the random schedule. */
  readonly seed: string
  readonly faults: readonly Fault[]
}

export interface Moment {
  /** Since the run began, ms; never goes back. */
  readonly atMs: number
  readonly view: ClusterView
  readonly measurements: Measurements
}

/** What became of the drill; times without a note are ms since the workload began. */
export interface DirectorOutcome {
  /** When the workload began and when its clients were told to finish, ms since the run began. */
  readonly startedMs: number | null
  readonly endedMs: number | null
  readonly recovery: RecoveryAnswer
  /** Why the drill was not run to its end; null where it was. */
  readonly aborted: string | null
  readonly faults: readonly FaultRecord[]
  readonly missed: readonly MissedFault[]
  readonly warnings: readonly string[]
}

export class Director {
  readonly #drill: Drill
  readonly #faults: StandingFaults
  readonly #recovery: RecoveryWatch
  readonly #schedule: PendingSchedule
  readonly #warnings: string[] = []
  #phase: Phase | null = null
  #phaseSinceMs = 0
  #asked: 'nothing' | 'setup' | 'begin' = 'nothing'
  #begunMs = 0
  #startedMs: number | null = null
  #endedMs: number | null = null
  #aborted: string | null = null
  #halted = false
  #byHand = 0

  constructor({ drill, seed, faults }: DirectorOptions) {
    this.#drill = drill
    this.#faults = new StandingFaults({ seed, faults, zones: drill.zones })
    this.#recovery = new RecoveryWatch(drill.steady, drill.recoverWithinMs)
    const drawn =
      drill.random === undefined
        ? []
        : randomSchedule(drill.random, new Prng(`${seed}/random-schedule`))
    this.#schedule = new PendingSchedule([...drill.schedule, ...drawn])
  }

  /** The phase that the drill is in; `warm-up` before the first call of `advance`. */
  get phase(): Phase {
    return this.#phase ?? 'warm-up'
  }

  /** How many faults stand. */
  get activeFaults(): number {
    return this.#faults.active
  }

  /** Those that stand and those that are over, in the order in which they were planned. */
  get faults(): readonly FaultRecord[] {
    return this.#faults.records
  }

  get schedulePaused(): boolean {
    return this.#schedule.held
  }

  /** How many entries of the schedule are still to come. */
  get scheduleLeft(): number {
    return this.#schedule.size
  }

  /** What is still to come, with random entries drawn, later by as long as it was paused. */
  scheduleAt(atMs: number): readonly ScheduleEntry[] {
    return this.#schedule.entriesAt(this.#sinceStart(atMs))
  }

  advance(moment: Moment): readonly Decision[] {
    const { atMs, view, measurements } = moment
    measurements.observe(atMs, view)
    const decisions: Decision[] = []
    if (this.#phase === null) decisions.push(this.#enter('warm-up', atMs))
    switch (this.phase) {
      case 'warm-up':
        decisions.push(...this.#warmUp(moment))
        break
      case 'drill':
        decisions.push(...this.#run(moment))
        break
      case 'recovery':
        decisions.push(...this.#recover(moment))
        break
      case 'final':
        decisions.push(...this.#finish(moment))
        break
      case 'converge':
        decisions.push(...this.#converge(moment))
        break
      case 'done':
        break
    }
    for (const decision of decisions) {
      if (decision.kind === 'warning') this.#warnings.push(decision.text)
    }
    return decisions
  }

  /**
   * Goes on with a drill whose workload is under way, begun at `startedMs` since the run began;
   * `faults` are those that were planned so far. To be called before the first `advance`.
   */
  resume(startedMs: number, faults: readonly FaultRecord[]): void {
    this.#phase = 'drill'
    this.#phaseSinceMs = startedMs
    this.#startedMs = startedMs
    this.#faults.resume(faults)
    if (faults.length > 0) this.#recovery.broke()
  }

  /** Applies a fault that a person asks for, now or not at all. */
  inject(choice: FaultChoice, moment: Moment): Applied {
    const refusal = this.#whyNotNow()
    if (refusal !== null) return { ok: false, problem: refusal }
    if (this.#byHand >= BY_HAND_FAULTS_MAXIMUM) {
      const problem = `${BY_HAND_FAULTS_MAXIMUM} faults were applied by hand, and no more are taken`
      return { ok: false, problem }
    }
    const sinceMs = this.#sinceStart(moment.atMs)
    const applied = this.#faults.applyByHand(choice, sinceMs, moment.view)
    if (!applied.ok) return applied
    this.#byHand++
    this.#watch(applied.decisions, moment)
    return applied
  }

  /** Undoes the fault of that id, whoever applied it; null where no such fault stands. */
  undo(id: string, atMs: number): Decision | null {
    return this.#faults.undoOne(id, this.#sinceStart(atMs))
  }

  /** Holds the schedule, or lets it go on (`PendingSchedule`); faults that stand are not held. */
  pauseSchedule(paused: boolean, atMs: number): readonly Decision[] {
    const sinceMs = this.#sinceStart(atMs)
    if (paused) {
      this.#schedule.hold(sinceMs)
      return []
    }
    const heldMs = this.#schedule.release(sinceMs)
    if (heldMs === 0 || this.#schedule.size === 0) return []
    const text = `the schedule was held for ${formatDuration(heldMs)} by hand, and came later by that`
    return [this.#warn(text)]
  }

  /**
   * Undoes everything and drops what the schedule still had. The drill goes on to its recovery
   * and its verdict; before its workload began, it only loses its schedule and ends early.
   */
  halt(atMs: number): readonly Decision[] {
    if (this.#halted || (this.phase !== 'warm-up' && this.phase !== 'drill')) return []
    this.#halted = true
    const dropped = this.#schedule.drop()
    const sinceMs = this.#sinceStart(atMs)
    const rest =
      dropped === 0
        ? ''
        : `; ${dropped} ${dropped === 1 ? 'entry' : 'entries'} of the schedule never came`
    return [
      this.#warn(`halted by hand after ${formatDuration(sinceMs)}${rest}`),
      ...this.#faults.undo('all', sinceMs),
    ]
  }

  /** Ends the drill now: everything is undone, the clients stop, the phase is `done`. */
  abort(reason: string, atMs: number): readonly Decision[] {
    if (this.#phase === 'done') return []
    this.#aborted = reason
    this.#endedMs ??= this.#startedMs === null ? null : atMs
    return [
      { kind: 'abort', reason },
      ...this.#faults.undo('all', this.#sinceStart(atMs)),
      { kind: 'clients', command: { type: 'stop' } },
      this.#enter('done', atMs),
    ]
  }

  outcome(): DirectorOutcome {
    const aborted = this.#aborted
    return {
      startedMs: this.#startedMs,
      endedMs: this.#endedMs,
      recovery: aborted === null ? this.#recovery.answer() : { answer: 'unknown', afterMs: null },
      aborted,
      faults: this.#faults.records,
      missed: this.#faults.missed,
      warnings: this.#warnings,
    }
  }

  /**
   * How the nodes of `view` stand at the end, for the checkers. An aborted drill did not wait for
   * what was broken to heal, so it expects of no node that it is there.
   */
  finalStates(view: ClusterView): readonly FinalState[] {
    return view.nodes.map(({ node, state, description }) => ({
      node,
      expected: this.#aborted === null && !this.#faults.retired.includes(node),
      ...(state === 'up' && description !== undefined ? { description } : {}),
    }))
  }

  #warmUp({ atMs, view, measurements }: Moment): readonly Decision[] {
    const { system, workload, steady } = this.#drill
    if (atMs - this.#phaseSinceMs > WARM_UP_MAXIMUM_MS) {
      return this.abort(this.#whyNotWarm(view, measurements), atMs)
    }
    if (this.#asked === 'nothing') {
      const up = view.nodes.filter(({ state }) => state === 'up').length
      if (up < system.nodes) return []
      this.#asked = 'setup'
      return [{ kind: 'clients', command: { type: 'setup' } }]
    }
    if (this.#asked === 'setup') {
      if (measurements.ready < workload.clients) return []
      this.#asked = 'begin'
      this.#begunMs = atMs
      return [{ kind: 'clients', command: { type: 'begin' } }]
    }
    if (atMs - this.#begunMs < longestWindowMs(steady)) return []
    if (!isSteady(steady, atMs, measurements)) return []
    this.#startedMs = atMs
    return [this.#enter('drill', atMs)]
  }

  #run(moment: Moment): readonly Decision[] {
    const { atMs, view } = moment
    const sinceMs = this.#sinceStart(atMs)
    const abort = this.#abortBy(moment)
    if (abort !== null) return abort
    const { durationMs } = this.#drill.workload
    if (this.#halted || sinceMs >= durationMs) return this.#endWorkload(sinceMs, moment)
    for (const next of this.#schedule.take(sinceMs)) {
      if ('fault' in next) this.#faults.ask(next.fault, sinceMs)
      else this.#faults.askUndo(next.undo)
    }
    const decisions = this.#faults.advance(sinceMs, view)
    this.#watch(decisions, moment)
    return decisions
  }

  /**
   * Nothing is broken from here on. What was due by now ends with everything else; what is left
   * after that was held for too long.
   */
  #endWorkload(sinceMs: number, moment: Moment): readonly Decision[] {
    const tooClose = this.#schedule.take(sinceMs).filter((entry) => 'fault' in entry).length
    const late = this.#schedule.drop()
    const undone = this.#faults.undo('all', sinceMs)
    this.#watch(undone, moment)
    const warnings: string[] = []
    if (tooClose > 0) {
      const came =
        tooClose === 1 ? '1 fault of the schedule was' : `${tooClose} faults of the schedule were`
      warnings.push(`${came} due just before the end of the workload, and never came`)
    }
    if (late > 0) {
      const text = `the schedule was held by hand for so long that ${late} entries of it never came`
      warnings.push(text)
    }
    return [
      ...warnings.map((text): Decision => ({ kind: 'warning', text })),
      this.#enter('recovery', moment.atMs),
      ...undone,
    ]
  }

  #recover(moment: Moment): readonly Decision[] {
    const abort = this.#abortBy(moment)
    if (abort !== null) return abort
    this.#watch([], moment)
    if (!this.#recovery.settled(moment.atMs)) return []
    this.#endedMs = moment.atMs
    return [this.#enter('final', moment.atMs), { kind: 'clients', command: { type: 'final' } }]
  }

  #finish({ atMs, measurements }: Moment): readonly Decision[] {
    const { clients } = this.#drill.workload
    const waited = atMs - this.#phaseSinceMs >= FINAL_MAXIMUM_MS
    if (measurements.finished < clients && !waited) return []
    const decisions: Decision[] = [
      { kind: 'clients', command: { type: 'stop' } },
      this.#enter('converge', atMs),
    ]
    if (measurements.finished < clients) {
      const text = `only ${measurements.finished} of ${clients} clients finished in time`
      decisions.unshift({ kind: 'warning', text })
    }
    return decisions
  }

  #converge({ atMs, view }: Moment): readonly Decision[] {
    const asked = this.#drill.check.includes('converged')
    const waited = atMs - this.#phaseSinceMs >= CONVERGE_MAXIMUM_MS
    if (asked && !waited && !this.#agree(view)) return []
    return [this.#enter('done', atMs)]
  }

  #agree(view: ClusterView): boolean {
    const expected = this.finalStates(view).filter((state) => state.expected)
    const first = expected[0]?.description?.state
    return expected.every(
      ({ description }) =>
        description !== undefined &&
        description.state.applied === first?.applied &&
        description.state.digest === first.digest,
    )
  }

  #watch(decisions: readonly Decision[], { atMs, measurements }: Moment): void {
    if (decisions.some(({ kind }) => kind === 'apply')) this.#recovery.broke()
    this.#recovery.observe(atMs, this.#faults.active, measurements)
  }

  #abortBy({ atMs, measurements }: Moment): readonly Decision[] | null {
    for (const rule of this.#drill.abortWhen) {
      const broken = brokenRule(rule, this.#startedMs ?? atMs, atMs, measurements)
      if (broken !== null) return this.abort(broken, atMs)
    }
    return null
  }

  #whyNotWarm(view: ClusterView, measurements: Measurements): string {
    const { system, workload } = this.#drill
    const within = `within ${formatDuration(WARM_UP_MAXIMUM_MS)}`
    if (this.#asked === 'nothing') {
      const up = view.nodes.filter(({ state }) => state === 'up').length
      return `only ${up} of ${system.nodes} nodes came up ${within}`
    }
    if (this.#asked === 'setup') {
      return `only ${measurements.ready} of ${workload.clients} clients were ready ${within}`
    }
    return `the system was not steady ${within}, before anything was broken`
  }

  /** Why no fault can be applied by hand at this moment; null where one can. */
  #whyNotNow(): string | null {
    if (this.phase === 'warm-up') return 'the drill is warming up; wait until its clients work'
    if (this.#halted) return 'the drill was halted, and nothing more is broken in it'
    if (this.phase === 'drill') return null
    return 'the time for faults is over; the drill goes on to its verdict'
  }

  /** A warning outside of `advance`, which keeps those that it answers itself. */
  #warn(text: string): Decision {
    this.#warnings.push(text)
    return { kind: 'warning', text }
  }

  #enter(phase: Phase, atMs: number): Decision {
    this.#phase = phase
    this.#phaseSinceMs = atMs
    return { kind: 'phase', phase }
  }

  /** Whole ms: live time has fractions that nobody wants to read. */
  #sinceStart(atMs: number): number {
    return Math.round(atMs - (this.#startedMs ?? atMs))
  }
}

/**
 * Why the drill must end, or null. A rule speaks of its probe over the last `for`; `unavailable`
 * without bounds means that nothing was acknowledged for so long.
 */
function brokenRule(
  rule: AbortRule,
  startedMs: number,
  atMs: number,
  measurements: Measurements,
): string | null {
  if (atMs - startedMs < rule.forMs) return null
  const unbounded = rule.atLeast === undefined && rule.atMost === undefined
  const bounds = unbounded ? { atLeast: rule.forMs } : rule
  const fromMs = rule.probe === 'unavailable' ? startedMs : atMs - rule.forMs
  const value = readProbe(rule.probe, measurements, { fromMs, toMs: atMs })
  if (value === null || !withinBounds(value, bounds)) return null
  const told = describeBounds(rule.probe, bounds)
  return `${told}: it was ${formatValue(rule.probe, value)}`
}
