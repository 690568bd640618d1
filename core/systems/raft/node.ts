/**
 * One Raft node: hands each input to the part that it concerns, and lets every part take its
 * next step at the end. The ideas are in the parts; the decisions that bugs are made of are in
 * `decisions.ts`, where mutants override them.
 *
 * Source: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm" (2014);
 * Ongaro, "Consensus: Bridging Theory and Practice" (2014).
 */
import { broken, unreachable } from '../../base/assert.ts'
import type {
  Address,
  Command,
  Context,
  Examination,
  Input,
  Inspection,
  LogView,
  Machine,
  Request,
  Result,
} from '../../runtime/machine.ts'
import type { NodeSpec } from '../../runtime/spec.ts'
import { RepeatFilter } from '../../resilience/repeat-filter.ts'
import { refuseOperation } from '../../store/operation.ts'
import { Applier } from './applier.ts'
import type { Configuration } from './configuration.ts'
import { Decisions } from './decisions.ts'
import { Elections } from './elections.ts'
import { propose, type EntryCommand } from './entry.ts'
import { Follower } from './follower.ts'
import { inspectNode } from './inspect.ts'
import { Membership } from './membership.ts'
import type { RaftCommand, RaftMessage } from './messages.ts'
import { raftOptions } from './options.ts'
import { Proposals } from './proposals.ts'
import { Reads } from './reads.ts'
import { Replication } from './replication.ts'
import { ShownLog } from './shown-log.ts'
import { RaftState } from './state.ts'
import { Transfer } from './transfer.ts'
import type { Transitions } from './transitions.ts'

const EARLY = { early: true } as const

export class RaftNode implements Machine, Transitions {
  readonly #state: RaftState
  readonly #elections: Elections
  readonly #replication: Replication
  readonly #follower: Follower
  readonly #proposals = new Proposals()
  readonly #repeats = new RepeatFilter()
  readonly #reads: Reads
  readonly #applier: Applier
  readonly #membership: Membership
  readonly #transfer: Transfer
  readonly #decisions: Decisions
  readonly #log: LogView

  constructor(spec: NodeSpec, decisions = new Decisions()) {
    this.#decisions = decisions
    const options = raftOptions(spec.options)
    const state = new RaftState({ id: spec.id, members: spec.members, options, decisions })
    this.#state = state
    this.#log = new ShownLog(state)
    this.#replication = new Replication(state, decisions)
    this.#elections = new Elections(state, decisions, this)
    this.#follower = new Follower(state, decisions)
    this.#reads = new Reads(state, decisions, this.#replication)
    this.#applier = new Applier(state, this.#proposals)
    this.#transfer = new Transfer(state, this.#replication)
    this.#membership = new Membership(state, this.#replication, {
      configure: (context, configuration) => this.#configure(context, configuration),
      retire: (context) => this.#retire(context),
    })
  }

  handle(input: Input, context: Context): void {
    switch (input.kind) {
      case 'start':
        this.#state.load(context, input.records)
        context.setTimer('tick', context.prng.integer(1, this.#state.options.heartbeatMs))
        this.#elections.start(context)
        break
      case 'message':
        this.#receive(context, input.from, input.body as RaftMessage)
        break
      case 'timer':
        if (input.name === 'tick') this.#tick(context)
        else if (input.name === 'campaign') this.#elections.campaign(context)
        else if (input.name === 'flush' && this.#leads) this.#replication.turnEnded(context)
        break
      case 'request':
        // A copy that the network made must not revive a request that was refused here before.
        if (!this.#repeats.isRepeat(input.request)) this.#request(context, input.request)
        break
      case 'stored':
        this.#state.durability.reached(input.position)
        this.#elections.stored(context)
        break
      case 'command':
        this.#command(context, input.command)
        break
      case 'disconnected':
        this.#elections.disconnected(context, input.peer)
        if (this.#leads) this.#replication.disconnected(context, input.peer)
        break
      default:
        unreachable(input, 'input')
    }
    this.#settle(context, input.kind === 'stored')
  }

  inspect(): Inspection {
    return inspectNode(this.#state, this.#replication, {
      pending: this.#proposals.size,
      reads: this.#reads.size,
    })
  }

  cutsDamage(): boolean {
    return this.#decisions.cutsDamage()
  }

  examine(): Examination {
    return { log: this.#log }
  }

  follow(context: Context, term: number, leader: Address | null): void {
    const state = this.#state
    const led = this.#leads
    if (led && term <= state.term && leader !== null) broken(`two leaders in term ${term}`)
    const changed = term > state.term || state.role !== 'follower'
    if (this.#decisions.freesVote(state.term, term)) state.enter(context, term, null)
    state.role = 'follower'
    state.leader = leader
    if (!changed) return
    this.#elections.rest(context)
    if (led) this.#abdicate(context)
    state.observer.tell(context, { type: 'role', role: 'follower', term })
  }

  lead(context: Context): void {
    const state = this.#state
    state.role = 'leader'
    state.leader = state.id
    this.#transfer.end()
    this.#replication.begin()
    state.observer.appended(context)
    state.observer.tell(context, { type: 'role', role: 'leader', term: state.term })
    this.#propose(context, { kind: 'noop' })
  }

  get #leads(): boolean {
    return this.#state.role === 'leader'
  }

  #receive(context: Context, from: Address, message: RaftMessage): void {
    const { term } = this.#state
    switch (message.type) {
      case 'pre-vote':
        this.#elections.onPreVote(context, from, message)
        return
      case 'vote':
        this.#elections.onVote(context, from, message)
        return
      case 'append':
      case 'heartbeat':
      case 'install':
        if (message.term < term) {
          context.send(from, { type: 'stale', term } as RaftMessage, EARLY)
          return
        }
        this.follow(context, message.term, from)
        this.#elections.heard()
        if (message.type === 'append') this.#follower.onAppend(context, from, message)
        else if (message.type === 'heartbeat') this.#follower.onHeartbeat(context, from, message)
        else this.#follower.onInstall(context, from, message)
        return
      default:
        this.#answered(context, from, message)
    }
  }

  /** Answers to what this node sent, and `timeout-now`. */
  #answered(
    context: Context,
    from: Address,
    message: Exclude<
      RaftMessage,
      { type: 'pre-vote' | 'vote' | 'append' | 'heartbeat' | 'install' }
    >,
  ): void {
    const { term } = this.#state
    // A granted pre-vote speaks of a term that nobody has entered.
    const asked = message.type === 'pre-vote-reply' && message.granted
    if (message.term > term && !asked) this.follow(context, message.term, null)
    if (message.type === 'pre-vote-reply' || message.type === 'vote-reply') {
      this.#elections.onReply(context, from, message)
      return
    }
    if (message.type === 'timeout-now') {
      if (!this.#leads) this.#elections.onTimeoutNow(context, message)
      return
    }
    if (!this.#leads) return
    if (message.type === 'heartbeat-ok') {
      if (!this.#decisions.countsConfirmation(message.term, term)) return
      this.#replication.onHeartbeatOk(context, from, message)
      return
    }
    if (message.term !== term) return
    if (message.type === 'append-ok') this.#replication.onAppendOk(from, message)
    else if (message.type === 'append-reject') this.#replication.onAppendReject(from, message)
    else if (message.type === 'install-ok') this.#replication.onInstallOk(context, from, message)
  }

  #tick(context: Context): void {
    const state = this.#state
    state.tick++
    context.setTimer('tick', state.options.heartbeatMs)
    if (!this.#leads) {
      this.#elections.tick(context)
      return
    }
    if (!this.#replication.hasActiveQuorum() && this.#decisions.abdicatesWithoutQuorum()) {
      this.follow(context, state.term, null)
      return
    }
    this.#transfer.tick(context)
    this.#replication.heartbeat(context)
    this.#reads.tick(context)
  }

  #request(context: Context, request: Request): void {
    const refusal = this.#refuse(request)
    if (refusal !== null) {
      context.reply(request, refusal, EARLY)
      return
    }
    const { operation, sequence } = request
    if (operation.f === 'read') {
      this.#reads.add(request)
      return
    }
    const session = this.#decisions.sessionOf(request)
    this.#propose(context, { kind: 'apply', session, sequence, operation })
    this.#proposals.add(this.#state.log.lastIndex, request)
  }

  /** Why a request does not even enter the log: these failures are definite. */
  #refuse(request: Request): Result | null {
    const { leader, options } = this.#state
    if (!this.#leads) {
      const error = 'not-leader'
      return leader === null ? { status: 'fail', error } : { status: 'fail', error, leader }
    }
    const reason = refuseOperation(request.operation)
    if (reason !== null) return { status: 'fail', error: reason }
    if (this.#proposals.size + this.#reads.size >= options.maxPending) {
      return { status: 'fail', error: 'overloaded' }
    }
    const successor = this.#transfer.to
    if (successor === null || request.operation.f === 'read') return null
    return { status: 'fail', error: 'leadership-transfer', leader: successor }
  }

  #command(context: Context, given: Command): void {
    const command = given as RaftCommand
    const reason = this.#obey(context, command)
    if (reason === null) return
    this.#state.observer.tell(context, { type: 'refused', command: given.type, reason })
  }

  #obey(context: Context, command: RaftCommand): string | null {
    if (!this.#leads) return 'the node does not lead'
    switch (command.type) {
      case 'change-membership':
        return this.#membership.change(context, command.members)
      case 'transfer-leadership':
        this.#reads.barLeases()
        return this.#transfer.begin(context, command.to)
      default:
        return 'the command is unknown'
    }
  }

  #propose(context: Context, command: EntryCommand): void {
    const { log, term } = this.#state
    this.#state.append(context, [propose(log.chainAt(log.lastIndex), term, command)])
  }

  #configure(context: Context, configuration: Configuration): void {
    this.#propose(context, { kind: 'configure', configuration })
    this.#replication.reconfigure()
  }

  /** The configuration has no place for this leader: the best successor stands at once. */
  #retire(context: Context): void {
    const successor = this.#transfer.furthest()
    if (successor !== null) this.#transfer.tell(context, successor)
    this.follow(context, this.#state.term, null)
  }

  /** This node led and leads no more. */
  #abdicate(context: Context): void {
    this.#replication.end()
    this.#transfer.end()
    if (!this.#decisions.answersAfterFall()) this.#proposals.abandon(context)
    this.#reads.abandon(context)
  }

  /** The end of every step: commit, apply, answer, send. */
  #settle(context: Context, stored: boolean): void {
    const state = this.#state
    if (this.#leads) this.#replication.advanceCommit()
    this.#applier.advance(context)
    if (this.#leads) this.#membership.advance(context)
    if (this.#leads) {
      this.#reads.advance(context)
      this.#replication.flush(context)
      this.#transfer.advance(context)
    }
    // A leader tells of its appends when they are stored or committed, many at a time.
    if (stored || !this.#leads) state.observer.appended(context)
    const since = state.applied - (state.snapshot === null ? 0 : state.snapshot.index)
    if (since >= state.options.snapshotEntries && since >= state.store.size) state.compact(context)
  }
}
