/**
 * Runs recorded machines again from their journals and proves that they do the same.
 *
 * Every life of a machine is made anew from its `boot` entry and fed the inputs that were
 * recorded; after each step the rolling digest of its effects must be the recorded one. The
 * first step where it is not is where the past and its record part, and what comes after it in
 * that life proves nothing and is not run. A later life starts from what its disk kept, so it
 * is judged for itself.
 *
 * How a machine is made from its spec is handed in: the runtime knows no system. A journal may
 * come from a stranger, so nothing that a machine throws here escapes; it is a difference.
 */
import { EMPTY_DIGEST, mixInteger } from '../base/digest.ts'
import type { JournalEntry, StepEntry } from './journal.ts'
import type { Address, Inspection, Machine } from './machine.ts'
import type { MachineSpec } from './spec.ts'
import { Stepper } from './stepper.ts'

/** Where a machine first did not do what its journal says. */
export interface ReplayDifference {
  readonly incarnation: number
  /** Number of the input within its life, from 1. */
  readonly input: number
  readonly atUs: number
  readonly kind: string
  readonly expectedDigest: number
  /** Absent where the machine threw instead. */
  readonly digest?: number
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
  readonly firstDifference?: ReplayDifference
}

interface Life {
  readonly incarnation: number
  /** Null once this life has differed. */
  stepper: Stepper | null
  inputs: number
  digest: number
}

interface Track {
  readonly machine: Address
  /** Digest of the lives that are over. */
  earlier: number
  lives: number
  inputs: number
  life: Life | null
  firstDifference: ReplayDifference | null
}

export class Replay {
  readonly #create: (spec: MachineSpec) => Machine
  readonly #tracks = new Map<Address, Track>()

  /** `create` makes the machine of a spec; it may throw for a spec that names nothing known. */
  constructor(create: (spec: MachineSpec) => Machine) {
    this.#create = create
  }

  /** Feeds one entry. The entries of one machine come in the order of its journal. */
  feed(entry: JournalEntry): void {
    const track = this.#track(entry.machine)
    if (entry.kind === 'boot') {
      closeLife(track)
      track.lives++
      track.life = {
        incarnation: entry.incarnation,
        stepper: null,
        inputs: 0,
        digest: EMPTY_DIGEST,
      }
      try {
        const { spec, seed } = entry
        track.life.stepper = new Stepper({ machine: this.#create(spec), id: spec.id, seed })
      } catch (error) {
        const sentence = `the machine could not be made: ${messageOf(error)}`
        differ(track, { ...whereOf(track, entry.atUs), kind: 'boot', expectedDigest: 0, sentence })
      }
      return
    }
    if (track.life === null) {
      const sentence = 'a step before the machine began'
      const where = { incarnation: 0, input: 1, atUs: entry.atUs }
      const expectedDigest = entry.digest
      differ(track, { ...where, kind: entry.input.kind, expectedDigest, sentence })
      return
    }
    step(track, track.life, entry)
  }

  /** What `machine` shows of itself now; absent before its first life and after a difference. */
  inspect(machine: Address): Inspection | undefined {
    return this.#tracks.get(machine)?.life?.stepper?.inspect()
  }

  /** One answer for each machine that was fed, ordered by name with numbers as numbers. */
  results(): readonly MachineReplay[] {
    return [...this.#tracks.values()].sort(byName).map((track) => ({
      machine: track.machine,
      lives: track.lives,
      inputs: track.inputs,
      digest: digestOf(track),
      matches: track.firstDifference === null,
      ...(track.firstDifference && { firstDifference: track.firstDifference }),
    }))
  }

  #track(machine: Address): Track {
    let track = this.#tracks.get(machine)
    if (track === undefined) {
      const digest = EMPTY_DIGEST
      track = { machine, earlier: digest, lives: 0, inputs: 0, life: null, firstDifference: null }
      this.#tracks.set(machine, track)
    }
    return track
  }
}

function step(track: Track, life: Life, entry: StepEntry): void {
  const { stepper } = life
  if (stepper === null) return
  track.inputs++
  life.inputs++
  const where = { ...whereOf(track, entry.atUs), kind: entry.input.kind }
  const expectedDigest = entry.digest
  try {
    stepper.step(entry.input, entry.now)
  } catch (error) {
    life.stepper = null
    const sentence = `the machine stopped at a ${entry.input.kind} input: ${messageOf(error)}`
    differ(track, { ...where, expectedDigest, sentence })
    return
  }
  life.digest = stepper.digest
  if (stepper.digest === expectedDigest) return
  life.stepper = null
  const sentence = `other effects than recorded after a ${entry.input.kind} input`
  differ(track, { ...where, expectedDigest, digest: stepper.digest, sentence })
}

function differ(track: Track, difference: ReplayDifference): void {
  track.firstDifference ??= difference
}

function whereOf(track: Track, atUs: number): { incarnation: number; input: number; atUs: number } {
  return { incarnation: track.life?.incarnation ?? 0, input: track.life?.inputs ?? 0, atUs }
}

function closeLife(track: Track): void {
  if (track.life !== null) track.earlier = mixInteger(track.earlier, track.life.digest)
  track.life = null
}

function digestOf(track: Track): number {
  const last = track.life === null ? 0 : track.life.digest
  return mixInteger(track.earlier, last) >>> 0
}

/** n2 before n10. */
function byName(left: Track, right: Track): number {
  const [a, b] = [left.machine, right.machine]
  const order = a.length - b.length
  if (a[0] === b[0] && order !== 0) return order
  return a < b ? -1 : 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
