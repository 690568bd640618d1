/**
 * The simulated world, put together: machines, their disks and clocks, the network between them,
 * and virtual time. Made from one seed; the same seed and the same calls give the same run.
 *
 * The caller moves time (`runUntil`) and interferes between (`apply`, `tellClients`, `halt`); in
 * between, everything that happens was caused by a machine, a timer, a disk or the network.
 */
import { assert } from '../base/assert.ts'
import { Prng } from '../base/prng.ts'
import type { FinalState, Recording } from '../checkers/checker.ts'
import type { ClientCommand } from '../clients/protocol.ts'
import type { ClusterView } from '../drills/world.ts'
import type { Action, CrashKind } from '../faults/action.ts'
import type { HistoryEvent } from '../history/operation.ts'
import type { Envelope } from '../runtime/envelope.ts'
import { Gate } from '../runtime/gate.ts'
import type { JournalEntry } from '../runtime/journal.ts'
import type { Address, Inspection, Machine } from '../runtime/machine.ts'
import type { ClientSpec, MachineSpec, NodeSpec } from '../runtime/spec.ts'
import { carryOut, liftRule, type Stage } from './actions.ts'
import { SimulatedClock } from './clock.ts'
import { SimulatedDisk, type DiskProfile } from './disk.ts'
import { EvidenceBook, type EvidenceByFault } from './evidence-book.ts'
import type { WorldEvent } from './event.ts'
import { SimulatedHost, type Surroundings } from './host.ts'
import { SimulatedNetwork, type NetworkCounts, type NetworkProfile } from './network.ts'
import { Observer, type ProcessJournal } from './observer.ts'
import { EPOCH_MS, IN_FLIGHT_MAXIMUM } from './limits.ts'
import { Scheduler } from './scheduler.ts'
import type { Outgoing } from './store-before-send.ts'
import { finalStatesOf, inOrder, viewOf, type Describe } from './view.ts'

/** Loopback at its worst, or a good local network; messages overtake each other. */
export const DEFAULT_NETWORK: NetworkProfile = {
  latencyFromUs: 200,
  latencyToUs: 2_000,
  ordered: false,
  inFlightMaximum: IN_FLIGHT_MAXIMUM,
  nature: null,
}

/** An fsync of an append, as measured on small virtual machines and a little worse. */
export const DEFAULT_DISK: DiskProfile = { syncFromUs: 100, syncToUs: 1_000 }

/** From fork to the first input of a child process, microseconds. */
export const DEFAULT_BOOT: BootProfile = { fromUs: 40_000, toUs: 110_000 }

export interface BootProfile {
  readonly fromUs: number
  readonly toUs: number
}

export interface WorldOptions {
  readonly seed: string
  readonly nodes: readonly NodeSpec[]
  readonly clients: readonly ClientSpec[]
  readonly workload?: Recording['workload']
  createMachine(spec: MachineSpec): Machine
  readonly describe: Describe
  readonly network?: Partial<NetworkProfile>
  readonly disk?: Partial<DiskProfile>
  readonly boot?: BootProfile
  /** `keep` holds every journal entry in memory; absent: `none`. */
  readonly journal?: 'keep' | 'none'
  /** The machines are there and none of them starts: their past will be told (`repeat`). */
  readonly dormant?: boolean
  /**
   * What the digest of the world is made of: the effects of every step (absent), or, at less
   * cost, only which step came when. Journals are replayed by their effects.
   */
  readonly digest?: 'effects' | 'steps'
  /** For tests of the world itself: a gate that does not do its duty. */
  readonly createGate?: () => Gate<Outgoing>
}

/** A machine that ended by itself. */
export interface Breach {
  readonly machine: Address
  readonly incarnation: number
  readonly cause: 'invariant' | 'disk'
  readonly atMs: number
  /** Names the seed and the time, so that it can be run again. */
  readonly sentence: string
}

export interface WorldCounts extends NetworkCounts {
  readonly events: number
  readonly steps: number
}

export type Applied =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly reason: string }

export class World {
  readonly seed: string
  readonly #options: WorldOptions
  readonly #prng: Prng
  #bootPrng: Prng
  readonly #scheduler = new Scheduler<WorldEvent>()
  readonly #evidence = new EvidenceBook()
  readonly #network: SimulatedNetwork
  readonly #observer: Observer
  readonly #hosts = new Map<Address, SimulatedHost>()
  #inOrder: readonly SimulatedHost[] = []
  readonly #breaches: Breach[] = []
  readonly #surroundings: Surroundings
  readonly #stage: Stage

  constructor(options: WorldOptions) {
    assert(options.nodes.length > 0, 'a world needs a node')
    this.seed = options.seed
    this.#options = options
    this.#prng = new Prng(`${options.seed}/world`)
    this.#bootPrng = this.#prng.fork('boot')
    const clients = options.clients.map((spec) => spec.id)
    this.#observer = new Observer(options.journal === 'keep', clients)
    this.#network = new SimulatedNetwork({
      profile: { ...DEFAULT_NETWORK, ...options.network },
      prng: this.#prng.fork('network'),
      scheduler: this.#scheduler,
      evidence: this.#evidence,
    })
    this.#surroundings = this.#makeSurroundings()
    this.#stage = this.#makeStage()
    const specs: readonly MachineSpec[] = [...options.nodes, ...options.clients]
    for (const spec of specs) this.#addHost(spec)
    if (options.dormant === true) return
    for (const spec of specs) {
      // Clients are there before any node is up, so that no command to them can be too early.
      const bootUs = this.#bootUs()
      this.#hosts.get(spec.id)?.start(spec, spec.role === 'client' ? 0 : bootUs)
    }
  }

  /** Virtual time, ms since the run began; not always whole. */
  get nowMs(): number {
    return this.#scheduler.nowUs / 1000
  }

  /** Over every step of every machine so far; unsigned 32 bits. */
  get digest(): number {
    return this.#observer.digest
  }

  /** When the network becomes good for good, ms since the run began; infinite: it never does. */
  get stabilisesAtMs(): number {
    return this.#network.stabilisesAtMs
  }

  /** See `SimulatedNetwork.stabilise`. */
  stabiliseNetwork(atMs: number): void {
    this.#network.stabilise(atMs)
  }

  /** Machines that ended by themselves, in order of time. */
  get breaches(): readonly Breach[] {
    return this.#breaches
  }

  /** Clients that have reported `ready`, and those that have reported `finished`. */
  get phases(): { readonly ready: number; readonly finished: number } {
    return { ready: this.#observer.ready.size, finished: this.#observer.finished.size }
  }

  /** What the clients reported so far; it grows while time moves. */
  get history(): readonly HistoryEvent[] {
    return this.#observer.history
  }

  counts(): WorldCounts {
    const { steps } = this.#observer
    return { ...this.#network.counts, events: this.#scheduler.taken, steps }
  }

  /** Lets everything happen that is due up to `atMs`, which then is the time. */
  runUntil(atMs: number): void {
    const untilUs = Math.round(atMs * 1000)
    const scheduler = this.#scheduler
    for (;;) {
      const event = scheduler.next(untilUs)
      if (event === undefined) return
      if (event.kind === 'reset') this.#network.reset(event.reset)
      else event.host.handle(event)
    }
  }

  /** Carries out `actions` in order, now; stops at the first that is refused. */
  apply(fault: string, actions: readonly Action[]): Applied {
    for (const action of actions) {
      const reason = carryOut(this.#stage, fault, action)
      if (reason !== null) return { kind: 'refused', reason: `${action.kind}: ${reason}` }
    }
    return { kind: 'done' }
  }

  evidence(): EvidenceByFault {
    for (const host of this.#hosts.values()) {
      for (const id of host.clock.ruleIds()) {
        this.#evidence.clockDrifted(id, host.clock.gainedMs(id, this.#scheduler.nowUs) ?? 0)
      }
    }
    return this.#evidence.total(this.#scheduler.nowUs, this.#network.evidence())
  }

  view(): ClusterView {
    // It is asked for many times a second, and hosts are only ever added.
    if (this.#inOrder.length !== this.#hosts.size) this.#inOrder = inOrder(this.#hosts.values())
    return viewOf(this.#inOrder, this.#options.describe)
  }

  /** How any machine shows itself now; absent where none lives under that name. */
  inspect(machine: Address): Inspection | undefined {
    return this.#hosts.get(machine)?.inspect()
  }

  /** Tells every client, or only `client`. */
  tellClients(command: ClientCommand, client?: Address): void {
    for (const host of this.#hosts.values()) {
      if (host.role !== 'client' || (client !== undefined && client !== host.id)) continue
      host.handle({ kind: 'input', host, input: { kind: 'command', command } })
    }
  }

  /** Lifts every rule, resumes every paused machine, straightens every clock. */
  halt(): { readonly lifted: number; readonly resumed: number } {
    const { nowUs } = this.#scheduler
    let resumed = 0
    const ids = new Set(this.#network.ruleIds())
    for (const host of this.#hosts.values()) {
      for (const id of [...host.disk.ruleIds(), ...host.clock.ruleIds()]) ids.add(id)
    }
    let lifted = 0
    for (const id of ids) lifted += liftRule(this.#stage, id)
    for (const host of this.#hosts.values()) {
      host.clock.straighten(nowUs)
      host.clockChanged()
      if (host.state !== 'paused') continue
      this.#evidence.back(host.id, nowUs)
      host.resume()
      resumed++
    }
    return { lifted, resumed }
  }

  /**
   * Takes an entry of a recorded run again, in order of time. Returns what that sent, for nothing
   * of it is under way here. Throws where a machine does not do what was recorded.
   */
  repeat(entry: JournalEntry): readonly Envelope[] {
    this.runUntil(entry.atUs / 1000)
    const { machine } = entry
    if (entry.kind === 'boot') {
      const host = this.#hosts.get(machine) ?? this.#addHost(entry.spec)
      host.beginRecorded(entry)
      return []
    }
    const host = this.#hosts.get(machine)
    assert(host !== undefined, `${machine} took a step before it began`)
    return host.repeat(entry)
  }

  /** What was recorded is over: from now on every machine lives in this world. */
  goOn(): void {
    for (const host of this.#hosts.values()) host.goOn()
  }

  /** Puts a message of the recorded past under way; without `atUs` it leaves only now. */
  deliver(envelope: Envelope, atUs?: number): void {
    const port = this.#hosts.get(envelope.from)?.port
    assert(port !== undefined, `${envelope.from} is nobody`)
    if (atUs === undefined) this.#network.transmit(port, envelope)
    else this.#network.inject(port, envelope, Math.max(atUs, this.#scheduler.nowUs))
  }

  /** A machine that had died comes back: its next life begins after `afterUs`. */
  startAgain(spec: MachineSpec, afterUs: number): void {
    this.#hosts.get(spec.id)?.start(spec, afterUs)
  }

  /** A machine that is dead in the recorded past is so here. */
  endRecorded(machine: Address, crash: CrashKind): void {
    this.#hosts.get(machine)?.end(crash)
  }

  /** From now on the network, and how long processes take to start, are drawn from another seed. */
  reseed(seed: string): void {
    const prng = new Prng(`${seed}/world`)
    this.#bootPrng = prng.fork('boot')
    this.#network.reseed(prng.fork('network'))
  }

  /** How every node stands now; nobody expects the `retired` back. */
  finalStates(retired: readonly Address[] = []): readonly FinalState[] {
    return finalStatesOf(this.view(), new Set(retired))
  }

  /** What the checkers need. */
  recording(finalStates: readonly FinalState[] = this.finalStates()): Recording {
    const { history, reports } = this.#observer
    const workload = this.#options.workload ?? { kind: 'none', options: {} }
    return { workload, history, reports, finalStates }
  }

  /** One for each process, as in a live run; empty unless `journal` is `keep`. */
  journals(): readonly ProcessJournal[] {
    return this.#observer.journals()
  }

  #addHost(spec: MachineSpec): SimulatedHost {
    assert(!this.#hosts.has(spec.id), `two machines are called ${spec.id}`)
    const prng = this.#prng.fork(`host ${spec.id}`)
    const host = new SimulatedHost({
      spec,
      seed: this.seed,
      disk: new SimulatedDisk({ ...DEFAULT_DISK, ...this.#options.disk }, prng.fork('disk')),
      clock: new SimulatedClock(EPOCH_MS),
      prng,
      world: this.#surroundings,
    })
    this.#hosts.set(spec.id, host)
    return host
  }

  #bootUs(): number {
    const { fromUs, toUs } = this.#options.boot ?? DEFAULT_BOOT
    return this.#bootPrng.integer(fromUs, toUs)
  }

  /** A node that never was joins: it is told the same members, and is not among them. */
  #startNode(action: Action & { readonly kind: 'start' }): void {
    const { nodes } = this.#options
    const own = nodes.find((spec) => spec.id === action.node)
    const usual = own ?? { ...(nodes[0] as NodeSpec), id: action.node }
    const spec: NodeSpec = {
      ...usual,
      release: action.release ?? usual.release,
      options: { ...usual.options, ...action.options },
    }
    const host = this.#hosts.get(action.node) ?? this.#addHost(spec)
    if (action.wipe) host.disk.wipe()
    host.start(spec, this.#bootUs())
  }

  #makeSurroundings(): Surroundings {
    const { createMachine, createGate, digest, journal } = this.#options
    return {
      digestsEffects: digest !== 'steps' || journal === 'keep',
      stampsSends: journal === 'keep',
      scheduler: this.#scheduler,
      network: this.#network,
      evidence: this.#evidence,
      createMachine: (spec) => createMachine(spec),
      createGate: createGate ?? (() => new Gate<Outgoing>()),
      booted: (entry) => this.#observer.booted(entry),
      stepped: (host, step) => this.#observer.stepped(host, this.#scheduler.nowUs, step),
      failed: (host, cause, reason) => {
        const atMs = this.nowMs
        const { id: machine, incarnation } = host
        const sentence = `${machine} failed at ${atMs} ms under seed ${this.seed}: ${reason}`
        this.#breaches.push({ machine, incarnation, cause, atMs, sentence })
      },
    }
  }

  #makeStage(): Stage {
    return {
      network: this.#network,
      evidence: this.#evidence,
      nowUs: () => this.#scheduler.nowUs,
      host: (name) => this.#hosts.get(name),
      hosts: () => this.#hosts.values(),
      startNode: (action) => this.#startNode(action),
    }
  }
}

/** A world whose machines are about to start. */
export function createWorld(options: WorldOptions): World {
  return new World(options)
}
