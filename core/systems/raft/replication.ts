/**
 * The leader's side of replication: what to send to whom, and when.
 *
 * Batches make themselves. A proposal that finds nothing under way leaves at once. Others wait for
 * the end of the host's turn (a timer of 0 ms) or for an acknowledgement, whichever comes first,
 * and leave together: a quiet cluster is quick, a busy one sends few large messages, and what
 * arrives while a follower syncs is there for its next sync.
 *
 * Appends overtake the leader's disk: the leader writes in parallel and counts itself when its
 * own disk is done (thesis, section 10.2.1). Flow control: thesis, section 10.2.
 */
import { assert } from '../../base/assert.ts'
import type { Address, Context } from '../../runtime/machine.ts'
import { membersOf, quorumValue } from './configuration.ts'
import type { Decisions } from './decisions.ts'
import type { Entry } from './entry.ts'
import type { Limits } from './log.ts'
import type {
  Append,
  AppendOk,
  AppendReject,
  Heartbeat,
  HeartbeatOk,
  Install,
  InstallOk,
} from './messages.ts'
import { Progress } from './progress.ts'
import { textChunk } from './snapshot-text.ts'
import type { RaftState } from './state.ts'

/** Ticks without an answer after which the leader asks again. */
const RETRY_TICKS = 2

const EARLY = { early: true } as const

export class Replication {
  readonly #state: RaftState
  readonly #decisions: Decisions
  readonly #peers = new Map<Address, Progress>()
  /** The same in a list: every step goes through it, and a map is slow to go through. */
  #followers: readonly Progress[] = []
  /** Of a batch. */
  readonly #limits: Limits
  #round = 0
  /** Whether the timer `flush` is armed. */
  #flushing = false

  constructor(state: RaftState, decisions: Decisions) {
    this.#state = state
    this.#decisions = decisions
    const { batchEntries: entries, batchBytes: bytes } = state.options
    this.#limits = { entries, bytes }
  }

  /** Those who receive the log, in the order of names. */
  get peers(): ReadonlyMap<Address, Progress> {
    return this.#peers
  }

  /** The latest round of confirmation that was begun. */
  get round(): number {
    return this.#round
  }

  /** A term as leader begins. */
  begin(): void {
    this.#peers.clear()
    this.#round = 0
    this.#flushing = false
    this.reconfigure()
  }

  end(): void {
    this.#peers.clear()
    this.#followers = []
  }

  /** Follows the configuration in force: new members are probed, old ones are about to leave. */
  reconfigure(): void {
    const { configuration, id, log, tick } = this.#state
    const members = membersOf(configuration)
    for (const member of members) {
      const known = this.#peers.get(member)
      if (known !== undefined) known.leaving = false
      else if (member !== id) this.#peers.set(member, new Progress(member, log.lastIndex + 1, tick))
    }
    for (const progress of this.#peers.values()) {
      if (!members.includes(progress.id)) progress.leaving = true
    }
    this.#followers = [...this.#peers.values()]
  }

  /** The configuration is committed: those outside it hear so and are forgotten. */
  dismiss(context: Context): void {
    for (const progress of this.#followers) {
      if (!progress.leaving) continue
      this.#heartbeat(context, progress)
      this.#peers.delete(progress.id)
    }
    this.#followers = [...this.#peers.values()]
  }

  /** Sends what may be sent now. */
  flush(context: Context): void {
    let waiting = false
    for (const progress of this.#followers) {
      while (this.#isDue(progress)) this.#sendEntries(context, progress)
      waiting ||= this.#maySend(progress)
    }
    if (!waiting || this.#flushing) return
    this.#flushing = true
    context.setTimer('flush', 0)
  }

  /** The timer `flush` fired: what gathered during the turn leaves now. */
  turnEnded(context: Context): void {
    this.#flushing = false
    for (const progress of this.#followers) {
      while (this.#maySend(progress)) this.#sendEntries(context, progress)
    }
  }

  /** Begins a round of confirmation: who answers it took this node for the leader since. */
  beginRound(context: Context): number {
    this.#round++
    this.heartbeat(context)
    return this.#round
  }

  /** The latest round that a quorum has confirmed. */
  confirmedRound(): number {
    return quorumValue(this.#state.electorate, this.#roundOf)
  }

  heartbeat(context: Context): void {
    for (const progress of this.#followers) this.#heartbeat(context, progress)
  }

  /** Whether a quorum was heard within the election timeout (thesis, section 6.2). */
  hasActiveQuorum(): boolean {
    const { options, tick, electorate } = this.#state
    const since = tick - Math.ceil(options.electionTimeoutMs / options.heartbeatMs)
    return quorumValue(electorate, this.#heardTickOf) > since
  }

  /** Commits what a quorum holds; returns whether the commit index moved. */
  advanceCommit(): boolean {
    const state = this.#state
    // Most steps find all of the log committed: nobody can hold more than that.
    if (state.commit === state.log.lastIndex) return false
    const reached = quorumValue(state.electorate, this.#matchOf)
    if (reached <= state.commit) return false
    const term = state.log.termAt(reached)
    if (term === undefined || !this.#decisions.mayCommit(term, state.term)) return false
    state.commit = reached
    return true
  }

  /** The connection was closed: what was under way may be lost. */
  disconnected(context: Context, peer: Address): void {
    const progress = this.#peers.get(peer)
    if (progress === undefined) return
    if (progress.mode === 'replicate') progress.becomeProbe(progress.match + 1)
    this.#heartbeat(context, progress)
  }

  onAppendOk(from: Address, message: AppendOk): void {
    const progress = this.#heard(from)
    if (progress === undefined) return
    progress.answeredTick = this.#state.tick
    progress.acknowledge(message.match)
    if (progress.mode === 'probe') progress.becomeReplicate()
    // It may have more than the snapshot under way, and still less than the log begins with, as
    // that was cut again meanwhile: then a newer snapshot has to go to it.
    const done = Math.min(this.#state.log.base.index, progress.transfer?.snapshot.index ?? Infinity)
    if (progress.mode === 'snapshot' && progress.match >= done) progress.becomeReplicate()
  }

  onAppendReject(from: Address, message: AppendReject): void {
    const progress = this.#heard(from)
    if (progress === undefined || progress.mode === 'snapshot') return
    const { log } = this.#state
    if (progress.mode === 'probe') {
      if (message.prevIndex !== progress.next - 1) return
      // A follower that denies what it acknowledged has lost its disk; counting it less is safe.
      if (message.prevIndex <= progress.match) progress.match = message.hintIndex
    } else if (message.prevIndex <= progress.match) {
      return
    }
    progress.answeredTick = this.#state.tick
    const agreed = log.lastWithTermUpTo(message.hintIndex, message.hintTerm)
    const inLog = agreed <= message.hintIndex && (log.termAt(agreed) as number) <= message.hintTerm
    // Where nothing in the log can agree, the entry before its base is asked for: a snapshot.
    progress.becomeProbe(inLog ? agreed + 1 : log.base.index)
  }

  onHeartbeatOk(context: Context, from: Address, message: HeartbeatOk): void {
    const progress = this.#heard(from)
    if (progress === undefined) return
    if (message.round > progress.round) progress.round = message.round
    if (this.#state.tick - progress.answeredTick >= RETRY_TICKS) this.#askAgain(context, progress)
  }

  onInstallOk(context: Context, from: Address, message: InstallOk): void {
    const progress = this.#heard(from)
    const transfer = progress?.transfer
    if (progress === undefined || !transfer) return
    if (message.index !== transfer.snapshot.index) return
    progress.answeredTick = this.#state.tick
    if (message.offset === transfer.offset) return
    transfer.offset = message.offset
    this.#sendChunk(context, progress)
  }

  readonly #matchOf = (node: Address): number => {
    if (node !== this.#state.id) return this.#peers.get(node)?.match ?? 0
    if (this.#decisions.countsBeforeDurable()) return this.#state.log.lastIndex
    return this.#state.durability.index
  }

  readonly #roundOf = (node: Address): number =>
    node === this.#state.id ? this.#round : (this.#peers.get(node)?.round ?? 0)

  readonly #heardTickOf = (node: Address): number =>
    node === this.#state.id ? this.#state.tick : (this.#peers.get(node)?.heardTick ?? -Infinity)

  #heard(from: Address): Progress | undefined {
    const progress = this.#peers.get(from)
    if (progress !== undefined) progress.heardTick = this.#state.tick
    return progress
  }

  /** Whether there is something to send, and room for it. */
  #maySend(progress: Progress): boolean {
    const { log, options } = this.#state
    if (progress.mode === 'snapshot') return false
    // A probe asks even where it has nothing to bring: nobody knows yet what is missing.
    if (progress.mode === 'probe') return !progress.probing && progress.match < log.lastIndex
    if (progress.next > log.lastIndex || progress.inFlight >= options.inFlightMessages) return false
    return progress.inFlightBytes < options.inFlightBytes
  }

  /** Whether it is sent now, and not together with what else this turn brings. */
  #isDue(progress: Progress): boolean {
    if (!this.#maySend(progress)) return false
    const { log, options } = this.#state
    const full = log.lastIndex - progress.next + 1 >= options.batchEntries
    return progress.inFlight === 0 || full
  }

  #sendEntries(context: Context, progress: Progress): void {
    const { log, tick } = this.#state
    const prevIndex = progress.next - 1
    const prevTerm = log.termAt(prevIndex)
    if (prevTerm === undefined) {
      this.#beginSnapshot(context, progress)
      return
    }
    const { entries, bytes } = log.batch(progress.next, this.#limits)
    this.#sendAppend(context, progress, prevIndex, prevTerm, entries)
    if (progress.inFlight === 0) progress.answeredTick = tick
    if (progress.mode === 'probe') progress.probing = true
    else progress.sent(prevIndex + entries.length, bytes)
  }

  #sendAppend(
    context: Context,
    progress: Progress,
    prevIndex: number,
    prevTerm: number,
    entries: readonly Entry[],
  ): void {
    const { term, commit } = this.#state
    const body: Append = { type: 'append', term, prevIndex, prevTerm, entries, commit }
    context.send(progress.id, body, EARLY)
  }

  #heartbeat(context: Context, progress: Progress): void {
    const { term, commit } = this.#state
    const body: Heartbeat = {
      type: 'heartbeat',
      term,
      commit: this.#decisions.committable(commit, progress.match),
      round: this.#round,
    }
    context.send(progress.id, body, EARLY)
  }

  /** The follower lives, but an answer is overdue: a message, or its answer, was lost. */
  #askAgain(context: Context, progress: Progress): void {
    const { log, tick } = this.#state
    if (progress.mode === 'snapshot') {
      progress.answeredTick = tick
      this.#sendChunk(context, progress)
      return
    }
    if (progress.mode === 'probe') {
      progress.probing = false
      return
    }
    if (progress.inFlight === 0) return
    // Nothing is sent twice for nothing: an empty append asks what arrived.
    const prevTerm = log.termAt(progress.next - 1)
    progress.answeredTick = tick
    if (prevTerm === undefined) this.#beginSnapshot(context, progress)
    else this.#sendAppend(context, progress, progress.next - 1, prevTerm, [])
  }

  #beginSnapshot(context: Context, progress: Progress): void {
    const { snapshot, tick } = this.#state
    assert(snapshot !== null, 'the log was cut without a snapshot')
    progress.becomeSnapshot(snapshot)
    progress.answeredTick = tick
    this.#sendChunk(context, progress)
  }

  #sendChunk(context: Context, progress: Progress): void {
    const { transfer } = progress
    if (transfer === null) return
    const { snapshot, offset } = transfer
    const text = textChunk(snapshot.text, offset, this.#state.options.snapshotChunkBytes)
    const body: Install = {
      type: 'install',
      term: this.#state.term,
      index: snapshot.index,
      lastTerm: snapshot.term,
      chain: snapshot.chain,
      configuration: snapshot.configuration,
      offset,
      text,
      done: offset + text.length === snapshot.text.length,
    }
    context.send(progress.id, body, EARLY)
  }
}
