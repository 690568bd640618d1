/**
 * A leaderless atomic register for each key: every node answers clients, no node is special,
 * and nobody is ever elected. It works as long as a majority of the nodes can be reached.
 *
 * A write asks a majority for the highest tag, then gives the value the next one and stores it
 * at a majority. A read asks a majority and takes the value with the highest tag; unless that
 * whole majority already held it, the read stores it at a majority before it answers, so that no
 * later read can see an older value. Any two majorities share a node: that is the whole proof.
 *
 * What a coordinator is in the middle of lives in memory only and dies with it. It refuses to
 * compare-and-set: a register of this kind cannot.
 *
 * Sources: Attiya, Bar-Noy and Dolev, "Sharing memory robustly in message-passing systems"
 * (JACM 1995); Lynch and Shvartsman (FTCS 1997) for several writers.
 */
import { assert, unreachable } from '../../base/assert.ts'
import type {
  Address,
  Context,
  Input,
  Inspection,
  Machine,
  Message,
  Request,
  Result,
} from '../../runtime/machine.ts'
import { RepeatFilter } from '../../resilience/repeat-filter.ts'
import type { NodeSpec } from '../../runtime/spec.ts'
import type { QueryReply, ReplicaMessage, Tagged, Update } from './messages.ts'
import { type AbdOptions, abdOptions } from './options.ts'
import { type Held, Replica } from './replica.ts'
import { compareTags, FIRST_TAG } from './tag.ts'
import type { Tag } from './tag.ts'

const RETRANSMIT = 'retransmit'
const COMPARE = 'compare'

/** An operation under way at its coordinator. */
interface Round {
  readonly number: number
  readonly request: Request
  readonly key: string
  phase: 'query' | 'update'
  /** Query: the tag that each replica answered with. */
  readonly tags: Map<Address, Tag>
  /** The newest value seen; then the one that is being stored. */
  newest: Tagged
  /** Update: who holds it durably. */
  readonly holders: Set<Address>
  /** What the own replica holds but may not vouch for yet; null when it has counted. */
  own: Held | null
  ticks: number
}

export class AbdNode implements Machine {
  readonly #id: Address
  readonly #peers: readonly Address[]
  readonly #majority: number
  readonly #options: AbdOptions
  readonly #replica: Replica
  readonly #repeats = new RepeatFilter()
  readonly #rounds = new Map<number, Round>()
  #lastRound = 0

  constructor(spec: NodeSpec) {
    assert(spec.members.includes(spec.id), `${spec.id} is no member: abd has fixed members`)
    this.#id = spec.id
    this.#peers = spec.members.filter((member) => member !== spec.id)
    this.#majority = Math.floor(spec.members.length / 2) + 1
    this.#options = abdOptions(spec.options)
    this.#replica = new Replica(this.#options.compactAtRecords)
  }

  handle(input: Input, context: Context): void {
    switch (input.kind) {
      case 'start':
        this.#replica.restore(input.records, context)
        this.#armCompare(context)
        return
      case 'message':
        return this.#onMessage(input.from, input.body as ReplicaMessage, context)
      case 'request':
        return this.#onRequest(input.request, context)
      case 'stored':
        return this.#onStored(input.position, context)
      case 'timer':
        if (input.name === RETRANSMIT) this.#onTick(context)
        else this.#onCompare(context)
        return
      case 'command':
      case 'disconnected':
        return
      default:
        unreachable(input, 'input')
    }
  }

  inspect(): Inspection {
    return {
      role: 'replica',
      life: this.#replica.life,
      keys: this.#replica.keys,
      applied: this.#replica.applied,
      digest: this.#replica.digest,
      inFlight: this.#rounds.size,
      records: this.#replica.records,
    }
  }

  /** Whether a read must store what it found before it answers with it. */
  protected mustWriteBack(answered: readonly Tag[], newest: Tag): boolean {
    return answered.some((tag) => compareTags(tag, newest) !== 0)
  }

  #onRequest(request: Request, context: Context): void {
    // A copy of a write, carried out after the write was answered, would undo later ones.
    if (this.#repeats.isRepeat(request)) return
    const { f, key } = request.operation
    if ((f !== 'read' && f !== 'write') || key === undefined) {
      return context.reply(
        request,
        { status: 'fail', error: 'unsupported-operation' },
        { early: true },
      )
    }
    if (this.#rounds.size >= this.#options.inFlightMax) {
      return context.reply(request, { status: 'fail', error: 'overloaded' }, { early: true })
    }
    if (this.#rounds.size === 0) context.setTimer(RETRANSMIT, this.#options.retransmitMs)
    const own = this.#replica.get(key)
    const round: Round = {
      number: ++this.#lastRound,
      request,
      key,
      phase: 'query',
      tags: new Map(),
      newest: { tag: FIRST_TAG, value: null },
      holders: new Set(),
      own: null,
      ticks: 0,
    }
    this.#rounds.set(round.number, round)
    this.#ask(round, context)
    // What the own replica has not yet on its disk it may not vouch for.
    if (this.#replica.isDurable(own)) this.#onQueryReply(round, this.#id, own, context)
    else round.own = own
  }

  #onMessage(from: Address, body: ReplicaMessage, context: Context): void {
    switch (body.type) {
      case 'query': {
        const { life, round } = body
        const held = this.#replica.get(body.key)
        const { tag, value } = held
        const reply: QueryReply = { type: 'query-reply', life, round, tag, value }
        return context.send(from, reply, { early: this.#replica.isDurable(held) })
      }
      case 'update': {
        const held = this.#replica.adopt(body, context)
        const ack = { type: 'update-ack', life: body.life, round: body.round } as Message
        return context.send(from, ack, { early: this.#replica.isDurable(held) })
      }
      case 'query-reply': {
        const round = this.#roundOf(body, 'query')
        if (round !== undefined) this.#onQueryReply(round, from, body, context)
        return
      }
      case 'update-ack': {
        const round = this.#roundOf(body, 'update')
        if (round !== undefined) this.#onHolder(round, from, context)
        return
      }
      case 'compare':
        if (body.digest !== this.#replica.digest) this.#sendPage(from, '', context)
        return
      case 'pull':
        return this.#sendPage(from, body.after, context)
      case 'entries':
        for (const entry of body.entries) this.#replica.adopt(entry, context)
        if (body.next === null) return
        return context.send(from, { type: 'pull', after: body.next } as Message, { early: true })
      default:
        unreachable(body, 'message')
    }
  }

  #roundOf(
    body: { readonly life: number; readonly round: number },
    phase: Round['phase'],
  ): Round | undefined {
    if (body.life !== this.#replica.life) return undefined
    const round = this.#rounds.get(body.round)
    return round?.phase === phase ? round : undefined
  }

  #onQueryReply(round: Round, from: Address, answer: Tagged, context: Context): void {
    round.tags.set(from, answer.tag)
    if (compareTags(answer.tag, round.newest.tag) > 0) {
      round.newest = { tag: answer.tag, value: answer.value }
    }
    if (from === this.#id) round.own = null
    if (round.tags.size < this.#majority) return
    const { operation } = round.request
    if (operation.f === 'write') {
      const tag: Tag = {
        counter: round.newest.tag.counter + 1,
        node: this.#id,
        life: this.#replica.life,
        round: round.number,
      }
      round.newest = { tag, value: operation.value }
    } else {
      const answered = [...round.tags.values()]
      if (!this.mustWriteBack(answered, round.newest.tag)) {
        return this.#finish(round, { status: 'ok', value: round.newest.value }, context)
      }
      for (const [node, tag] of round.tags) {
        if (compareTags(tag, round.newest.tag) === 0) round.holders.add(node)
      }
    }
    this.#beginUpdate(round, context)
  }

  #beginUpdate(round: Round, context: Context): void {
    round.phase = 'update'
    round.own = null
    this.#ask(round, context)
    const held: Held = this.#replica.adopt({ key: round.key, ...round.newest }, context)
    if (this.#replica.isDurable(held)) this.#onHolder(round, this.#id, context)
    else round.own = held
  }

  #onHolder(round: Round, from: Address, context: Context): void {
    round.holders.add(from)
    if (from === this.#id) round.own = null
    if (round.holders.size < this.#majority) return
    const { f } = round.request.operation
    const result: Result =
      f === 'read' ? { status: 'ok', value: round.newest.value } : { status: 'ok' }
    this.#finish(round, result, context)
  }

  /** The own replica takes part like any other: it counts when its disk has caught up. */
  #onStored(position: number, context: Context): void {
    this.#replica.stored(position)
    for (const round of [...this.#rounds.values()]) {
      const own = round.own
      if (own === null || !this.#replica.isDurable(own)) continue
      if (round.phase === 'query') this.#onQueryReply(round, this.#id, own, context)
      else this.#onHolder(round, this.#id, context)
    }
  }

  /** Asks every replica that has not answered in this phase. */
  #ask(round: Round, context: Context): void {
    const { life, lifeIsDurable } = this.#replica
    const { number, key, phase } = round
    const body: Message =
      phase === 'query'
        ? ({ type: 'query', life, round: number, key } as Message)
        : ({ type: 'update', life, round: number, key, ...round.newest } as Update)
    for (const peer of this.#peers) {
      const answered = phase === 'query' ? round.tags.has(peer) : round.holders.has(peer)
      if (!answered) context.send(peer, body, { early: lifeIsDurable })
    }
  }

  #finish(round: Round, result: Result, context: Context): void {
    this.#rounds.delete(round.number)
    // Everything that the answer rests on was acknowledged as durable.
    context.reply(round.request, result, { early: true })
    if (this.#rounds.size === 0) context.clearTimer(RETRANSMIT)
  }

  /** Deadlines count ticks, so that a clock that jumps moves none. */
  #onTick(context: Context): void {
    const { deadlineMs, retransmitMs } = this.#options
    if (this.#rounds.size > 0) context.setTimer(RETRANSMIT, retransmitMs)
    for (const round of [...this.#rounds.values()]) {
      round.ticks++
      if (round.ticks * retransmitMs >= deadlineMs) this.#giveUp(round, context)
      else if (round.ticks > 1) this.#ask(round, context)
    }
  }

  #giveUp(round: Round, context: Context): void {
    const stored = round.phase === 'update' && round.request.operation.f === 'write'
    this.#finish(round, { status: stored ? 'info' : 'fail', error: 'no-quorum' }, context)
  }

  #armCompare(context: Context): void {
    const { compareMs } = this.#options
    if (compareMs > 0) context.setTimer(COMPARE, context.prng.integer(1, 2 * compareMs - 1))
  }

  #onCompare(context: Context): void {
    this.#armCompare(context)
    const body = { type: 'compare', digest: this.#replica.digest } as Message
    for (const peer of this.#peers) context.send(peer, body, { early: true })
  }

  #sendPage(to: Address, after: string, context: Context): void {
    const body = { type: 'entries', ...this.#replica.page(after) } as Message
    context.send(to, body, { early: true })
  }
}
