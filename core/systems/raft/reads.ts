/**
 * Linearizable reads without a word in the log. A read notes the commit index, makes sure that
 * this node still leads, waits until so much is applied, and answers. One round of heartbeats
 * makes sure for all reads that came before it; reads that come meanwhile wait for the next.
 *
 * A leader that has not yet committed in its own term does not know the commit index: reads wait.
 *
 * With leases a confirmed round covers the time in which no follower would elect anybody else;
 * that trusts the leader's clock, so it is off by default.
 *
 * Source: Ongaro's thesis, section 6.4.
 */
import type { Context, Request } from '../../runtime/machine.ts'
import type { Decisions } from './decisions.ts'
import type { Replication } from './replication.ts'
import type { RaftState } from './state.ts'

const EARLY = { early: true } as const

interface Round {
  readonly number: number
  /** Commit index when it began. */
  readonly index: number
  readonly startedAt: number
  readonly requests: readonly Request[]
}

export class Reads {
  readonly #state: RaftState
  readonly #decisions: Decisions
  readonly #replication: Replication
  #waiting: Request[] = []
  #round: Round | null = null
  /** Confirmed, but not yet applied so far; in order of their index. */
  #confirmed: Round[] = []
  #size = 0
  /** On this node's clock, and not before the round that gave it began. */
  #lease = { from: 0, until: 0 }
  #leasesBarred = false

  constructor(state: RaftState, decisions: Decisions, replication: Replication) {
    this.#state = state
    this.#decisions = decisions
    this.#replication = replication
  }

  get size(): number {
    return this.#size
  }

  add(request: Request): void {
    this.#waiting.push(request)
    this.#size++
  }

  /** Begins, confirms and answers what can be. */
  advance(context: Context): void {
    this.#confirm(context)
    this.#begin(context)
    while (this.#confirmed.length > 0) {
      const round = this.#confirmed[0] as Round
      if (round.index > this.#state.applied) return
      this.#confirmed.shift()
      this.#answer(context, round.requests)
    }
  }

  /** A lease is renewed also while nobody reads, or an idle cluster would lose it. */
  tick(context: Context): void {
    const { options, committedInTerm } = this.#state
    if (options.reads !== 'lease' || this.#round !== null || !committedInTerm) return
    this.#startRound(context, [])
  }

  /**
   * No lease holds for the rest of this leadership: a successor was asked to stand, and the others
   * may elect it at any time.
   */
  barLeases(): void {
    this.#leasesBarred = true
  }

  /** This node leads no more: a read changes nothing, so refusing it is definite. */
  abandon(context: Context): void {
    const rounds = this.#round === null ? this.#confirmed : [...this.#confirmed, this.#round]
    const requests = [...rounds.flatMap((round) => round.requests), ...this.#waiting]
    for (const request of requests) {
      context.reply(request, { status: 'fail', error: 'not-leader' }, EARLY)
    }
    this.#waiting = []
    this.#round = null
    this.#confirmed = []
    this.#size = 0
    this.#lease = { from: 0, until: 0 }
    this.#leasesBarred = false
  }

  #begin(context: Context): void {
    if (this.#waiting.length === 0) return
    const sure = !this.#decisions.confirmsReads()
    const knowsCommit = this.#state.committedInTerm || this.#decisions.readsBeforeCommit()
    if (!sure && !knowsCommit) return
    if (sure || this.#leaseHolds(context.now)) {
      const { commit } = this.#state
      const requests = this.#waiting
      this.#waiting = []
      this.#confirmed.push({ number: 0, index: commit, startedAt: context.now, requests })
      return
    }
    if (this.#round !== null) return
    const requests = this.#waiting
    this.#waiting = []
    this.#startRound(context, requests)
    this.#confirm(context)
  }

  #startRound(context: Context, requests: readonly Request[]): void {
    const index = this.#state.commit
    const number = this.#replication.beginRound(context)
    this.#round = { number, index, startedAt: context.now, requests }
  }

  #confirm(context: Context): void {
    const round = this.#round
    if (round === null || this.#replication.confirmedRound() < round.number) return
    this.#round = null
    if (round.requests.length > 0) this.#confirmed.push(round)
    const lastsMs = this.#decisions.leaseMs(this.#state.options.electionTimeoutMs)
    this.#lease = { from: round.startedAt, until: round.startedAt + lastsMs }
    this.#begin(context)
  }

  #leaseHolds(now: number): boolean {
    if (this.#state.options.reads !== 'lease' || this.#leasesBarred) return false
    return now >= this.#lease.from && now < this.#lease.until
  }

  #answer(context: Context, requests: readonly Request[]): void {
    for (const request of requests) {
      this.#size--
      context.reply(request, this.#state.store.read(request.operation), EARLY)
    }
  }
}
