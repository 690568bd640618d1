/**
 * Client sessions: the last request of each client, and its answer. A client that did not hear
 * an answer asks again with the same sequence number, and gets the answer of the first time.
 *
 * A client has one request open at a time, so one answer each is enough. The number of sessions
 * is bounded; the one that was used longest ago, in the order of the log, makes room. Every
 * replica sees the same order, so every replica expires the same session: no clock is asked.
 *
 * Source: Ongaro's thesis (2014), section 6.3.
 */
import { EMPTY_DIGEST, mix, mixInteger } from '../base/digest.ts'
import type { Result } from '../runtime/machine.ts'

/** Sessions that a store remembers before the one least recently used is expired. */
export const SESSION_LIMIT = 4096

interface Session {
  readonly sequence: number
  readonly answer: Result | null
  readonly digest: number
}

/** Id, last sequence, its answer; the session used longest ago comes first. */
export type SessionData = readonly (readonly [number, number, Result | null])[]

/** What a session says about a request. */
export type Recall =
  | { readonly known: 'new' }
  | { readonly known: 'answered'; readonly answer: Result }
  /** A later request was applied already, or the session is gone: nobody can tell. */
  | { readonly known: 'forgotten' }

const NEW: Recall = { known: 'new' }
const FORGOTTEN: Recall = { known: 'forgotten' }

export class Sessions {
  /** In order of last use, the oldest first: a Map keeps the order of insertion. */
  readonly #sessions = new Map<number, Session>()
  readonly #limit: number
  #digest = 0

  constructor(limit = SESSION_LIMIT) {
    this.#limit = limit
  }

  /** Unsigned 32 bits; equal for equal sessions. */
  get digest(): number {
    return this.#digest
  }

  get size(): number {
    return this.#sessions.size
  }

  /** Opens session `id`; ids never repeat, as they come from the index in the log. */
  open(id: number): void {
    this.#put(id, 0, null)
    if (this.#sessions.size <= this.#limit) return
    for (const oldest of this.#sessions.keys()) {
      this.#remove(oldest)
      break
    }
  }

  recall(id: number, sequence: number): Recall {
    const session = this.#sessions.get(id)
    if (session === undefined || sequence < session.sequence) return FORGOTTEN
    if (sequence > session.sequence) return NEW
    return session.answer === null ? NEW : { known: 'answered', answer: session.answer }
  }

  /** Keeps the answer to `sequence` and makes the session the one used last. */
  remember(id: number, sequence: number, answer: Result): void {
    this.#put(id, sequence, answer)
  }

  data(): SessionData {
    return Array.from(this.#sessions, ([id, { sequence, answer }]) => [id, sequence, answer])
  }

  replace(data: SessionData): void {
    this.#sessions.clear()
    this.#digest = 0
    for (const [id, sequence, answer] of data) this.#put(id, sequence, answer)
  }

  #put(id: number, sequence: number, answer: Result | null): void {
    this.#remove(id)
    const digest = mix(mixInteger(mixInteger(EMPTY_DIGEST, id), sequence), answer)
    this.#digest = (this.#digest + digest) >>> 0
    this.#sessions.set(id, { sequence, answer, digest })
  }

  #remove(id: number): void {
    const session = this.#sessions.get(id)
    if (session === undefined) return
    this.#digest = (this.#digest - session.digest) >>> 0
    this.#sessions.delete(id)
  }
}
