/**
 * Elections: when to begin one, whom to vote for, and when it is won.
 *
 * An election begins with a pre-vote, which changes nothing anywhere: whoever cannot win does
 * not disturb. Nobody helps to depose a leader that it hears. Silence is counted in the node's
 * own ticks, so no step of a clock can fake it. A closed connection is a hint: a follower that
 * gets it asks for pre-votes soon, and the others believe it as far as they got it too.
 *
 * A vote depends on the term, on the vote already given in it and on the log, as in figure 2 of the
 * paper, and not on whether a leader of the term is known. Some implementations refuse then (etcd
 * does). It would be safe, and it is not needed: a candidate of a term that has a leader needs a
 * majority, which shares a voter with that of the leader, and nobody votes twice. Such a refusal
 * would hide a vote that was forgotten, because it is only as good as memory: after a restart no
 * leader is known. So the vote alone carries the promise, and is seen to.
 *
 * Sources: Ongaro and Ousterhout (2014), section 5.2 and 5.4; Ongaro's thesis, 4.2.3 and 9.6.
 */
import type { Address, Context } from '../../runtime/machine.ts'
import { isQuorum, votersOf } from './configuration.ts'
import type { Decisions } from './decisions.ts'
import type { PreVote, TimeoutNow, Vote, VoteReply } from './messages.ts'
import type { RaftState } from './state.ts'
import type { Transitions } from './transitions.ts'

/**
 * Waits after a hint that the leader died, ms: `first` is long enough for a live one to speak up.
 * Each voter waits `step` longer than the one before it by name, so that two rarely stand at once.
 */
const HINT_DELAY_MS = { first: 15, step: 40, spread: 25 } as const

export class Elections {
  readonly #state: RaftState
  readonly #decisions: Decisions
  readonly #transitions: Transitions
  readonly #granted = new Set<Address>()
  readonly #rejected = new Set<Address>()
  /** Tick since which this node waits for a leader. */
  #waitTick = 0
  /** Tick at which a leader was last heard; the start counts as one. */
  #leaderTick = 0
  #timeoutMs = 0
  /** The connection to the leader was closed, and nothing was heard since. */
  #leaderLost = false
  /** Whether the timer `campaign` still means anything. */
  #armed = false
  /** Position of the record that holds this node's vote for itself. */
  #votePosition = 0

  constructor(state: RaftState, decisions: Decisions, transitions: Transitions) {
    this.#state = state
    this.#decisions = decisions
    this.#transitions = transitions
  }

  start(context: Context): void {
    this.#draw(context)
    const { heartbeatMs, electionTimeoutMs, reads } = this.#state.options
    // Under leases the promise of an earlier life to a leader may still bind this node.
    if (reads === 'index') this.#arm(context, heartbeatMs, Math.ceil(electionTimeoutMs / 2))
  }

  /** The leader of the current term was heard. */
  heard(): void {
    this.#leaderTick = this.#state.tick
    this.#leaderLost = false
    this.#wait()
  }

  /** The node became a follower. */
  rest(context: Context): void {
    this.#granted.clear()
    this.#rejected.clear()
    this.#wait()
    this.#draw(context)
  }

  tick(context: Context): void {
    if (this.#armed || !this.#state.stands) return
    if (this.#silenceMs(this.#waitTick) >= this.#timeoutMs)
      this.#arm(context, 0, this.#state.options.heartbeatMs)
  }

  disconnected(context: Context, peer: Address): void {
    const { leader, options, stands } = this.#state
    if (peer !== leader || options.reads === 'lease') return
    this.#leaderLost = true
    if (!stands || this.#armed) return
    const { first, step, spread } = HINT_DELAY_MS
    const fromMs = first + step * this.#rank()
    this.#arm(context, fromMs, fromMs + spread)
  }

  /** The timer `campaign` fired. */
  campaign(context: Context): void {
    if (!this.#armed || !this.#state.stands || this.#state.role === 'leader') return
    this.#armed = false
    if (this.#decisions.forgetsUncommittedChange()) this.#state.forgetUncommittedChange()
    if (this.#decisions.asksBeforeElection()) this.#preVote(context)
    else this.#run(context, false)
  }

  stored(context: Context): void {
    if (this.#state.role !== 'candidate' || this.#granted.has(this.#state.id)) return
    if (this.#state.durability.has(this.#votePosition)) this.#grant(context, this.#state.id)
  }

  onTimeoutNow(context: Context, message: TimeoutNow): void {
    if (message.term === this.#state.term && this.#state.stands) this.#run(context, true)
  }

  onPreVote(context: Context, from: Address, message: PreVote): void {
    const { log, term } = this.#state
    const covered = log.isCoveredBy(message.lastTerm, message.lastIndex)
    const granted = message.term > term && covered && !this.protectsLeader()
    this.#reply(context, from, 'pre-vote-reply', granted ? message.term : term, granted)
  }

  onVote(context: Context, from: Address, message: Vote): void {
    const state = this.#state
    if (message.term > state.term) {
      if (!message.transfer && this.protectsLeader()) return
      this.#transitions.follow(context, message.term, null)
    }
    const { log, term, vote } = state
    const free = vote === null || vote === from
    const granted =
      message.term === term && free && log.isCoveredBy(message.lastTerm, message.lastIndex)
    if (granted && vote === null) state.enter(context, term, from)
    if (granted) this.#wait()
    this.#reply(context, from, 'vote-reply', term, granted)
  }

  onReply(context: Context, from: Address, message: VoteReply): void {
    const { role, term } = this.#state
    const awaited =
      message.type === 'vote-reply'
        ? role === 'candidate' && this.#decisions.countsVote(message.term, term)
        : role === 'pre-candidate' && message.term === (message.granted ? term + 1 : term)
    if (!awaited) return
    if (message.granted) this.#grant(context, from)
    else this.#reject(context, from)
  }

  /** Whether this node takes part in no election, because it leads or hears a leader. */
  protectsLeader(): boolean {
    const { role, leader, options } = this.#state
    if (role === 'leader') return true
    // A lease binds also those who no longer follow the leader to whom they promised it.
    const bound = options.reads === 'lease' || (leader !== null && !this.#leaderLost)
    return bound && this.#silenceMs(this.#leaderTick) < options.electionTimeoutMs
  }

  #preVote(context: Context): void {
    const { id, term } = this.#state
    this.#begin(context, 'pre-candidate')
    const { lastIndex, lastTerm } = this.#state.log
    this.#ask(context, { type: 'pre-vote', term: term + 1, lastIndex, lastTerm })
    this.#grant(context, id)
  }

  #run(context: Context, transfer: boolean): void {
    const { id, log, term } = this.#state
    this.#votePosition = this.#state.enter(context, term + 1, id)
    this.#begin(context, 'candidate')
    const { lastIndex, lastTerm } = log
    this.#ask(context, { type: 'vote', term: term + 1, lastIndex, lastTerm, transfer })
  }

  #begin(context: Context, role: 'pre-candidate' | 'candidate'): void {
    const state = this.#state
    state.role = role
    state.leader = null
    this.#granted.clear()
    this.#rejected.clear()
    this.#wait()
    this.#draw(context)
    state.observer.tell(context, { type: 'role', role, term: state.term })
  }

  #ask(context: Context, body: PreVote | Vote): void {
    for (const voter of votersOf(this.#state.configuration)) {
      if (voter !== this.#state.id) context.send(voter, body)
    }
  }

  #grant(context: Context, voter: Address): void {
    const { electorate, role } = this.#state
    this.#granted.add(voter)
    if (!isQuorum(electorate, (node) => this.#granted.has(node))) return
    if (role === 'pre-candidate') this.#run(context, false)
    else if (role === 'candidate') this.#transitions.lead(context)
  }

  #reject(context: Context, voter: Address): void {
    const { electorate, options, role, term } = this.#state
    this.#rejected.add(voter)
    const hopeless = !isQuorum(electorate, (node) => !this.#rejected.has(node))
    if (hopeless) this.#transitions.follow(context, term, null)
    // A vote that is split, perhaps with a voter that is down, is tried again soon; a pre-vote
    // that was refused had its reason.
    if (role !== 'candidate' || this.#armed) return
    this.#arm(context, options.heartbeatMs, options.electionTimeoutMs >> 1)
  }

  /** How many voters other than the leader come before this one. */
  #rank(): number {
    const { configuration, id, leader } = this.#state
    const successors = votersOf(configuration).filter((voter) => voter !== leader)
    return Math.max(0, successors.indexOf(id))
  }

  #reply(
    context: Context,
    to: Address,
    type: VoteReply['type'],
    term: number,
    granted: boolean,
  ): void {
    const body: VoteReply = { type, term, granted }
    if (this.#decisions.voteLeavesEarly()) context.send(to, body, { early: true })
    else context.send(to, body)
  }

  /** At least this long has passed since `tick`: the tick under way does not count. */
  #silenceMs(tick: number): number {
    return (this.#state.tick - tick - 1) * this.#state.options.heartbeatMs
  }

  #wait(): void {
    this.#waitTick = this.#state.tick
    this.#armed = false
  }

  #draw(context: Context): void {
    const { electionTimeoutMs } = this.#state.options
    this.#timeoutMs = context.prng.integer(electionTimeoutMs, 2 * electionTimeoutMs)
  }

  #arm(context: Context, fromMs: number, toMs: number): void {
    this.#armed = true
    context.setTimer('campaign', context.prng.integer(fromMs, Math.max(fromMs, toMs)))
  }
}
