/**
 * What the journals of a run tell of each other. An effect leaves only after its entry is written,
 * so what was received of a machine must be in that machine's journal: where it is not, the end of
 * that journal was cut off, and its own entries alone could not tell.
 */
import type { JournalEntry } from './journal.ts'
import type { Address } from './machine.ts'
import { SENDS_PER_LIFE } from './runner.ts'

/** The latest message of one life that somebody received. */
export interface Receipt {
  readonly incarnation: number
  readonly id: number
  readonly by: Address
  readonly atUs: number
}

export class Receipts {
  readonly #latest = new Map<Address, Map<number, Receipt>>()

  /** To be called for every entry of the run. */
  notice(entry: JournalEntry): void {
    if (entry.kind === 'boot' || entry.cause === undefined) return
    const { from, id } = entry.cause
    const incarnation = Math.floor(id / SENDS_PER_LIFE)
    let lives = this.#latest.get(from)
    if (lives === undefined) this.#latest.set(from, (lives = new Map()))
    if (id <= (lives.get(incarnation)?.id ?? 0)) return
    lives.set(incarnation, { incarnation, id, by: entry.machine, atUs: entry.atUs })
  }

  /** Who sent anything. */
  senders(): readonly Address[] {
    return [...this.#latest.keys()]
  }

  /** One for each life of `sender` that was heard of, in order. */
  of(sender: Address): readonly Receipt[] {
    const lives = this.#latest.get(sender) ?? new Map<number, Receipt>()
    return [...lives.values()].sort((left, right) => left.incarnation - right.incarnation)
  }
}
