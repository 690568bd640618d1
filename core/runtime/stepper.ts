/**
 * Runs one machine a step at a time and keeps the rolling digest of what it did. Every host
 * (live, simulated, replayed) steps its machines through this class, so that the three cannot
 * differ in how an input is delivered or an effect is counted.
 */
import { broken } from '../base/assert.ts'
import { EMPTY_DIGEST, mix } from '../base/digest.ts'
import { GatheredList } from '../base/gathered-list.ts'
import { Prng } from '../base/prng.ts'
import type { Effect } from './effect.ts'
import type {
  Address,
  Context,
  DiskRecord,
  Examination,
  Input,
  Inspection,
  Machine,
  Message,
  Report,
  Request,
  Result,
  SendOptions,
} from './machine.ts'

export interface StepperOptions {
  readonly machine: Machine
  readonly id: Address
  /** Seed of the machine's own random numbers; a restart needs another one. */
  readonly seed: string
  /** `false` leaves the digest at its beginning, where nobody will replay; absent: true. */
  readonly digest?: boolean
}

export class Stepper {
  readonly id: Address
  readonly #machine: Machine
  readonly #context: StepContext
  #started = false
  #digest = EMPTY_DIGEST
  #inputs = 0
  readonly #mixes: boolean

  constructor(options: StepperOptions) {
    this.id = options.id
    this.#mixes = options.digest ?? true
    this.#machine = options.machine
    this.#context = new StepContext(options.id, new Prng(options.seed))
  }

  /** Digest of every effect since `start`; equal after the same inputs. Unsigned 32 bits. */
  get digest(): number {
    return this.#digest
  }

  /** How many inputs this machine has handled. */
  get inputs(): number {
    return this.#inputs
  }

  /**
   * Delivers `input` at `now` (the machine's clock, whole ms) and returns what it asked for.
   * The list is the caller's to keep. Throws `InvariantError` when the machine broke.
   */
  step(input: Input, now: number): readonly Effect[] {
    if (this.#started === (input.kind === 'start')) {
      broken(`${this.id}: start must be the first input`)
    }
    this.#started = true
    this.#context.begin(now)
    this.#machine.handle(input, this.#context)
    const effects = this.#context.end()
    this.#inputs++
    if (this.#mixes) this.#digest = mix(this.#digest, effects)
    return effects
  }

  inspect(): Inspection {
    return this.#machine.inspect()
  }

  /** Empty for a machine that shows nothing beside its inspection. */
  examine(): Examination {
    return this.#machine.examine?.() ?? NOTHING_MORE
  }
}

const NOTHING_MORE: Examination = {}

class StepContext implements Context {
  readonly id: Address
  readonly prng: Prng
  now = 0
  #open = false
  readonly #effects = new GatheredList<Effect>()
  #position = 0

  constructor(id: Address, prng: Prng) {
    this.id = id
    this.prng = prng
  }

  begin(now: number): void {
    this.now = now
    this.#open = true
  }

  end(): readonly Effect[] {
    this.#open = false
    return this.#effects.take()
  }

  send(to: Address, body: Message, options?: SendOptions): void {
    this.#add({ kind: 'send', to, body, early: options?.early === true })
  }

  reply(request: Request, result: Result, options?: SendOptions): void {
    this.#add({ kind: 'reply', request, result, early: options?.early === true })
  }

  store(record: DiskRecord): number {
    this.#position++
    this.#add({ kind: 'store', record, position: this.#position })
    return this.#position
  }

  rewrite(records: readonly DiskRecord[]): number {
    this.#position++
    this.#add({ kind: 'rewrite', records, position: this.#position })
    return this.#position
  }

  setTimer(name: string, afterMs: number): void {
    if (!(afterMs >= 0)) broken(`timer ${name} set ${afterMs} ms ahead`)
    this.#add({ kind: 'set-timer', name, afterMs })
  }

  clearTimer(name: string): void {
    this.#add({ kind: 'clear-timer', name })
  }

  report(event: Report): void {
    this.#add({ kind: 'report', event })
  }

  #add(effect: Effect): void {
    if (!this.#open) broken(`${this.id}: a context was used after its step`)
    this.#effects.add(effect)
  }
}
