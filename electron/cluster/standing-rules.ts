/**
 * What a process must obey for as long as it stands, also in its next life: a cut link is cut
 * for a restarted node too, and a wrong clock does not come right because a process restarted.
 */
import type { Order } from '../node-host/control.ts'

/** Orders under this name are the supervisor's own doing; their evidence is no fault's. */
export const OWN_DOING = 'faultline/restore'

export class StandingRules {
  #orders: Order[] = []
  #clockOffsetMs = 0

  get size(): number {
    return this.#orders.length
  }

  /** How far the process's clock is from the truth: as last heard, and what was ordered since. */
  get clockOffsetMs(): number {
    return Math.round(this.#clockOffsetMs)
  }

  list(): readonly Order[] {
    return this.#orders
  }

  /** Keeps a rule that is installed under its action's `id`. */
  keep(order: Order): void {
    this.#orders.push(order)
  }

  /** Takes back a rule that the process did not obey. */
  drop(order: Order): void {
    this.#orders = this.#orders.filter((kept) => kept !== order)
  }

  /** Forgets the rules that were installed under `id`; returns how many. */
  lift(id: string): number {
    const before = this.#orders.length
    this.#orders = this.#orders.filter((order) => ruleId(order) !== id)
    return before - this.#orders.length
  }

  /** The orders that lift all rules, one for each id, each under the fault that installed it. */
  lifts(): readonly Order[] {
    const faults = new Map(this.#orders.map((order) => [ruleId(order), order.fault]))
    return [...faults].map(([id, fault]) => ({ fault, action: { kind: 'lift', id } }))
  }

  clockStepped(byMs: number): void {
    this.#clockOffsetMs += byMs
  }

  clockHeard(offsetMs: number): void {
    this.#clockOffsetMs = offsetMs
  }

  /** Forgets everything, the offset of the clock too. */
  clear(): void {
    this.#orders = []
    this.#clockOffsetMs = 0
  }

  /** What the next life is told at its birth: how wrong its clock is, and its rules. */
  forBoot(machine: string): readonly Order[] {
    const byMs = this.clockOffsetMs
    if (byMs === 0) return [...this.#orders]
    return [
      { fault: OWN_DOING, action: { kind: 'clock-step', node: machine, byMs } },
      ...this.#orders,
    ]
  }
}

function ruleId(order: Order): string {
  return 'id' in order.action ? order.action.id : ''
}
