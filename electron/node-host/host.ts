/**
 * The heart of a host process. Inputs are stepped as they come; what the steps asked for gathers
 * until the turn of the event loop ends, and is then done in the order that the duties of a host
 * prescribe (`core/README.md`): journal, disk, wire. One turn makes at most one write to the
 * journal, one to each log, and one to each peer, however many inputs it took.
 *
 * A machine that throws has contradicted itself: the host stops with it.
 */
import type { Envelope } from '../../core/runtime/envelope.ts'
import type { Address, Inspection, Input } from '../../core/runtime/machine.ts'
import type { Step } from '../../core/runtime/runner.ts'
import type { EnvelopeSource } from '../wire/envelopes.ts'
import type { MachineClock } from './clock.ts'
import type { HostedMachine } from './hosted-machine.ts'
import type { Journaled, JournalWriter } from './journal/journal-writer.ts'
import { MachineTimers } from './machine-timers.ts'
import { Summaries } from './summaries.ts'
import type { FromHost } from './control.ts'

export type Failure = 'invariant' | 'disk-error'

export interface HostOptions {
  readonly clock: MachineClock
  readonly machines: readonly HostedMachine[]
  readonly clients: ReadonlySet<Address>
  readonly journal: JournalWriter
  /** Sends what may leave now, in order. */
  readonly transmit: (envelopes: readonly Envelope[]) => void
  readonly send: (message: FromHost, sent?: () => void) => void
  /** The host has stopped for good and must be taken down; called once. */
  readonly failed: (failure: Failure, error: unknown) => void
}

export class Host {
  readonly timers: MachineTimers
  readonly #options: HostOptions
  readonly #machines: ReadonlyMap<Address, HostedMachine>
  readonly #summaries: Summaries
  #entries: Journaled[] = []
  #released: Envelope[] = []
  readonly #stored = new Set<HostedMachine>()
  #turn: NodeJS.Immediate | null = null
  #frozen = false

  constructor(options: HostOptions) {
    this.#options = options
    const { clock, clients } = options
    this.#machines = new Map(options.machines.map((machine) => [machine.id, machine]))
    this.timers = new MachineTimers(clock, (id, name) => {
      const machine = this.#machines.get(id)
      if (machine) this.#input(machine, { kind: 'timer', name })
    })
    this.#summaries = new Summaries({
      clock,
      clients,
      inspect: (id) => this.#machineOf(id).runner.inspect(),
      send: options.send,
    })
  }

  /** Begins every machine's life. */
  start(): void {
    const atUs = this.#options.clock.atUs()
    for (const machine of this.#options.machines) {
      this.#entries.push({ entry: machine.runner.boot(atUs) })
      this.#input(machine, { kind: 'start', records: machine.records })
    }
    this.endTurn()
    this.#summaries.start()
  }

  /** Delivers what another machine sent; what is for nobody here is ignored. */
  receive(envelope: Envelope, source?: EnvelopeSource): void {
    const machine = this.#machines.get(envelope.to)
    if (!machine || this.#frozen) return
    try {
      this.#absorb(machine, machine.runner.receive(envelope, this.#options.clock.instant()), source)
    } catch (error) {
      this.fail('invariant', error)
    }
  }

  /** Delivers an input of the host's own to one machine. False when there is no such machine. */
  input(id: Address, input: Input): boolean {
    const machine = this.#machines.get(id)
    if (machine) this.#input(machine, input)
    return machine !== undefined
  }

  /** Delivers an input of the host's own to every machine. */
  inputToAll(input: Input): void {
    for (const machine of this.#options.machines) this.#input(machine, input)
  }

  /** The disk of machine `id` has reached `position`. */
  durable(id: Address, position: number): void {
    const machine = this.#machineOf(id)
    if (this.#frozen) return
    machine.durable(position, this.#released)
    this.#input(machine, { kind: 'stored', position })
  }

  inspect(): { [machine: Address]: Inspection } {
    const inspections: { [machine: Address]: Inspection } = {}
    for (const [id, machine] of this.#machines) inspections[id] = machine.runner.inspect()
    return inspections
  }

  /** Does now what the steps since the last turn asked for. */
  endTurn(): void {
    if (this.#turn) clearImmediate(this.#turn)
    this.#turn = null
    if (this.#frozen) return
    try {
      if (this.#entries.length > 0) this.#options.journal.write(this.#entries)
    } catch (error) {
      this.fail('disk-error', error)
      return
    }
    this.#entries = []
    for (const machine of this.#stored) machine.log.flush()
    this.#stored.clear()
    // The flush may have failed, and then nothing may leave any more.
    if (this.#isFrozen()) return
    const released = this.#released
    this.#released = []
    if (released.length > 0) this.#options.transmit(released)
    this.timers.arm()
    this.#summaries.turnEnded()
  }

  /** True while some machine waits for its disk. */
  get busy(): boolean {
    return this.#options.machines.some((machine) => machine.log.busy)
  }

  /** Steps no machine any more and lets nothing leave. */
  freeze(): void {
    this.#frozen = true
    this.timers.stop()
    this.#summaries.stop()
    if (this.#turn) clearImmediate(this.#turn)
  }

  /** Something cannot go on: what was stepped is kept in the journal, and nothing else leaves. */
  fail(failure: Failure, error: unknown): void {
    if (this.#frozen) return
    const entries = this.#entries
    this.#entries = []
    try {
      if (failure === 'invariant' && entries.length > 0) this.#options.journal.write(entries)
    } finally {
      this.freeze()
      this.#options.failed(failure, error)
    }
  }

  #input(machine: HostedMachine, input: Input): void {
    if (this.#frozen) return
    try {
      this.#absorb(machine, machine.runner.local(input, this.#options.clock.instant()))
    } catch (error) {
      this.fail('invariant', error)
    }
  }

  #absorb(machine: HostedMachine, step: Step, source?: EnvelopeSource): void {
    const { entry } = step
    this.#entries.push(source ? { entry, source } : { entry })
    if (machine.carryOut(step, this.timers, this.#released)) this.#stored.add(machine)
    this.#summaries.note(entry)
    this.#turn ??= setImmediate(() => this.endTurn())
  }

  /** Read through a call, because the compiler does not see that others change it. */
  #isFrozen(): boolean {
    return this.#frozen
  }

  #machineOf(id: Address): HostedMachine {
    return this.#machines.get(id) as HostedMachine
  }
}
