/**
 * The timers of all machines of the process, on one timer of Node's. They run by the machines'
 * own clock: a clock that runs fast fires them early, one that steps leaves them alone.
 */
import { TimerQueue } from '../../core/base/timer-queue.ts'
import type { Address } from '../../core/runtime/machine.ts'
import type { MachineClock } from './clock.ts'

export class MachineTimers {
  readonly #clock: MachineClock
  readonly #fire: (machine: Address, name: string) => void
  readonly #queue = new TimerQueue<Address>()
  #timer: NodeJS.Timeout | null = null
  #soon: NodeJS.Immediate | null = null
  /** When Node's timer fires, by the machines' clock. */
  #timerDueMs = Infinity

  constructor(clock: MachineClock, fire: (machine: Address, name: string) => void) {
    this.#clock = clock
    this.#fire = fire
  }

  set(machine: Address, name: string, afterMs: number): void {
    this.#queue.set(machine, name, this.#clock.timerMs() + afterMs)
  }

  clear(machine: Address, name: string): void {
    this.#queue.clear(machine, name)
  }

  /** Sees to it that the earliest timer fires. To be called after timers were set. */
  arm(): void {
    const dueMs = this.#queue.nextDue()
    // A timer that fires too early finds nothing due and arms the next one: cheaper than
    // arming it anew each time a timer is moved back.
    if (dueMs === undefined || dueMs >= this.#timerDueMs) return
    const waitMs = this.#clock.trueDuration(dueMs - this.#clock.timerMs())
    if (waitMs <= 0) {
      this.#soon ??= setImmediate(() => this.#run())
      return
    }
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerDueMs = dueMs
    this.#timer = setTimeout(() => this.#run(), Math.min(Math.ceil(waitMs), 0x7fff_ffff))
  }

  /** The clock runs at another rate from now on. */
  rearm(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#timerDueMs = Infinity
    this.arm()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#soon) clearImmediate(this.#soon)
    this.#timer = null
    this.#soon = null
    // Nothing is armed again.
    this.#timerDueMs = -Infinity
  }

  #run(): void {
    this.#soon = null
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#timerDueMs = Infinity
    const nowMs = this.#clock.timerMs()
    for (let due = this.#queue.take(nowMs); due; due = this.#queue.take(nowMs)) {
      this.#fire(due.owner, due.name)
      if (this.#timerDueMs === -Infinity) return
    }
    this.arm()
  }
}
