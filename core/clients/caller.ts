/**
 * Carries one request through its attempts until its outcome is known or patience ends. It knows
 * nodes, timeouts and retries; what the request means, and what comes after it, is not its
 * business.
 *
 * The rule that matters: an attempt that got no answer may have taken effect. From then on the
 * request is uncertain, and only an answer to the request itself can settle it; a refusal by
 * another node cannot. A read that got no answer is harmless: it may be sent again, and it may be
 * given up as failed.
 *
 * One timer serves all: it is armed when none is, and looks when it fires how much is left. At
 * thousands of operations a second nearly none of them touches a timer.
 */
import { assert } from '../base/assert.ts'
import { backoffMs, type Backoff } from '../resilience/backoff.ts'
import type { ReplyMessage, RequestMessage } from '../runtime/envelope.ts'
import type { Address, Context, Operation, Result } from '../runtime/machine.ts'
import type { ClientSettings } from '../workloads/client-settings.ts'
import { DISCONNECTED, isWorthTryingElsewhere, SESSION_EXPIRED, TIMED_OUT } from './errors.ts'

export const CALL_TIMER = 'call'

/** Attempts of one request that may follow another without a wait. */
const QUICK_ATTEMPTS_MAX = 3

export interface Errand {
  readonly operation: Operation
  readonly session: number
  readonly sequence: number
  /** Whether it may be given up; otherwise it is tried until the system answers it. */
  readonly bounded: boolean
  /** Whether an attempt may follow one whose outcome is unknown. */
  readonly repeatable: boolean
}

export interface Outcome {
  readonly result: Result
  /** False when patience ended before the system said anything about the request itself. */
  readonly answered: boolean
  /** Who answered it, or was asked last. */
  readonly node: Address
  readonly attempts: number
}

interface Call {
  readonly errand: Errand
  readonly deadlineAt: number
  attempts: number
  quick: number
  uncertain: boolean
  /** Whether an attempt is out; otherwise the call waits to make the next. */
  out: boolean
  /** When the attempt is given up, or the next one is made; on the machine's clock. */
  until: number
}

export class Caller {
  readonly #nodes: readonly Address[]
  readonly #settings: ClientSettings
  readonly #backoff: Backoff
  #node: Address
  /**
   * The node that last left a request without an answer, and has not been heard since. It may
   * only have been slow, or out of reach, and the others may follow it still: suspicion ends.
   */
  #suspect: Address | null = null
  #suspectUntil = 0
  #call: Call | null = null
  /** Attempts of all calls. */
  #sent = 0
  /** When the timer will fire; null while it is not armed. */
  #armedUntil: number | null = null

  constructor(nodes: readonly Address[], first: number, settings: ClientSettings) {
    assert(nodes.length > 0, 'a client without nodes')
    this.#nodes = nodes
    this.#settings = settings
    this.#backoff = { baseMs: settings.backoffMs, maxMs: settings.backoffMaxMs }
    this.#node = nodes[first % nodes.length] as Address
  }

  get busy(): boolean {
    return this.#call !== null
  }

  /** The node that is asked, or will be. */
  get node(): Address {
    return this.#node
  }

  get attempts(): number {
    return this.#call?.attempts ?? 0
  }

  /** Sends the first attempt. */
  begin(errand: Errand, context: Context): void {
    assert(this.#call === null, 'a caller has one call at a time')
    this.#call = {
      errand,
      deadlineAt: context.now + this.#settings.deadlineMs,
      attempts: 0,
      quick: 0,
      uncertain: false,
      out: false,
      until: 0,
    }
    this.#send(this.#call, context)
  }

  /** Forgets the call; a late answer to it is stale. */
  abandon(): void {
    this.#call = null
  }

  /** Whether `reply` belongs to the call that is under way. */
  awaits(reply: ReplyMessage): boolean {
    const errand = this.#call?.errand
    return reply.sequence === errand?.sequence && reply.session === errand.session
  }

  /** An answer that `awaits` confirmed. Returns the outcome when it ends the call. */
  hear(from: Address, reply: ReplyMessage, context: Context): Outcome | null {
    const call = this.#call
    assert(call !== null, 'heard an answer without a call')
    const { result, attempt } = reply
    // Of an attempt that was given up before, a refusal says nothing about the latest.
    const late = !call.out || from !== this.#node || (attempt ?? this.#sent) !== this.#sent
    if (from === this.#suspect) this.#suspect = null
    if (result.status === 'fail' && isWorthTryingElsewhere(result.error)) {
      return late ? null : this.#refused(call, result, context)
    }
    if (result.status === 'info' && result.error !== SESSION_EXPIRED) {
      return late ? null : this.#lost(call, result.error, false, context)
    }
    this.#node = from
    return this.#end(call, result, true)
  }

  /** The connection to `peer` was closed. */
  disconnected(peer: Address, context: Context): Outcome | null {
    if (peer !== this.#node) return null
    const call = this.#call
    if (call?.out === true) return this.#lost(call, DISCONNECTED, true, context)
    this.#suspectNode(peer, context)
    this.#node = this.#next(context)
    return null
  }

  /** `CALL_TIMER` fired. */
  wake(context: Context): Outcome | null {
    this.#armedUntil = null
    const call = this.#call
    if (call === null) return null
    const left = call.until - context.now
    const waitMax = Math.max(this.#settings.attemptMs, this.#settings.backoffMaxMs)
    if (left > waitMax) {
      // The clock was set back: what was left cannot be told, so it is taken as used up.
      call.until = context.now
    } else if (left > 0) {
      this.#arm(call.until, context)
      return null
    }
    if (call.out) return this.#lost(call, TIMED_OUT, false, context)
    this.#send(call, context)
    return null
  }

  #send(call: Call, context: Context): void {
    const { errand, deadlineAt } = call
    const timeoutAt = context.now + this.#settings.attemptMs
    call.attempts++
    call.out = true
    call.until = errand.bounded ? Math.min(timeoutAt, deadlineAt) : timeoutAt
    const { session, sequence, operation } = errand
    const attempt = ++this.#sent
    const message: RequestMessage = { type: 'request', session, sequence, attempt, operation }
    context.send(this.#node, message, { early: true })
    this.#arm(call.until, context)
  }

  /** The node said that nothing happened there. */
  #refused(
    call: Call,
    result: Result & { readonly status: 'fail' },
    context: Context,
  ): Outcome | null {
    call.out = false
    this.#forgive(context)
    const hint = result.leader
    if (hint !== undefined && hint !== this.#node && hint !== this.#suspect) {
      return this.#again(call, hint, { error: result.error, quick: true }, context)
    }
    return this.#again(call, this.#next(context), { error: result.error, quick: false }, context)
  }

  /** Nobody knows what became of the attempt. */
  #lost(call: Call, error: string, quick: boolean, context: Context): Outcome | null {
    call.out = false
    call.uncertain = true
    this.#suspectNode(this.#node, context)
    const next = this.#next(context)
    if (call.errand.repeatable) return this.#again(call, next, { error, quick }, context)
    const outcome = this.#giveUp(call, error)
    this.#node = next
    return outcome
  }

  /** Tries `node` next, at once or after a wait, or gives up where patience has ended. */
  #again(
    call: Call,
    node: Address,
    why: { readonly error: string; readonly quick: boolean },
    context: Context,
  ): Outcome | null {
    const { errand } = call
    let waitMs = 0
    if (why.quick && call.quick < QUICK_ATTEMPTS_MAX) call.quick++
    else waitMs = backoffMs(this.#backoff, call.attempts, context.prng)
    const late = context.now + waitMs >= call.deadlineAt
    if (errand.bounded && (late || call.attempts >= this.#settings.attemptsMax)) {
      const outcome = this.#giveUp(call, why.error)
      this.#node = node
      return outcome
    }
    this.#node = node
    if (waitMs === 0) {
      this.#send(call, context)
    } else {
      call.until = context.now + waitMs
      this.#arm(call.until, context)
    }
    return null
  }

  #giveUp(call: Call, error: string): Outcome {
    const harmless = call.errand.operation.f === 'read' || !call.uncertain
    return this.#end(call, { status: harmless ? 'fail' : 'info', error }, false)
  }

  #end(call: Call, result: Result, answered: boolean): Outcome {
    this.#call = null
    return { result, answered, node: this.#node, attempts: call.attempts }
  }

  #suspectNode(node: Address, context: Context): void {
    this.#suspect = node
    this.#suspectUntil = context.now + this.#settings.attemptMs
  }

  /** Ends a suspicion that is old, or that a clock set back would keep for ever. */
  #forgive(context: Context): void {
    const left = this.#suspectUntil - context.now
    if (left <= 0 || left > this.#settings.attemptMs) this.#suspect = null
  }

  /** The node after the current one, without the suspect where there is another. */
  #next(context: Context): Address {
    this.#forgive(context)
    const at = this.#nodes.indexOf(this.#node)
    const count = this.#nodes.length
    const next = this.#nodes[(at + 1) % count] as Address
    return next === this.#suspect ? (this.#nodes[(at + 2) % count] as Address) : next
  }

  #arm(at: number, context: Context): void {
    if (this.#armedUntil !== null && this.#armedUntil <= at) return
    this.#armedUntil = at
    context.setTimer(CALL_TIMER, Math.max(0, at - context.now))
  }
}
