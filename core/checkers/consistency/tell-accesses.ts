/** Sentences about accesses and about why one must come before another. */
import type { Witness } from '../checker.ts'
import { eventsOf } from '../witness/events-of.ts'
import type { Teller } from '../witness/teller.ts'
import type { Access } from './accesses.ts'
import type { Edge } from './precedence.ts'

/** Steps of a chain that a sentence tells; the witness has all. */
const TOLD_MAX = 6

export class AccessTeller {
  readonly #teller: Teller

  constructor(teller: Teller) {
    this.#teller = teller
  }

  /** `c1 wrote 3 to x at 12.301 s`. */
  access({ kind, key, value, operation }: Access): string {
    const what = this.#teller.value(value)
    const where = key === '' ? '' : kind === 'read' ? ` from ${key}` : ` to ${key}`
    const verb = kind === 'read' ? 'read' : 'wrote'
    const when =
      operation.outcome === 'ok' ? this.#teller.answered(operation) : this.#teller.asked(operation)
    return `${this.#teller.who(operation)} ${verb} ${what}${where} ${when}`
  }

  /** Why one access comes before the next, from the first to the last. */
  chain(edges: readonly Edge[]): string {
    const told = edges.slice(0, TOLD_MAX).map((edge) => this.#step(edge))
    const more = edges.length > told.length ? `; and ${edges.length - told.length} more` : ''
    return told.join('; ') + more
  }

  #step({ from, to, reason, shownBy }: Edge): string {
    const pair = `${this.access(from)}, before ${this.access(to)}`
    if (reason === 'session') return `${pair} (one session)`
    if (reason === 'source') return `${pair} (which saw it)`
    return `${pair} (${shownBy ? this.access(shownBy) : 'a read'} tells)`
  }
}

export function witnessOf(sentence: string, accesses: readonly (Access | undefined)[]): Witness {
  const operations = new Set(accesses.flatMap((access) => access?.operation ?? []))
  return { sentence, events: eventsOf([...operations]) }
}

export function accessesOf(edges: readonly Edge[]): readonly (Access | undefined)[] {
  return edges.flatMap(({ from, to, shownBy }) => [from, to, shownBy])
}
