/**
 * Which operations of unknown outcome on a register can matter, and until when.
 *
 * A write or cas whose outcome is unknown helps only by making the register hold a value that
 * somebody then observes: an acknowledged read, the expectation of a cas that took effect, or of
 * another unknown cas that itself matters. After the last such observation, and always when
 * there is none, it may be left out: a run that uses it stays a run without it, since the next
 * operation that does not look at the value overwrites it. One thing breaks that argument: a
 * refused cas is content with any value but its own, so it is taken for an observation of all
 * other values.
 *
 * Of many unknown operations that do the same, at most one is of use between two acknowledged
 * ones: a run that uses two can leave out everything from the first up to the second. So no more
 * of a kind are kept than there are acknowledged operations, the earliest of them.
 */
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { RegisterStep } from '../models/register.ts'
import { Pace } from '../../pace.ts'

export function* registerHorizons(calls: readonly Call<RegisterStep>[]): Sliced<Float64Array> {
  const pace = new Pace()
  const observed = new LastObservations()
  let answered = 0
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    if (call.completed === Infinity) continue
    answered++
    const { step } = call
    if (step.kind === 'read') observed.value(step.value, call.completed)
    else if (step.kind === 'cas') observed.value(step.from, call.completed)
    else if (step.kind === 'refused') observed.anyBut(step.from, call.completed)
  }
  observed.followUnknown(calls)
  const kept = new Map<string, number>()
  const horizons = new Float64Array(calls.length).fill(Infinity)
  for (const [place, call] of calls.entries()) {
    if (pace.step()) yield pace.steps
    if (call.completed === Infinity) horizons[place] = horizonOf(call, observed, answered, kept)
  }
  return horizons
}

function horizonOf(
  { step, invoked }: Call<RegisterStep>,
  observed: LastObservations,
  answered: number,
  kept: Map<string, number>,
): number {
  if (step.kind !== 'write' && step.kind !== 'cas') return -1
  const made = step.kind === 'write' ? step.value : step.to
  const horizon = observed.last(made)
  if (horizon < invoked) return -1
  const kind = step.kind === 'write' ? `w${made}` : `c${step.from} ${made}`
  const before = kept.get(kind) ?? 0
  if (before >= answered) return -1
  kept.set(kind, before + 1)
  return horizon
}

/** Until when each value is observed. */
class LastObservations {
  readonly #values = new Map<string, number>()
  /** The last refused cas, and the last one with another expectation than that. */
  #refused: { readonly from: string; readonly at: number } = { from: '', at: -1 }
  readonly #refusedLast = new Map<string, number>()

  value(value: string, at: number): boolean {
    if ((this.#values.get(value) ?? -1) >= at) return false
    this.#values.set(value, at)
    return true
  }

  anyBut(from: string, at: number): void {
    this.#refusedLast.set(from, Math.max(this.#refusedLast.get(from) ?? -1, at))
    if (at > this.#refused.at) this.#refused = { from, at }
  }

  last(value: string): number {
    const direct = this.#values.get(value) ?? -1
    if (this.#refused.from !== value) return Math.max(direct, this.#refused.at)
    let other = direct
    for (const [from, at] of this.#refusedLast) if (from !== value) other = Math.max(other, at)
    return other
  }

  /** An unknown cas observes its expectation for as long as what it makes is observed. */
  followUnknown(calls: readonly Call<RegisterStep>[]): void {
    const byResult = new Map<string, Call<RegisterStep>[]>()
    const queue: string[] = []
    for (const call of calls) {
      if (call.completed < Infinity || call.step.kind !== 'cas') continue
      const made = call.step.to
      const others = byResult.get(made)
      if (others === undefined) {
        byResult.set(made, [call])
        queue.push(made)
      } else others.push(call)
    }
    for (let made = queue.pop(); made !== undefined; made = queue.pop()) {
      const horizon = this.last(made)
      for (const call of byResult.get(made) ?? []) {
        if (call.step.kind !== 'cas' || horizon < call.invoked) continue
        if (this.value(call.step.from, horizon) && byResult.has(call.step.from)) {
          queue.push(call.step.from)
        }
      }
    }
  }
}
