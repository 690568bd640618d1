/**
 * A client as a machine: it runs a workload against the system and reports a history.
 *
 * It has one operation open at a time. Where the outcome of one stays unknown, its process ends,
 * as in Jepsen, and the client goes on under a new number and, where the system has sessions, in
 * a new session: what is still under way of the old one can then not be mistaken for the new.
 * Process numbers are `index + k * clients`, so no two clients ever share one.
 *
 * What precedes the workload (sessions, set-up) is tried until the system has answered it, and is
 * no part of the history. A client has one life: it keeps nothing on its disk.
 */
import { assert } from '../base/assert.ts'
import type { ReplyMessage } from '../runtime/envelope.ts'
import type { Context, Input, Inspection, Machine, Operation } from '../runtime/machine.ts'
import type { ClientSpec } from '../runtime/spec.ts'
import { clientSettings } from '../workloads/client-settings.ts'
import type { Generator, Workload } from '../workloads/workload.ts'
import { CALL_TIMER, Caller, type Outcome } from './caller.ts'
import { Pacer } from './pacer.ts'
import type { ClientCommand, CompleteReport, InvokeReport, PhaseReport } from './protocol.ts'

/** How a client may behave towards the system, and what the system offers. */
export interface ClientRules {
  readonly sessions: boolean
  readonly retryUnknown: boolean
  readonly operations: readonly string[]
}

export interface ClientOptions {
  readonly spec: ClientSpec
  readonly workload: Workload
  readonly rules: ClientRules
}

type Phase = 'idle' | 'setup' | 'ready' | 'running' | 'final' | 'finished' | 'stopped'

const PACE_TIMER = 'pace'
/** How often a final operation is asked before the client goes on without its answer. */
const FINAL_TRIES_MAX = 4

export class Client implements Machine {
  readonly #options: ClientOptions
  readonly #caller: Caller
  readonly #pacer: Pacer
  #generator: Generator | null = null
  #phase: Phase = 'idle'
  #process: number
  /** null where one has to be opened first. */
  #session: number | null
  #sequence = 0
  #opened = 0
  /** What the caller is at; null between two. */
  #errand: 'session' | 'setup' | 'operation' | null = null
  #operation: Operation | null = null
  /** Set-up or final operations that are still to do. */
  #queue: readonly Operation[] = []
  #tries = 0
  #paceArmed = false
  readonly #counts = { ok: 0, fail: 0, info: 0, stale: 0 }

  constructor(options: ClientOptions) {
    const { spec, rules } = options
    const settings = clientSettings(spec.options)
    this.#options = options
    this.#caller = new Caller(spec.nodes, spec.index, settings)
    this.#pacer = new Pacer(settings, spec.clients)
    this.#process = spec.index
    this.#session = rules.sessions ? null : 0
  }

  handle(input: Input, context: Context): void {
    switch (input.kind) {
      case 'start':
        return this.#start(context)
      case 'command':
        return this.#onCommand(input.command as ClientCommand, context)
      case 'message': {
        const reply = input.body as ReplyMessage
        if (reply.type !== 'reply') return
        if (!this.#caller.awaits(reply)) {
          this.#counts.stale++
          return
        }
        return this.#afterCall(this.#caller.hear(input.from, reply, context), context)
      }
      case 'disconnected':
        return this.#afterCall(this.#caller.disconnected(input.peer, context), context)
      case 'timer':
        if (input.name === CALL_TIMER) return this.#afterCall(this.#caller.wake(context), context)
        this.#paceArmed = false
        return this.#advance(context)
      case 'stored':
      case 'request':
        return
    }
  }

  inspect(): Inspection {
    return {
      role: 'client',
      phase: this.#phase,
      process: this.#process,
      session: this.#session,
      node: this.#caller.node,
      busy: this.#caller.busy,
      attempts: this.#caller.attempts,
      ...this.#counts,
    }
  }

  #start(context: Context): void {
    const { spec, workload, rules } = this.#options
    this.#generator = workload.generator({
      index: spec.index,
      clients: spec.clients,
      options: spec.options,
      prng: context.prng.fork('workload'),
      operations: rules.operations,
    })
  }

  #onCommand(command: ClientCommand, context: Context): void {
    const generator = this.#generator
    assert(generator !== null, 'a command before the start')
    switch (command.type) {
      case 'setup':
        if (this.#phase !== 'idle') return
        this.#phase = 'setup'
        this.#queue = this.#options.spec.index === 0 ? generator.setup() : []
        break
      case 'begin':
        if (this.#phase !== 'ready') return
        this.#phase = 'running'
        this.#pacer.begin(context.now, context.prng)
        break
      case 'final':
        if (this.#phase === 'final' || this.#phase === 'finished') return
        this.#dropUnreported()
        this.#phase = 'final'
        this.#tries = 0
        this.#queue = generator.final()
        break
      case 'stop':
        this.#dropUnreported()
        this.#phase = 'stopped'
        break
      default:
        return
    }
    this.#advance(context)
  }

  /** Whatever is no part of the history may be left off at any moment. */
  #dropUnreported(): void {
    if (this.#errand === null || this.#errand === 'operation') return
    this.#caller.abandon()
    if (this.#errand === 'setup') this.#newSession()
    this.#errand = null
  }

  /** Starts whatever is next, unless something is under way. */
  #advance(context: Context): void {
    if (this.#errand !== null) return
    const phase = this.#phase
    if (phase !== 'setup' && phase !== 'running' && phase !== 'final') return
    const waitMs = this.#pacer.waitMs(context.now, phase === 'running')
    if (waitMs > 0) {
      if (this.#paceArmed) return
      this.#paceArmed = true
      return context.setTimer(PACE_TIMER, waitMs)
    }
    if (this.#session === null) return this.#openSession(context)
    if (phase === 'running') {
      this.#pacer.started(context.now, context.prng)
      return this.#invoke((this.#generator as Generator).next(), context)
    }
    const next = this.#queue[0]
    if (next === undefined) {
      this.#phase = phase === 'setup' ? 'ready' : 'finished'
      const report: PhaseReport = { type: this.#phase as PhaseReport['type'] }
      return context.report(report)
    }
    if (phase === 'final') return this.#invoke(next, context)
    this.#errand = 'setup'
    this.#call(next, false, context)
  }

  #openSession(context: Context): void {
    this.#errand = 'session'
    // Numbered on its own, so that a late answer cannot pass for the answer to a later call.
    const sequence = ++this.#opened
    const operation = { f: 'open-session' }
    this.#caller.begin(
      { operation, session: 0, sequence, bounded: false, repeatable: true },
      context,
    )
  }

  #invoke(operation: Operation, context: Context): void {
    this.#errand = 'operation'
    this.#operation = operation
    context.report(invocation(this.#process, operation))
    this.#call(operation, true, context)
  }

  #call(operation: Operation, bounded: boolean, context: Context): void {
    const session = this.#session as number
    const sequence = ++this.#sequence
    const repeatable = this.#options.rules.retryUnknown || operation.f === 'read' || !bounded
    this.#caller.begin({ operation, session, sequence, bounded, repeatable }, context)
  }

  #afterCall(outcome: Outcome | null, context: Context): void {
    if (outcome === null) return
    const errand = this.#errand
    assert(errand !== null, 'an outcome without an errand')
    this.#errand = null
    const { result } = outcome
    if (errand === 'operation') {
      this.#complete(outcome, context)
    } else if (result.status !== 'ok') {
      this.#pacer.ended(false, context.now, context.prng)
      if (result.status === 'info') this.#newSession()
    } else if (errand === 'session') {
      assert(typeof result.value === 'number', 'a session without a number')
      this.#session = result.value
      this.#sequence = 0
    } else {
      this.#queue = this.#queue.slice(1)
    }
    this.#advance(context)
  }

  #complete(outcome: Outcome, context: Context): void {
    const { result } = outcome
    const operation = this.#operation
    assert(operation !== null, 'a completion without an operation')
    this.#operation = null
    this.#counts[result.status]++
    context.report(completion(this.#process, operation, outcome))
    this.#pacer.ended(outcome.answered, context.now, context.prng)
    this.#generator?.answered?.(operation, result)
    if (result.status === 'info') {
      this.#process += this.#options.spec.clients
      this.#newSession()
    }
    if (this.#phase === 'final') this.#endedInFinal(operation, result.status === 'ok')
  }

  #endedInFinal(operation: Operation, ok: boolean): void {
    // The operation that was open when the final phase began is none of its own.
    if (operation !== this.#queue[0]) return
    this.#tries++
    if (!ok && this.#tries < FINAL_TRIES_MAX) return
    this.#tries = 0
    this.#queue = this.#queue.slice(1)
  }

  #newSession(): void {
    if (this.#options.rules.sessions) this.#session = null
  }
}

// In both, the usual reports are written out: spreading what may be absent costs more than all the
// rest of an operation.

function invocation(process: number, operation: Operation): InvokeReport {
  const { f, key, value } = operation
  if (key === undefined) return { type: 'invoke', process, ...operation }
  if (value === undefined) return { type: 'invoke', process, f, key }
  return { type: 'invoke', process, f, key, value }
}

/** What was asked for stands in the invocation; said again it would double every journal. */
function completion(process: number, { f, key }: Operation, outcome: Outcome): CompleteReport {
  const { result, node, attempts } = outcome
  const type = result.status
  if (key === undefined || type !== 'ok') {
    return {
      type,
      process,
      f,
      ...(key !== undefined && { key }),
      ...(type !== 'ok' && { error: result.error }),
      ...(type === 'ok' && result.value !== undefined && { value: result.value }),
      node,
      attempts,
    }
  }
  const { value } = result
  if (value === undefined) return { type, process, f, key, node, attempts }
  return { type, process, f, key, value, node, attempts }
}
