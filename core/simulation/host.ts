/**
 * One machine of the simulated world through all its lives: the duties of a host in
 * `core/README.md`, in virtual time. It owns the machine's disk, clock, timers and gate; steps
 * are made by the same `Runner` as in a child process.
 *
 * A paused host is a stopped process: what comes for it waits, its fsync goes on in the kernel
 * but nobody is told, and its clock runs on. When it is resumed everything that waits is handed
 * over at once; whether late timers come before or after the rest is up to the seed, as it is up
 * to the event loop of a real process.
 */
import { assert } from '../base/assert.ts'
import type { Prng } from '../base/prng.ts'
import { TimerQueue } from '../base/timer-queue.ts'
import type { CrashKind } from '../faults/action.ts'
import type { NodeState } from '../drills/world.ts'
import type { Gate } from '../runtime/gate.ts'
import type { BootEntry, StepEntry } from '../runtime/journal.ts'
import type { Envelope } from '../runtime/envelope.ts'
import type { Address, Input, Inspection, Machine } from '../runtime/machine.ts'
import { Runner, type Instant, type Step } from '../runtime/runner.ts'
import type { MachineSpec } from '../runtime/spec.ts'
import type { SimulatedClock } from './clock.ts'
import type { FailedWrite, SimulatedDisk } from './disk.ts'
import type { EvidenceBook } from './evidence-book.ts'
import type { HostEvent, LifeEvent, WorldEvent } from './event.ts'
import { EPOCH_MS, HELD_MAXIMUM } from './limits.ts'
import type { Port, SimulatedNetwork } from './network.ts'
import type { Scheduler } from './scheduler.ts'
import { assertStored, type Outgoing } from './store-before-send.ts'

const NEVER = Number.POSITIVE_INFINITY
/** A timer takes at least this long, so that time passes for a machine that keeps setting it. */
const TIMER_LEAST_US = 1

/** What a host needs of the world around it. */
export interface Surroundings {
  readonly scheduler: Scheduler<WorldEvent>
  readonly network: SimulatedNetwork
  readonly evidence: EvidenceBook
  /** Whether the effects of every step are digested. */
  readonly digestsEffects: boolean
  /** Whether somebody reads the stamps of what is sent: a journal does. */
  readonly stampsSends: boolean
  createMachine(spec: MachineSpec): Machine
  createGate(): Gate<Outgoing>
  booted(entry: BootEntry): void
  stepped(host: SimulatedHost, step: Step): void
  /** The machine ended by itself: it broke an invariant, or its disk failed it. */
  failed(host: SimulatedHost, cause: 'invariant' | 'disk', reason: string): void
}

export interface HostOptions {
  readonly spec: MachineSpec
  readonly seed: string
  readonly disk: SimulatedDisk
  readonly clock: SimulatedClock
  readonly prng: Prng
  readonly world: Surroundings
}

export class SimulatedHost {
  readonly id: Address
  readonly role: MachineSpec['role']
  readonly disk: SimulatedDisk
  readonly clock: SimulatedClock
  readonly port: Port
  readonly #world: Surroundings
  readonly #seed: string
  readonly #prng: Prng
  #spec: MachineSpec
  #state: NodeState = 'down'
  #reason: string | undefined
  #incarnation = 0
  #runner: Runner | null = null
  #gate: Gate<Outgoing>
  #timers = new TimerQueue<Address>()
  #wakeAtUs = NEVER
  /** When a wake of this life is under way, the latest first; not all of them count. */
  #wakes: number[] = []
  #stored = 0
  /** Events of this life, made once: at most one of each kind counts at any time. */
  #wake: LifeEvent
  #synced: LifeEvent
  #held: HostEvent[] = []
  #stoppedFrom: 'up' | 'starting' = 'up'
  /** While recorded steps are taken again: what left. */
  #repeated: Envelope[] | null = null
  /** Of the latest step; one object, as there is an instant to every step. */
  readonly #instant = { atUs: 0, now: EPOCH_MS }

  constructor(options: HostOptions) {
    const { spec, world } = options
    this.id = spec.id
    this.role = spec.role
    this.disk = options.disk
    this.clock = options.clock
    this.#spec = spec
    this.#seed = options.seed
    this.#prng = options.prng
    this.#world = world
    this.#gate = world.createGate()
    this.#wake = { kind: 'wake', host: this, life: 0 }
    this.#synced = { kind: 'synced', host: this, life: 0 }
    this.port = world.network.attach(this)
  }

  get state(): NodeState {
    return this.#state
  }

  get reason(): string | undefined {
    return this.#reason
  }

  get incarnation(): number {
    return this.#incarnation
  }

  get release(): string {
    return this.#spec.role === 'node' ? this.#spec.release : ''
  }

  /** Absent when no machine lives here. */
  inspect(): Inspection | undefined {
    return this.#runner?.inspect()
  }

  /** Begins a new life, which takes its first step after `afterUs`. */
  start(spec: MachineSpec, afterUs: number): void {
    this.#spec = spec
    this.#incarnation++
    this.#state = 'starting'
    this.#reason = undefined
    const life = this.#incarnation
    this.#beginLife(life)
    const { scheduler } = this.#world
    scheduler.schedule(scheduler.nowUs + afterUs, { kind: 'boot', host: this, life })
  }

  /** Ends this life from outside. Returns how many written bytes are gone. */
  end(crash: CrashKind): number {
    this.#leaveLife('down')
    return this.disk.crash(crash)
  }

  /** Takes a life over from its journal: it begins, as it was, and takes no step by itself. */
  beginRecorded(boot: BootEntry): void {
    const { spec, seed, incarnation } = boot
    this.#spec = spec
    this.#incarnation = incarnation
    this.#beginLife(incarnation)
    this.#timers = new TimerQueue()
    this.#gate = this.#world.createGate()
    this.#stored = 0
    const machine = this.#world.createMachine(spec)
    this.#runner = new Runner({ machine, spec, seed, incarnation })
    this.#state = 'up'
    this.#world.booted(boot)
  }

  /** Takes a recorded step again. What would have left is returned instead. */
  repeat(entry: StepEntry): readonly Envelope[] {
    assert(this.#runner !== null, `${this.id} took a step before it began`)
    const { input } = entry
    const left: Envelope[] = []
    this.#repeated = left
    if (input.kind === 'start') this.disk.restore(input.records)
    if (input.kind === 'timer') this.#timers.clear(this.id, input.name)
    if (input.kind === 'stored') {
      this.disk.syncedTo(input.position)
      for (const outgoing of this.#gate.durable(input.position)) this.#leave(outgoing)
    }
    this.#carryOut(this.#runner.repeat(entry))
    this.#repeated = null
    this.#instant.atUs = entry.atUs
    this.#instant.now = entry.now
    return left
  }

  /** From here on it lives in this world: its clock, its timers and its disk go on. */
  goOn(): void {
    const { atUs, now } = this.#instant
    this.clock.step(now - this.clock.nowMs(atUs))
    if (this.#runner === null) return
    if (this.disk.dirty) this.#beginSync()
    this.#armWake()
  }

  pause(): void {
    this.#stoppedFrom = this.#state === 'starting' ? 'starting' : 'up'
    this.#state = 'paused'
  }

  resume(): void {
    this.#state = this.#stoppedFrom
    const held = this.#held
    this.#held = []
    const timers = held.filter((event) => event.kind === 'wake')
    const others = held.filter((event) => event.kind !== 'wake')
    const timersFirst = this.#prng.uint32() % 2 === 0
    for (const event of timersFirst ? [...timers, ...others] : [...others, ...timers]) {
      this.handle(event)
    }
  }

  /** Hands over what is due; a paused host keeps it until it is resumed. */
  handle(event: HostEvent): void {
    if (this.#state === 'paused') {
      this.#hold(event)
      return
    }
    switch (event.kind) {
      case 'arrival':
        this.#arrive(event)
        return
      case 'wake':
        if (event.life === this.#incarnation) this.#fireTimers()
        return
      case 'synced':
        if (event.life === this.#incarnation && this.#runner) this.#endSync()
        return
      case 'input':
        this.#local(event.input)
        return
      case 'boot':
        if (event.life === this.#incarnation && this.#state === 'starting') this.#boot()
        return
    }
  }

  /** The clock was moved: the timers are due at another time. */
  clockChanged(): void {
    this.#wakeAtUs = NEVER
    this.#armWake()
  }

  #beginLife(life: number): void {
    this.#wake = { kind: 'wake', host: this, life }
    this.#synced = { kind: 'synced', host: this, life }
    this.#wakes = []
  }

  #local(input: Input): void {
    const runner = this.#runner
    if (!runner) return
    let step: Step
    try {
      step = runner.local(input, this.#present())
    } catch (error) {
      this.#break(error)
      return
    }
    this.#carryOut(step)
  }

  #arrive(event: HostEvent & { kind: 'arrival' }): void {
    const { counts } = this.#world.network
    if (!this.#world.network.accept(event)) return
    const runner = this.#runner
    if (!runner) {
      counts.undeliverable++
      return
    }
    counts.delivered++
    let step: Step
    try {
      step = runner.receive(event.envelope, this.#present())
    } catch (error) {
      this.#break(error)
      return
    }
    this.#carryOut(step)
  }

  #boot(): void {
    const seed = `${this.#seed}/${this.id}/${this.#incarnation}`
    const spec = this.#spec
    this.#gate = this.#world.createGate()
    this.#stored = 0
    let machine: Machine
    try {
      machine = this.#world.createMachine(spec)
    } catch (error) {
      this.#break(error)
      return
    }
    const opened = this.disk.open(machine.cutsDamage?.() === true)
    if (opened.kind === 'damaged') {
      this.#fail('disk', `damaged log: ${opened.detail}`)
      return
    }
    const { digestsEffects: digest, stampsSends: stamps } = this.#world
    const incarnation = this.#incarnation
    const runner = new Runner({ machine, spec, seed, incarnation, digest, stamps })
    this.#runner = runner
    this.#state = 'up'
    this.#world.booted(runner.boot(this.#world.scheduler.nowUs))
    this.#world.evidence.back(this.id, this.#world.scheduler.nowUs)
    this.#local({ kind: 'start', records: opened.records })
  }

  /** Journal, then store, then send, then timers, in the order that the machine asked for. */
  #carryOut(step: Step): void {
    this.#world.stepped(this, step)
    let envelope = 0
    let timersChanged = false
    for (const effect of step.effects) {
      switch (effect.kind) {
        case 'send':
        case 'reply':
          this.#send({
            envelope: step.envelopes[envelope++] as Outgoing['envelope'],
            after: this.#stored,
            early: effect.early,
          })
          break
        case 'store':
          if (this.#refused(this.disk.append(effect.record, effect.position))) return
          this.#wrote(effect.position)
          break
        case 'rewrite':
          if (this.#refused(this.disk.rewrite(effect.records, effect.position))) return
          this.#wrote(effect.position)
          break
        case 'set-timer': {
          const steadyUs = this.clock.steadyUs(this.#world.scheduler.nowUs)
          const afterUs = Math.max(TIMER_LEAST_US, Math.round(effect.afterMs * 1000))
          this.#timers.set(this.id, effect.name, steadyUs + afterUs)
          timersChanged = true
          break
        }
        case 'clear-timer':
          this.#timers.clear(this.id, effect.name)
          break
        case 'report':
          break
      }
    }
    if (this.#repeated !== null) return
    if (this.disk.dirty) this.#beginSync()
    if (timersChanged) this.#armWake()
  }

  #send(outgoing: Outgoing): void {
    if (this.#gate.admit(outgoing, outgoing.early)) this.#leave(outgoing)
  }

  #leave(outgoing: Outgoing): void {
    if (this.#repeated !== null) {
      this.#repeated.push(outgoing.envelope)
      return
    }
    assertStored(outgoing, this.disk.durablePosition)
    this.#world.network.transmit(this.port, outgoing.envelope)
  }

  #wrote(position: number): void {
    this.#stored = position
    this.#gate.stored(position)
  }

  #refused(failed: FailedWrite | null): boolean {
    if (failed === null) return false
    this.#world.evidence.add(failed.fault, { failedWrites: 1 })
    this.#fail('disk', failed.reason)
    return true
  }

  /** The kernel has thrown away what the sync should have saved: it is as if the power went. */
  #syncFailed(): boolean {
    const failed = this.disk.failedSync()
    if (failed === null) return false
    const bytesLost = this.disk.crash('power')
    this.#world.evidence.add(failed.fault, { failedSyncs: 1, bytesLost })
    this.#fail('disk', failed.reason)
    return true
  }

  #beginSync(): void {
    const { scheduler, evidence } = this.#world
    const { takesUs, slowed } = this.disk.beginSync()
    if (slowed) evidence.add(slowed.fault, { slowedSyncs: 1, slowedMs: slowed.byUs / 1000 })
    scheduler.schedule(scheduler.nowUs + takesUs, this.#synced)
  }

  #endSync(): void {
    if (this.#syncFailed()) return
    const position = this.disk.endSync()
    for (const outgoing of this.#gate.durable(position)) this.#leave(outgoing)
    if (this.disk.dirty) this.#beginSync()
    this.#local({ kind: 'stored', position })
  }

  #fireTimers(): void {
    const { nowUs } = this.#world.scheduler
    const wakes = this.#wakes
    while (wakes.length > 0 && (wakes[wakes.length - 1] as number) <= nowUs) wakes.pop()
    if (nowUs < this.#wakeAtUs) return
    this.#wakeAtUs = NEVER
    const life = this.#incarnation
    const steadyUs = this.clock.steadyUs(nowUs)
    while (this.#runner && life === this.#incarnation) {
      const timer = this.#timers.take(steadyUs)
      if (!timer) break
      this.#local({ kind: 'timer', name: timer.name })
    }
    this.#armWake(TIMER_LEAST_US)
  }

  #armWake(leastUs = 0): void {
    const dueUs = this.#timers.nextDue()
    if (dueUs === undefined) return
    const { scheduler } = this.#world
    const atUs = Math.max(this.clock.trueUs(dueUs), scheduler.nowUs + leastUs)
    if (atUs >= this.#wakeAtUs) return
    this.#wakeAtUs = atUs
    // What was armed for long is often due next again: then its wake is still under way.
    const wakes = this.#wakes
    let place = wakes.length
    while (place > 0 && (wakes[place - 1] as number) < atUs) place--
    if (wakes[place - 1] === atUs) return
    if (place === wakes.length) wakes.push(atUs)
    else wakes.splice(place, 0, atUs)
    scheduler.schedule(atUs, this.#wake)
  }

  #hold(event: HostEvent): void {
    if (this.#held.length >= HELD_MAXIMUM && event.kind === 'arrival') {
      this.#world.network.accept(event)
      this.#world.network.counts.overflowed++
      return
    }
    this.#held.push(event)
  }

  #break(error: unknown): void {
    this.#fail('invariant', error instanceof Error ? error.message : String(error))
  }

  #fail(cause: 'invariant' | 'disk', reason: string): void {
    this.#leaveLife('failed')
    this.#reason = reason
    this.disk.crash('process')
    this.#world.failed(this, cause, reason)
  }

  #leaveLife(state: 'down' | 'failed'): void {
    this.#state = state
    this.#reason = undefined
    this.#runner = null
    this.#timers = new TimerQueue()
    this.#wakeAtUs = NEVER
    for (const event of this.#held) {
      if (event.kind === 'arrival') event.link.inFlight--
    }
    this.#held = []
    this.#world.network.closed(this.port)
  }

  /** This moment; valid until the next step. */
  #present(): Instant {
    const { nowUs } = this.#world.scheduler
    this.#instant.atUs = nowUs
    this.#instant.now = this.clock.nowMs(nowUs)
    return this.#instant
  }
}
