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

const NONE: ReadonlyMap<number, LostSend> = new Map()

export class LostSends {
  readonly #index: SendIndex
  readonly #create: (spec: MachineSpec) => Machine
  readonly #lives = new Map<string, ReplayedLife | null>()
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

  /**
   * Takes the next entry of a journal; each machine's come in their order. Returns what was sent in
   * it of the envelopes `lost`, by their numbers; of those that are missing nothing is known.
   */
  replay(entry: JournalEntry, lost: readonly number[]): ReadonlyMap<number, LostSend> {
    if (entry.kind === 'boot') {
      const loses = this.#index.hasLost(entry.machine)
      this.#lives.set(entry.machine, loses ? new ReplayedLife(entry, this.#create) : null)
      return NONE
    }
    const life = this.#lives.get(entry.machine)
    if (life === undefined || life === null) return NONE
    const effects = life.step(entry)
    if (effects === null) this.#trouble ??= life.trouble
    return effects === null || lost.length === 0 ? NONE : sendsAmong(lost, entry.firstSend, effects)
  }
}

function sendsAmong(
  lost: readonly number[],
  first: number,
  effects: readonly Effect[],
): ReadonlyMap<number, LostSend> {
  const found = new Map<number, LostSend>()
  let id = first
  for (const effect of effects) {
    if (effect.kind !== 'send' && effect.kind !== 'reply') continue
    if (lost.includes(id)) found.set(id, sendOf(effect))
    id++
  }
  return found
}

function sendOf(effect: Extract<Effect, { kind: 'send' | 'reply' }>): LostSend {
  if (effect.kind === 'reply') return { to: effect.request.from, type: 'reply', term: 0 }
  return { to: effect.to, type: effect.body.type, term: termOf(effect.body) }
}
