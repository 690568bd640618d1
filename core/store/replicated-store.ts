/**
 * The state machine under a log: commands go in, in the order of the log, and each gives one
 * answer. Two stores that applied the same commands are equal, and so are their digests.
 *
 * It refuses to look at anything but the commands. A command that fails (a mismatch, an
 * overdraft) changes nothing but the session that asked.
 */
import { EMPTY_DIGEST, mixInteger } from '../base/digest.ts'
import { assert } from '../base/assert.ts'
import type { Operation, Result } from '../runtime/machine.ts'
import { KeyValue } from './key-value.ts'
import type { KeyValueData } from './key-value.ts'
import { isOpening, isPair, isTransfer, refuseOperation, sameValue } from './operation.ts'
import { Sessions } from './sessions.ts'
import type { SessionData } from './sessions.ts'

/** What a log carries for the store. */
export interface StoreCommand {
  /** 0 for a client without a session: every copy of its request applies. */
  readonly session: number
  readonly sequence: number
  readonly operation: Operation
}

/** A whole store as JSON data. */
export interface StoreSnapshot {
  readonly values: KeyValueData
  readonly sessions: SessionData
}

const DONE: Result = { status: 'ok' }
const EXPIRED: Result = { status: 'info', error: 'session-expired' }

function fail(error: string): Result {
  return { status: 'fail', error }
}

export class ReplicatedStore {
  readonly #values = new KeyValue()
  readonly #sessions: Sessions

  constructor(sessionLimit?: number) {
    this.#sessions = new Sessions(sessionLimit)
  }

  /** Digest of values and sessions; unsigned 32 bits; costs the same for every size. */
  get digest(): number {
    const values = mixInteger(EMPTY_DIGEST, this.#values.digest)
    return mixInteger(values, this.#sessions.digest) >>> 0
  }

  /** Keys and sessions: what a snapshot costs is in proportion. */
  get size(): number {
    return this.#values.size + this.#sessions.size
  }

  /**
   * Applies the command at `index` of the log. A request that its session has seen already
   * gets the remembered answer and changes nothing. A request of a session that is unknown is
   * not applied either, but an earlier copy of it may have been: the answer is `info`.
   */
  apply(index: number, command: StoreCommand): Result {
    const { session, sequence, operation } = command
    if (operation.f === 'open-session') return this.#open(index)
    if (session === 0) return this.#change(operation)
    const recall = this.#sessions.recall(session, sequence)
    if (recall.known === 'answered') return recall.answer
    if (recall.known === 'forgotten') return EXPIRED
    const answer = this.#change(operation)
    this.#sessions.remember(session, sequence, answer)
    return answer
  }

  /** Answers `read` from what is applied so far: of a key, or of everything without a key. */
  read(operation: Operation): Result {
    assert(operation.f === 'read', `read was asked to ${operation.f}`)
    const { key } = operation
    const value = key === undefined ? this.#values.all() : this.#values.get(key)
    return { status: 'ok', value }
  }

  snapshot(): StoreSnapshot {
    return { values: this.#values.data(), sessions: this.#sessions.data() }
  }

  /** Replaces everything by what `snapshot` once gave. */
  restore(snapshot: StoreSnapshot): void {
    this.#values.replace(snapshot.values)
    this.#sessions.replace(snapshot.sessions)
  }

  #open(index: number): Result {
    this.#sessions.open(index)
    return { status: 'ok', value: index }
  }

  #change(operation: Operation): Result {
    const refusal = refuseOperation(operation)
    if (refusal !== null) return fail(refusal)
    switch (operation.f) {
      case 'read':
        return this.read(operation)
      case 'write':
        this.#values.set(operation.key as string, operation.value)
        return DONE
      case 'cas':
        return this.#compareAndSet(operation.key as string, operation.value)
      case 'transfer':
        return this.#transfer(operation.value)
      default:
        return this.#openAccounts(operation.value)
    }
  }

  #compareAndSet(key: string, pair: unknown): Result {
    assert(isPair(pair), 'cas without a pair')
    const [from, to] = pair
    if (!sameValue(this.#values.get(key), from)) return fail('precondition-failed')
    this.#values.set(key, to)
    return DONE
  }

  #transfer(transfer: unknown): Result {
    assert(isTransfer(transfer), 'a transfer without its fields')
    const { from, to, amount } = transfer
    const source = this.#balance(from)
    if (source === null || this.#balance(to) === null) return fail('no-such-account')
    if (source < amount) return fail('insufficient-funds')
    this.#values.set(from, source - amount)
    this.#values.set(to, (this.#balance(to) as number) + amount)
    return DONE
  }

  #balance(account: string): number | null {
    const balance = this.#values.get(account)
    return typeof balance === 'number' ? balance : null
  }

  #openAccounts(opening: unknown): Result {
    assert(isOpening(opening), 'accounts opened without their names')
    for (const account of opening.accounts) {
      if (!this.#values.has(account)) this.#values.set(account, opening.balance)
    }
    return DONE
  }
}
