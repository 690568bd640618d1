/**
 * One life of one machine, as every host runs it: steps it, stamps what it sends, and makes the
 * journal entry of each step. What to do with disks, timers and wires is the host's business;
 * the order (journal, then store, then send) is its duty.
 */
import { assert } from '../base/assert.ts'
import { HYBRID_ZERO, hybridLocal, hybridReceive, type HybridTime } from '../clocks/hybrid.ts'
import type { Effect } from './effect.ts'
import { inputOf, replyOf, type Envelope, type Stamp } from './envelope.ts'
import type { BootEntry, StepEntry } from './journal.ts'
import type { Address, Input, Inspection, Machine, Message, Report } from './machine.ts'
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
}

const NONE: readonly never[] = []

/** When a step happens: true time, and what the machine takes for the time. */
export interface Instant {
  /** Microseconds since the run began. */
  readonly atUs: number
  /** The machine's own clock, whole ms. */
  readonly now: number
}

/** What is left to do after a step, in order: store, send, and set timers. */
export interface Step {
  readonly entry: StepEntry
  readonly effects: readonly Effect[]
  /** The envelope of each `send` and `reply` among the effects, in order. */
  readonly envelopes: readonly Envelope[]
}

export class Runner {
  readonly id: Address
  readonly #options: RunnerOptions
  readonly #stepper: Stepper
  #lamport = 0
  #hybrid: HybridTime = HYBRID_ZERO
  #nextSend: number

  constructor(options: RunnerOptions) {
    this.id = options.spec.id
    this.#options = options
    const { machine, seed, digest = true } = options
    this.#stepper = new Stepper({ machine, id: this.id, seed, digest })
    this.#nextSend = options.incarnation * SENDS_PER_LIFE + 1
  }

  /** The entry with which this life begins in the journal. */
  boot(atUs: number): BootEntry {
    const { spec, seed, incarnation } = this.#options
    return { kind: 'boot', machine: this.id, spec, seed, incarnation, atUs }
  }

  /** Delivers an input that came from the machine's own host. */
  local(input: Input, instant: Instant): Step {
    this.#lamport++
    this.#hybrid = hybridLocal(this.#hybrid, instant.now)
    return this.#step(input, instant)
  }

  /** Delivers what another machine sent. */
  receive(envelope: Envelope, instant: Instant): Step {
    const { stamp, from } = envelope
    this.#lamport = Math.max(this.#lamport, stamp.lamport) + 1
    this.#hybrid = hybridReceive(this.#hybrid, stamp.hybrid, instant.now)
    return this.#step(inputOf(envelope), instant, { from, id: stamp.id })
  }

  /**
   * Takes a step of this life again, from its journal, so that the life can go on from there.
   * Throws where it does not do what was recorded.
   */
  repeat(entry: StepEntry): Step {
    this.#lamport = entry.lamport
    this.#hybrid = entry.hybrid
    this.#nextSend = entry.firstSend
    const { input, atUs, now, cause } = entry
    const step = this.#step(input, { atUs, now }, cause)
    const same = step.entry.digest === entry.digest
    assert(same, `${this.id} does not do again what was recorded of it at ${atUs} us`)
    return step
  }

  inspect(): Inspection {
    return this.#stepper.inspect()
  }

  #step(input: Input, instant: Instant, cause?: StepEntry['cause']): Step {
    const firstSend = this.#nextSend
    const effects = this.#stepper.step(input, instant.now)
    // Most steps send little and report nothing: no list is made for nothing.
    let envelopes: Envelope[] | null = null
    let reports: Report[] | null = null
    for (const effect of effects) {
      if (effect.kind === 'send') {
        envelopes ??= []
        envelopes.push(this.#envelope(effect.to, effect.body))
      } else if (effect.kind === 'reply') {
        const { request, result } = effect
        envelopes ??= []
        envelopes.push(this.#envelope(request.from, replyOf(request, result)))
      } else if (effect.kind === 'report') {
        reports ??= []
        reports.push(effect.event)
      }
    }
    const entry = this.#entry(input, instant, { firstSend, reports: reports ?? NONE, cause })
    return { entry, effects, envelopes: envelopes ?? NONE }
  }

  /** Written out twice, as spreading a part that may be absent costs more than the step. */
  #entry(
    input: Input,
    { atUs, now }: Instant,
    made: {
      readonly firstSend: number
      readonly reports: readonly Report[]
      readonly cause: StepEntry['cause'] | undefined
    },
  ): StepEntry {
    const { firstSend, reports, cause } = made
    const machine = this.id
    const lamport = this.#lamport
    const hybrid = this.#hybrid
    const { digest } = this.#stepper
    if (cause === undefined) {
      const kind = 'step'
      return { kind, machine, atUs, now, input, lamport, hybrid, firstSend, reports, digest }
    }
    return {
      kind: 'step',
      machine,
      atUs,
      now,
      input,
      lamport,
      hybrid,
      cause,
      firstSend,
      reports,
      digest,
    }
  }

  #envelope(to: Address, body: Message): Envelope {
    const stamp: Stamp = { id: this.#nextSend++, lamport: this.#lamport, hybrid: this.#hybrid }
    return { from: this.id, to, stamp, body }
  }
}
