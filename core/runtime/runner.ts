/**
 * One life of one machine, as every host runs it: steps it, stamps what it sends, and makes the
 * journal entry of each step. What to do with disks, timers and wires is the host's business;
 * the order (journal, then store, then send) is its duty.
 */
import { assert } from '../base/assert.ts'
import { GatheredList } from '../base/gathered-list.ts'
import { HYBRID_ZERO, hybridLocal, hybridReceive, type HybridTime } from '../clocks/hybrid.ts'
import type { Effect } from './effect.ts'
import { inputOf, replyOf, type Envelope, type Stamp } from './envelope.ts'
import type { BootEntry, StepEntry } from './journal.ts'
import type { Address, Input, Inspection, Machine, Report } from './machine.ts'
import type { MachineSpec } from './spec.ts'
import { Stepper } from './stepper.ts'

/** Sends of one life are numbered from `incarnation * SENDS_PER_LIFE + 1`. */
export const SENDS_PER_LIFE = 0x1_0000_0000

export interface RunnerOptions {
  readonly machine: Machine
  readonly spec: MachineSpec
  readonly seed: string
  /** 1 for the first life. */
  readonly incarnation: number
  /** `false`: no digest of effects, so the journal of this life proves nothing; absent: true. */
  readonly digest?: boolean
  /** `false`: sends bear `UNSTAMPED`, for a life of which no journal is kept; absent: true. */
  readonly stamps?: boolean
}

const NONE: readonly never[] = []

/** Of sends of which no journal will tell: nobody reads a stamp but who reads journals. */
export const UNSTAMPED: Stamp = { id: 0, lamport: 0, hybrid: HYBRID_ZERO }

/** When a step happens: true time, and what the machine takes for the time. */
export interface Instant {
  /** Microseconds since the run began. */
  readonly atUs: number
  /** The machine's own clock, whole ms. */
  readonly now: number
}

/**
 * What is left to do after a step, in order: store, send, and set timers. It is valid until the
 * next step of the same life; its lists are the caller's to keep.
 */
export interface Step {
  readonly effects: readonly Effect[]
  /** The envelope of each `send` and `reply` among the effects, in order. */
  readonly envelopes: readonly Envelope[]
  readonly reports: readonly Report[]
  /** Rolling digest of all effects of this life, after this step. */
  readonly digest: number
  /** What the journal is told of it. Made when it is asked for: where none is kept, nobody asks. */
  readonly entry: StepEntry
}

export class Runner {
  readonly id: Address
  readonly #options: RunnerOptions
  readonly #stepper: Stepper
  readonly #stamps: boolean
  /** The same object for every step: a simulated world takes a million of them each second. */
  readonly #taken: TakenStep
  readonly #sent = new GatheredList<Envelope>()
  readonly #reported = new GatheredList<Report>()
  #lamport = 0
  #hybrid: HybridTime = HYBRID_ZERO
  #nextSend: number

  constructor(options: RunnerOptions) {
    this.id = options.spec.id
    this.#options = options
    const { machine, seed, digest = true, stamps = true } = options
    this.#stepper = new Stepper({ machine, id: this.id, seed, digest })
    this.#stamps = stamps
    this.#taken = new TakenStep(this.id)
    this.#nextSend = options.incarnation * SENDS_PER_LIFE + 1
  }

  /** The entry with which this life begins in the journal. */
  boot(atUs: number): BootEntry {
    const { spec, seed, incarnation } = this.#options
    return { kind: 'boot', machine: this.id, spec, seed, incarnation, atUs }
  }

  /** Delivers an input that came from the machine's own host. */
  local(input: Input, instant: Instant): Step {
    if (this.#stamps) {
      this.#lamport++
      this.#hybrid = hybridLocal(this.#hybrid, instant.now)
    }
    return this.#step(input, instant, null)
  }

  /** Delivers what another machine sent. */
  receive(envelope: Envelope, instant: Instant): Step {
    if (this.#stamps) {
      const { stamp } = envelope
      this.#lamport = Math.max(this.#lamport, stamp.lamport) + 1
      this.#hybrid = hybridReceive(this.#hybrid, stamp.hybrid, instant.now)
    }
    return this.#step(inputOf(envelope), instant, envelope)
  }

  /**
   * Takes a step of this life again, from its journal, so that the life can go on from there.
   * Throws where it does not do what was recorded.
   */
  repeat(entry: StepEntry): Step {
    this.#lamport = entry.lamport
    this.#hybrid = entry.hybrid
    this.#nextSend = entry.firstSend
    const { effects, envelopes, reports, digest } = this.#step(entry.input, entry, null)
    const same = digest === entry.digest
    assert(same, `${this.id} does not do again what was recorded of it at ${entry.atUs} us`)
    return { effects, envelopes, reports, digest, entry }
  }

  inspect(): Inspection {
    return this.#stepper.inspect()
  }

  #step(input: Input, instant: Instant, received: Envelope | null): Step {
    const taken = this.#taken
    taken.input = input
    taken.received = received
    taken.atUs = instant.atUs
    taken.now = instant.now
    taken.lamport = this.#lamport
    taken.hybrid = this.#hybrid
    taken.firstSend = this.#nextSend
    const effects = this.#stepper.step(input, instant.now)
    taken.effects = effects
    taken.digest = this.#stepper.digest
    for (const effect of effects) {
      if (effect.kind === 'send' || effect.kind === 'reply') this.#sent.add(this.#envelope(effect))
      else if (effect.kind === 'report') this.#reported.add(effect.event)
    }
    taken.envelopes = this.#sent.take()
    taken.reports = this.#reported.take()
    return taken
  }

  #envelope(effect: Effect & { readonly kind: 'send' | 'reply' }): Envelope {
    const from = this.id
    const stamp = this.#stamps ? this.#stamp() : UNSTAMPED
    if (effect.kind === 'send') return { from, to: effect.to, stamp, body: effect.body }
    const { request, result } = effect
    return { from, to: request.from, stamp, body: replyOf(request, result) }
  }

  /** Of what is sent next. */
  #stamp(): Stamp {
    return { id: this.#nextSend++, lamport: this.#lamport, hybrid: this.#hybrid }
  }
}

/** The latest step of one life. */
class TakenStep implements Step {
  effects: readonly Effect[] = NONE
  envelopes: readonly Envelope[] = NONE
  reports: readonly Report[] = NONE
  digest = 0
  readonly machine: Address
  input: Input | null = null
  /** What the step was caused by, if another machine sent it. */
  received: Envelope | null = null
  atUs = 0
  now = 0
  lamport = 0
  hybrid: HybridTime = HYBRID_ZERO
  firstSend = 0

  constructor(machine: Address) {
    this.machine = machine
  }

  /** Written out twice, as spreading a part that may be absent costs more than the step. */
  get entry(): StepEntry {
    const kind = 'step'
    const { machine, atUs, now, lamport, hybrid, firstSend, reports, digest } = this
    const input = this.input as Input
    if (this.received === null) {
      return { kind, machine, atUs, now, input, lamport, hybrid, firstSend, reports, digest }
    }
    const { from, stamp } = this.received
    return {
      kind,
      machine,
      atUs,
      now,
      input,
      lamport,
      hybrid,
      cause: { from, id: stamp.id },
      firstSend,
      reports,
      digest,
    }
  }
}
