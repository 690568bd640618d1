/**
 * A whole drill in the simulated world, from its first node to its verdict. It drives the same
 * director and the same judge as the live conductor; only the world differs. Everything follows
 * from the drill and the seed.
 *
 * It writes no file: what a run file needs is in the result.
 */
import { assert } from '../base/assert.ts'
import type { Checker, Recording } from '../checkers/checker.ts'
import type { Decision, PlannedFault } from '../drills/decision.ts'
import { ADVANCE_EVERY_MS, Director, type DirectorOutcome } from '../drills/director.ts'
import type { Drill } from '../drills/drill.ts'
import { judge, runChecks } from '../drills/judge.ts'
import { stabilisesMs } from '../drills/liveness-phase.ts'
import { Measurements } from '../drills/measurements.ts'
import { formatDuration } from '../drills/quantities.ts'
import type { VerdictDocument } from '../drills/verdict-document.ts'
import type { Action } from '../faults/action.ts'
import { FAULTS } from '../faults/index.ts'
import type { HistoryEvent } from '../history/operation.ts'
import { createMachine } from '../systems/create-machine.ts'
import { findSystem } from '../systems/index.ts'
import type { System } from '../systems/system.ts'
import { clientSpecs, nodeSpecs } from './cluster-specs.ts'
import type { EvidenceByFault } from './evidence-book.ts'
import { rebuild, type RecordedPast } from './fork/recorded-past.ts'
import { NETWORK_PRESETS } from './network-presets.ts'
import type { NetworkProfile } from './network.ts'
import type { ProcessJournal } from './observer.ts'
import { createWorld, type Breach, type World, type WorldCounts } from './world.ts'

export interface DrillRunOptions {
  readonly drill: Drill
  readonly seed: string
  /** All checks that a drill may ask for by name; those of its system are found by themselves. */
  readonly checkers: readonly Checker[]
  /** In place of what the drill's network has (`network-presets.ts`). */
  readonly network?: Partial<NetworkProfile>
  readonly journal?: 'keep' | 'none'
  /** See `WorldOptions.digest`. */
  readonly digest?: 'effects' | 'steps'
  /** Steps that a search may take; absent: the judge's own bound. */
  readonly budget?: number
  /** Path of the run file, where one will be written. */
  readonly run?: string
  /** From that moment on, ms since the workload began, the network draws from another seed. */
  readonly reseed?: { readonly atMs: number; readonly seed: string }
  /** Goes on from a moment of a recorded run; the drill's schedule holds only what comes after. */
  readonly past?: RecordedPast
  /** Told of the time, ms since the run began, each time that it moves on; changes nothing. */
  readonly onTurn?: (nowMs: number) => void
}

/** A word for the log of the run, ms since the run began. */
export interface Note {
  readonly atMs: number
  readonly kind: 'network' | 'phase' | 'warning' | 'abort' | 'trouble'
  readonly text: string
}

/** A fault as it was applied; times are ms since the run began. */
export interface AppliedFault {
  readonly fault: PlannedFault
  readonly appliedAtMs: number
  readonly undoneAtMs: number | null
}

export interface DrillRun {
  readonly document: VerdictDocument
  readonly outcome: DirectorOutcome
  readonly recording: Recording
  readonly evidence: EvidenceByFault
  readonly faults: readonly AppliedFault[]
  readonly notes: readonly Note[]
  /** Machines that ended by themselves. */
  readonly breaches: readonly Breach[]
  /** Empty unless they were asked for. */
  readonly journals: readonly ProcessJournal[]
  /** Over every step of every machine: equal when two runs did the same. */
  readonly digest: number
  readonly counts: WorldCounts
  readonly simulatedMs: number
}

/** No drill takes longer than this; its phases are bounded one by one, so this is never met. */
const DRILL_MAXIMUM_MS = 24 * 60 * 60 * 1000

/** Runs `drill` from its beginning to its verdict. The drill was checked when it was read. */
export function runDrill(options: DrillRunOptions): DrillRun {
  const system = findSystem(options.drill.system.kind)
  assert(system !== undefined, `there is no system ${options.drill.system.kind}`)
  const run = new SimulatedDrill(options, system)
  while (run.phase !== 'done') run.advance()
  return run.finish()
}

class SimulatedDrill {
  readonly #options: DrillRunOptions
  readonly #system: System
  readonly #world: World
  readonly #director: Director
  readonly #measurements: Measurements
  readonly #notes: Note[] = []
  readonly #faults: AppliedFault[] = []
  /** When the open operation of each process was invoked, ns. */
  readonly #invokedAt = new Map<number, number>()
  #reseeded = false
  readonly #told = { history: 0, breaches: 0, ready: 0, finished: 0 }

  constructor(options: DrillRunOptions, system: System) {
    const { drill, seed, journal, network, digest, past } = options
    this.#options = options
    this.#system = system
    this.#measurements = new Measurements(drill.workload)
    this.#director = new Director({ drill, seed, faults: FAULTS })
    this.#world = createWorld({
      seed,
      nodes: nodeSpecs(drill.system),
      clients: clientSpecs(drill.system, drill.workload),
      workload: drill.workload,
      createMachine,
      describe: (inspection) => system.describe(inspection),
      network: { ...NETWORK_PRESETS[drill.simulation?.network ?? 'reliable'], ...network },
      ...(journal && { journal }),
      ...(digest && { digest }),
      ...(past && { dormant: true }),
    })
    if (past !== undefined) this.#takeOver(past)
    else this.#tellNetwork()
  }

  get phase(): Director['phase'] {
    return this.#director.phase
  }

  /** Moves time by one turn of the director, and does what it decides. */
  advance(): void {
    const world = this.#world
    assert(world.nowMs < DRILL_MAXIMUM_MS, 'a drill that never ends')
    this.#measure()
    const atMs = world.nowMs
    const view = world.view()
    const measurements = this.#measurements
    for (const decision of this.#director.advance({ atMs, view, measurements })) {
      this.#carryOut(decision)
    }
    this.#reseed(atMs)
    this.#options.onTurn?.(atMs)
    if (this.phase !== 'done') world.runUntil(atMs + ADVANCE_EVERY_MS)
  }

  /** Nobody could know from the outside when a network stabilised. */
  #tellNetwork(): void {
    const { stabilisesAtMs } = this.#world
    if (!Number.isFinite(stabilisesAtMs)) return
    this.#note('network', `the network is good for good after ${formatDuration(stabilisesAtMs)}`)
  }

  /** What the drill says of its network counts from the beginning of the workload. */
  #stabiliseNetwork(startedMs: number): void {
    const afterMs = stabilisesMs(this.#options.drill)
    if (afterMs !== null) this.#world.stabiliseNetwork(startedMs + afterMs)
  }

  #beginWorkload(): void {
    const byItselfMs = this.#world.stabilisesAtMs
    this.#stabiliseNetwork(this.#world.nowMs)
    if (this.#world.stabilisesAtMs < byItselfMs) this.#tellNetwork()
  }

  #takeOver(past: RecordedPast): void {
    const { startedMs, faults, notes } = past
    this.#director.resume(startedMs, faults)
    this.#stabiliseNetwork(startedMs)
    this.#notes.push(...notes)
    for (const fault of faults) {
      const undoneAtMs = fault.undoneAtMs === null ? null : startedMs + fault.undoneAtMs
      this.#faults.push({ fault, appliedAtMs: startedMs + fault.atMs, undoneAtMs })
    }
    const world = this.#world
    rebuild(world, past, () => {
      this.#measure()
      this.#measurements.observe(world.nowMs, world.view())
      this.#options.onTurn?.(world.nowMs)
    })
  }

  finish(): DrillRun {
    const { drill, seed, checkers, budget, run = '' } = this.#options
    const world = this.#world
    this.#measure()
    const outcome = this.#director.outcome()
    const evidence = { ...world.evidence(), ...this.#options.past?.evidence }
    const recording = world.recording(this.#director.finalStates(world.view()))
    const troubles = this.#notes.filter(({ kind }) => kind === 'trouble')
    const document = judge({
      drill,
      run,
      seed,
      simulated: true,
      outcome,
      checks: runChecks({
        drill,
        recording,
        checkers,
        invariants: this.#system.invariants,
        ...(budget !== undefined && { budget }),
      }),
      measurements: this.#measurements,
      evidence,
      faults: FAULTS,
      warnings: troubles.map(({ text }) => text),
      durationMs: Math.round(world.nowMs),
    })
    return {
      document,
      outcome,
      recording,
      evidence,
      faults: this.#faults,
      notes: this.#notes,
      breaches: world.breaches,
      journals: world.journals(),
      digest: world.digest,
      counts: world.counts(),
      simulatedMs: world.nowMs,
    }
  }

  #reseed(atMs: number): void {
    const { reseed } = this.#options
    const { startedMs } = this.#director.outcome()
    if (reseed === undefined || this.#reseeded || startedMs === null) return
    if (atMs - startedMs < reseed.atMs) return
    this.#reseeded = true
    this.#world.reseed(reseed.seed)
  }

  #carryOut(decision: Decision): void {
    switch (decision.kind) {
      case 'phase':
        this.#note('phase', decision.phase)
        if (decision.phase === 'drill') this.#beginWorkload()
        return
      case 'clients':
        this.#world.tellClients(decision.command)
        return
      case 'apply': {
        const { fault, actions } = decision
        this.#faults.push({ fault, appliedAtMs: this.#world.nowMs, undoneAtMs: null })
        this.#apply(fault.id, actions)
        return
      }
      case 'step':
        this.#apply(decision.id, decision.actions)
        return
      case 'undo': {
        this.#apply(decision.id, decision.actions)
        const index = this.#faults.findIndex(({ fault }) => fault.id === decision.id)
        const fault = this.#faults[index]
        if (fault) this.#faults[index] = { ...fault, undoneAtMs: this.#world.nowMs }
        return
      }
      case 'warning':
        this.#note('warning', decision.text)
        return
      case 'abort':
        this.#note('abort', decision.reason)
        return
    }
  }

  #apply(fault: string, actions: readonly Action[]): void {
    const applied = this.#world.apply(fault, actions)
    if (applied.kind === 'done') return
    this.#note('trouble', `fault ${fault} could not be carried out: ${applied.reason}`)
  }

  /** Feeds what happened since the last turn. */
  #measure(): void {
    const { history, phases } = this.#world
    const told = this.#told
    while (told.history < history.length) this.#count(history[told.history++] as HistoryEvent)
    while (told.ready < phases.ready) this.#measurements.clientReported(`${told.ready++}`, 'ready')
    while (told.finished < phases.finished) {
      this.#measurements.clientReported(`${told.finished++}`, 'finished')
    }
    const { breaches } = this.#world
    while (told.breaches < breaches.length) {
      this.#note('trouble', (breaches[told.breaches++] as Breach).sentence)
    }
  }

  #count({ type, process, time }: HistoryEvent): void {
    if (type === 'invoke') {
      this.#invokedAt.set(process, time)
      return
    }
    const invokedAt = this.#invokedAt.get(process) ?? time
    this.#invokedAt.delete(process)
    this.#measurements.completed(time / 1_000_000, {
      okUs: type === 'ok' ? [(time - invokedAt) / 1000] : [],
      fail: type === 'fail' ? 1 : 0,
      info: type === 'info' ? 1 : 0,
    })
  }

  #note(kind: Note['kind'], text: string): void {
    this.#notes.push({ atMs: this.#world.nowMs, kind, text })
  }
}
