/** Messages that a link fault holds back, in the order in which they are due. */
import { TimerQueue } from '../../../core/base/timer-queue.ts'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import { HELD_MESSAGES_MAX } from '../limits.ts'

export interface HeldMessage {
  readonly envelope: Envelope
  readonly corrupt: boolean
}

export class HeldMessages {
  readonly #queue = new TimerQueue<HeldMessage>()
  readonly #nowMs: () => number
  readonly #due: (held: HeldMessage) => void
  #timer: NodeJS.Timeout | null = null
  #timerDueMs = Infinity

  /** `nowMs` is true time; `due` gets each message once, when its time has come. */
  constructor(nowMs: () => number, due: (held: HeldMessage) => void) {
    this.#nowMs = nowMs
    this.#due = due
  }

  /** Returns false when too many are held already; the message is then lost. */
  hold(held: HeldMessage, untilMs: number): boolean {
    if (this.#queue.size >= HELD_MESSAGES_MAX) return false
    this.#queue.set(held, '', untilMs)
    this.#arm()
    return true
  }

  clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #arm(): void {
    const dueMs = this.#queue.nextDue()
    if (dueMs === undefined || dueMs >= this.#timerDueMs) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerDueMs = dueMs
    this.#timer = setTimeout(() => this.#release(), Math.ceil(dueMs - this.#nowMs()))
  }

  #release(): void {
    this.#timer = null
    this.#timerDueMs = Infinity
    const nowMs = this.#nowMs()
    for (let due = this.#queue.take(nowMs); due; due = this.#queue.take(nowMs)) {
      this.#queue.clearAll(due.owner)
      this.#due(due.owner)
    }
    this.#arm()
  }
}
