/**
 * To whom the messages went that nobody received, and what they were. The journals keep inputs
 * only, so this is found by running the senders again; only of those that lost something, and
 * only as long as they do exactly what was recorded. Whatever is not found stays unknown.
 */
import type { Effect } from '../../core/runtime/effect.ts'
import type { JournalEntry } from '../../core/runtime/journal.ts'
import type { Machine } from '../../core/runtime/machine.ts'
import { ReplayedLife } from '../../core/runtime/replayed-life.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import type { SendIndex } from './send-index.ts'
import { termOf } from './term.ts'

export interface LostSend {
  readonly to: string
  readonly type: string
  /** 0 for none. */
  readonly term: number
}

/** More of them are not told, for memory's sake. */
const LOST_SENDS_MAX = 1_000_000

export class LostSends {
  readonly #index: SendIndex
  readonly #create: (spec: MachineSpec) => Machine
  readonly #lives = new Map<string, ReplayedLife | null>()
  readonly #found = new Map<string, Map<number, LostSend>>()
  #count = 0
  #trouble: string | null = null

  /** `index` must know every journal. */
  constructor(index: SendIndex, create: (spec: MachineSpec) => Machine) {
    this.#index = index
    this.#create = create
  }

  /** Why a sender could not be replayed to its end, the first of them; null where all could. */
  get trouble(): string | null {
    return this.#trouble
  }

  /** Takes the next entry of its journal. */
  replay(entry: JournalEntry): void {
    if (entry.kind === 'boot') {
      const loses = this.#index.hasLost(entry.machine)
      this.#lives.set(entry.machine, loses ? new ReplayedLife(entry, this.#create) : null)
      return
    }
    const life = this.#lives.get(entry.machine)
    if (life === undefined || life === null) return
    const effects = life.step(entry)
    if (effects === null) this.#trouble ??= life.trouble
    else this.#take(entry.machine, this.#index.lostOf(entry), entry.firstSend, effects)
  }

  /** Undefined where it is not known. */
  find(machine: string, id: number): LostSend | undefined {
    return this.#found.get(machine)?.get(id)
  }

  #take(machine: string, lost: readonly number[], first: number, effects: readonly Effect[]): void {
    if (lost.length === 0) return
    const found = this.#found.get(machine) ?? new Map<number, LostSend>()
    this.#found.set(machine, found)
    let id = first
    for (const effect of effects) {
      if (effect.kind !== 'send' && effect.kind !== 'reply') continue
      if (lost.includes(id) && this.#count < LOST_SENDS_MAX) {
        found.set(id, sendOf(effect))
        this.#count++
      }
      id++
    }
  }
}

function sendOf(effect: Extract<Effect, { kind: 'send' | 'reply' }>): LostSend {
  if (effect.kind === 'reply') return { to: effect.request.from, type: 'reply', term: 0 }
  return { to: effect.to, type: effect.body.type, term: termOf(effect.body) }
}
