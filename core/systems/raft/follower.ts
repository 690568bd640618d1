/**
 * The follower's side of replication: take what fits, deny what does not, and acknowledge only
 * what the disk holds.
 *
 * It moves its commit index no further than the entries that this very message has vouched for:
 * a longer log may end in entries that the leader never had (Ongaro and Ousterhout, figure 2).
 */
import type { Address, Context } from '../../runtime/machine.ts'
import type { Decisions } from './decisions.ts'
import type { Entry } from './entry.ts'
import type {
  Append,
  AppendOk,
  AppendReject,
  Heartbeat,
  HeartbeatOk,
  Install,
  InstallOk,
} from './messages.ts'
import { SnapshotAssembly } from './snapshot-text.ts'
import type { RaftState } from './state.ts'

const EARLY = { early: true } as const

export class Follower {
  readonly #state: RaftState
  readonly #decisions: Decisions
  readonly #assembly = new SnapshotAssembly()

  constructor(state: RaftState, decisions: Decisions) {
    this.#state = state
    this.#decisions = decisions
  }

  onHeartbeat(context: Context, from: Address, message: Heartbeat): void {
    const state = this.#state
    this.#commitTo(message.commit)
    const body: HeartbeatOk = { type: 'heartbeat-ok', term: state.term, round: message.round }
    context.send(from, body, EARLY)
  }

  onAppend(context: Context, from: Address, message: Append): void {
    const { log } = this.#state
    const last = message.prevIndex + message.entries.length
    // What lies before the base is committed, hence equal; only what follows it is compared.
    const skip = Math.max(0, log.base.index - message.prevIndex)
    if (skip > 0 && skip >= message.entries.length) {
      this.#acknowledge(context, from, last)
      return
    }
    if (skip === 0 && log.termAt(message.prevIndex) !== message.prevTerm) {
      this.#reject(context, from, message)
      return
    }
    this.#take(context, message.prevIndex + 1 + skip, message.entries, skip)
    this.#commitTo(this.#decisions.committable(message.commit, last))
    this.#acknowledge(context, from, last)
  }

  onInstall(context: Context, from: Address, message: Install): void {
    const state = this.#state
    if (!this.#decisions.takesSnapshot(message.index, state.commit)) {
      this.#acknowledge(context, from, state.commit)
      return
    }
    const snapshot = this.#assembly.add(from, message)
    if (snapshot === null) {
      const { offset } = this.#assembly
      const body: InstallOk = { type: 'install-ok', term: state.term, index: message.index, offset }
      context.send(from, body, EARLY)
      return
    }
    state.install(context, snapshot)
    this.#acknowledge(context, from, snapshot.index)
  }

  /** Appends what is new of `entries`, of which the one at `offset` belongs at `index`. */
  #take(context: Context, index: number, entries: readonly Entry[], offset: number): void {
    const { log } = this.#state
    let at = index
    let next = offset
    while (next < entries.length && log.termAt(at) === (entries[next] as Entry).term) {
      at++
      next++
    }
    if (next === entries.length) return
    if (at <= log.lastIndex) this.#state.truncate(context, at)
    this.#state.append(context, next === 0 ? entries : entries.slice(next))
  }

  #acknowledge(context: Context, to: Address, match: number): void {
    const body: AppendOk = { type: 'append-ok', term: this.#state.term, match }
    if (this.#decisions.countsBeforeDurable()) context.send(to, body, EARLY)
    else context.send(to, body)
  }

  #reject(context: Context, to: Address, message: Append): void {
    const { log, term } = this.#state
    const { prevIndex, prevTerm } = message
    const hintIndex = log.lastWithTermUpTo(prevIndex, prevTerm)
    const hintTerm = log.termAt(hintIndex) as number
    const body: AppendReject = { type: 'append-reject', term, prevIndex, hintIndex, hintTerm }
    context.send(to, body, EARLY)
  }

  #commitTo(index: number): void {
    const reached = Math.min(index, this.#state.log.lastIndex)
    if (reached > this.#state.commit) this.#state.commit = reached
  }
}
