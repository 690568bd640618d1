/**
 * One machine of a run through all its lives, run again and held against its journal: its effects,
 * the numbers of its messages, and what it reported. From the first difference on a life is
 * followed no further; a later one is judged for itself.
 */
import { EMPTY_DIGEST, mix, mixInteger } from '../base/digest.ts'
import type { Effect } from './effect.ts'
import type { BootEntry, StepEntry } from './journal.ts'
import type { Address, Inspection, Machine, Report } from './machine.ts'
import type { Receipt } from './receipts.ts'
import { SENDS_PER_LIFE } from './runner.ts'
import type { MachineSpec } from './spec.ts'
import { Stepper } from './stepper.ts'
import { sendsAmong, tellEffects, tellRecorded } from './tell-effects.ts'

/** Where a machine first did not do what its journal says. */
export interface ReplayDifference {
  readonly incarnation: number
  /** Number of the input within its life, from 1; 0 where the life did not even begin. */
  readonly input: number
  readonly atUs: number
  /** Kind of the input; `boot` for the beginning of a life, `end` for that of its journal. */
  readonly kind: string
  /** Absent where it is not the effects of a step that differ. */
  readonly expectedDigest?: number
  /** Absent where the machine threw instead. */
  readonly digest?: number
  /** What the record knows of the effects, and what the replay did, in words. */
  readonly expected: string
  readonly came: string
  /** One sentence for people. */
  readonly sentence: string
}

export interface MachineReplay {
  readonly machine: Address
  readonly lives: number
  /** Inputs that were run, over all lives. */
  readonly inputs: number
  /** Digest of the effects of all lives, in order. */
  readonly digest: number
  readonly matches: boolean
  readonly difference?: ReplayDifference
}

interface Life {
  readonly incarnation: number
  /** Null once this life has differed. */
  stepper: Stepper | null
  inputs: number
  digest: number
  /** Number of the first envelope that its next step sends. */
  nextSend: number
  lastAtUs: number
  /** The step that differed, for as long as the next one may tell how much it had sent. */
  differed: StepEntry | null
}

type Told = Pick<ReplayDifference, 'came' | 'sentence' | 'digest'>

export class ReplayedMachine {
  readonly machine: Address
  readonly #create: (spec: MachineSpec) => Machine
  readonly #lives: Life[] = []
  #inputs = 0
  #difference: ReplayDifference | null = null

  constructor(machine: Address, create: (spec: MachineSpec) => Machine) {
    this.machine = machine
    this.#create = create
  }

  boot({ incarnation, spec, seed, atUs }: BootEntry): void {
    const life: Life = {
      incarnation,
      stepper: null,
      inputs: 0,
      digest: EMPTY_DIGEST,
      nextSend: incarnation * SENDS_PER_LIFE + 1,
      lastAtUs: atUs,
      differed: null,
    }
    this.#lives.push(life)
    try {
      life.stepper = new Stepper({ machine: this.#create(spec), id: spec.id, seed })
    } catch (error) {
      const sentence = `the machine could not be made: ${messageOf(error)}`
      const where = { incarnation, input: 0, atUs, kind: 'boot' }
      this.#difference ??= { ...where, expected: 'a machine', came: 'none', sentence }
    }
  }

  step(entry: StepEntry): void {
    const life = this.#lives.at(-1)
    if (life === undefined) {
      const sentence = 'a step before the machine began'
      const where = { incarnation: 0, input: 1, atUs: entry.atUs, kind: entry.input.kind }
      const expected = tellRecorded(entry, null)
      this.#difference ??= { ...where, expected, came: 'nothing', sentence }
    } else if (life.stepper === null) this.#tellSends(life, entry)
    else this.#run(life, life.stepper, entry)
  }

  /** Absent before its first life and after a difference. */
  inspect(): Inspection | undefined {
    return this.#lives.at(-1)?.stepper?.inspect()
  }

  /** A life that sent more than its journal shows is cut off. */
  compareWith(receipts: readonly Receipt[]): void {
    if (this.#difference !== null) return
    for (const { incarnation, id, by, atUs } of receipts) {
      const life = this.#lives.find((known) => known.incarnation === incarnation)
      if (life !== undefined && id < life.nextSend) continue
      const inputs = life?.inputs ?? 0
      const where = { incarnation, input: inputs + 1, atUs: life?.lastAtUs ?? atUs, kind: 'end' }
      const sentence = `its journal is cut off there: ${by} received more of it`
      const expected = `what sent a message that ${by} received`
      this.#difference = { ...where, expected, came: 'the end of its journal', sentence }
      return
    }
  }

  result(): MachineReplay {
    const digests = this.#lives.map(({ digest }) => digest)
    const last = digests.pop() ?? 0
    const earlier = digests.reduce((sum, digest) => mixInteger(sum, digest), EMPTY_DIGEST)
    return {
      machine: this.machine,
      lives: this.#lives.length,
      inputs: this.#inputs,
      digest: mixInteger(earlier, last) >>> 0,
      matches: this.#difference === null,
      ...(this.#difference && { difference: this.#difference }),
    }
  }

  #run(life: Life, stepper: Stepper, entry: StepEntry): void {
    this.#inputs++
    life.inputs++
    life.lastAtUs = entry.atUs
    const { kind } = entry.input
    let effects: readonly Effect[]
    try {
      effects = stepper.step(entry.input, entry.now)
    } catch (error) {
      const came = `it stopped: ${messageOf(error)}`
      const sentence = `the machine stopped at a ${kind} input: ${messageOf(error)}`
      this.#leave(life, entry, { came, sentence })
      return
    }
    const { digest } = stepper
    life.digest = digest
    const sentence = whatDiffers({ entry, effects, digest, nextSend: life.nextSend })
    if (sentence === null) life.nextSend += sendsAmong(effects)
    else this.#leave(life, entry, { came: tellEffects(effects), digest, sentence })
  }

  /** The life goes another way from here on. */
  #leave(life: Life, entry: StepEntry, told: Told): void {
    life.stepper = null
    if (this.#difference !== null) return
    life.differed = entry
    const { incarnation, inputs: input } = life
    const { atUs, digest: expectedDigest } = entry
    const where = { incarnation, input, atUs, kind: entry.input.kind }
    this.#difference = { ...where, expectedDigest, expected: tellRecorded(entry, null), ...told }
  }

  /** How much a step sent shows in the numbers of the next one. */
  #tellSends(life: Life, next: StepEntry): void {
    const { differed } = life
    if (differed === null || this.#difference === null) return
    life.differed = null
    const sends = next.firstSend - differed.firstSend
    if (sends < 0) return
    this.#difference = { ...this.#difference, expected: tellRecorded(differed, sends) }
  }
}

interface Outcome {
  readonly entry: StepEntry
  readonly effects: readonly Effect[]
  readonly digest: number
  readonly nextSend: number
}

/** Null where the step did what was recorded. */
function whatDiffers({ entry, effects, digest, nextSend }: Outcome): string | null {
  const { kind } = entry.input
  if (digest !== entry.digest) return `other effects than recorded after a ${kind} input`
  if (entry.firstSend !== nextSend) {
    return `its messages are numbered from ${entry.firstSend}, and ${nextSend} was due`
  }
  if (sameReports(entry.reports, effects)) return null
  return `other reports are recorded than it makes after a ${kind} input`
}

function sameReports(recorded: readonly Report[], effects: readonly Effect[]): boolean {
  const made = effects.flatMap((effect) => (effect.kind === 'report' ? [effect.event] : []))
  if (made.length === 0 && recorded.length === 0) return true
  return mix(EMPTY_DIGEST, made) === mix(EMPTY_DIGEST, recorded)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
