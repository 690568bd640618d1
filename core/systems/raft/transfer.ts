/**
 * Handing over leadership: the leader stops taking proposals, brings the successor's log up to
 * its own, and tells it to stand at once. If nothing comes of it within an election timeout, the
 * leader carries on.
 *
 * Source: Ongaro's thesis, section 3.10.
 */
import type { Address, Context } from '../../runtime/machine.ts'
import { compareNames } from './configuration.ts'
import type { TimeoutNow } from './messages.ts'
import type { Replication } from './replication.ts'
import type { RaftState } from './state.ts'

export class Transfer {
  readonly #state: RaftState
  readonly #replication: Replication
  #to: Address | null = null
  #begunTick = 0
  #told = false

  constructor(state: RaftState, replication: Replication) {
    this.#state = state
    this.#replication = replication
  }

  /** To whom leadership is being handed over. */
  get to(): Address | null {
    return this.#to
  }

  /** Begins to hand over to `to`, or to whoever is furthest; returns why not, or null. */
  begin(context: Context, to: unknown): string | null {
    const { id, configuration, tick } = this.#state
    if (this.#to !== null) return 'another transfer is under way'
    const successor = to === undefined ? this.furthest() : to
    if (successor === null) return 'there is nobody to hand over to'
    if (typeof successor !== 'string') return 'a transfer needs the name of a node'
    if (successor === id) return 'the node leads already'
    if (!configuration.voters.includes(successor)) return `${successor} is not a voter`
    this.#to = successor
    this.#begunTick = tick
    this.#told = false
    this.#state.observer.tell(context, { type: 'transfer', to: successor, outcome: 'begun' })
    return null
  }

  /** Tells the successor, once its log is complete. */
  advance(context: Context): void {
    if (this.#to === null || this.#told) return
    if (this.#replication.peers.get(this.#to)?.match !== this.#state.log.lastIndex) return
    this.#told = true
    this.tell(context, this.#to)
  }

  tell(context: Context, to: Address): void {
    const body: TimeoutNow = { type: 'timeout-now', term: this.#state.term }
    context.send(to, body)
  }

  tick(context: Context): void {
    if (this.#to === null) return
    const { observer, options, tick } = this.#state
    if ((tick - this.#begunTick) * options.heartbeatMs < options.electionTimeoutMs) return
    observer.tell(context, { type: 'transfer', to: this.#to, outcome: 'given-up' })
    this.#to = null
  }

  end(): void {
    this.#to = null
  }

  /** The voter that lacks least of the log; of equals, the first by name. */
  furthest(): Address | null {
    let best: { readonly id: Address; readonly match: number } | null = null
    const voters = [...this.#state.configuration.voters].sort(compareNames)
    for (const id of voters) {
      const match = this.#replication.peers.get(id)?.match
      if (match !== undefined && (best === null || match > best.match)) best = { id, match }
    }
    return best === null ? null : best.id
  }
}
