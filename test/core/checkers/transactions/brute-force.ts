/**
 * Whether a small history is serializable, by trying the orders one after the other: it shares
 * nothing with the checker but the notation.
 */
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import type { Micro } from './story.ts'

export type Order = 'none' | 'process' | 'realtime'

/** Whether some order that respects `order` explains every acknowledged transaction. */
export function isSerializable(operations: readonly HistoryOperation[], order: Order): boolean {
  const able = operations.filter(({ outcome }) => outcome !== 'fail')
  const needed = able.filter(({ outcome }) => outcome === 'ok').length
  const used = new Set<HistoryOperation>()
  return goOn(new Map(), 0)

  function goOn(state: ReadonlyMap<string, unknown>, done: number): boolean {
    if (done === needed) return true
    for (const one of able) {
      if (used.has(one) || able.some((other) => mustPrecede(other, one))) continue
      const next = apply(state, one)
      if (next === undefined) continue
      used.add(one)
      if (goOn(next, done + (one.outcome === 'ok' ? 1 : 0))) return true
      used.delete(one)
    }
    return false
  }

  /** Whether `other` has to come first and has not come yet. */
  function mustPrecede(other: HistoryOperation, one: HistoryOperation): boolean {
    if (other === one || other.outcome !== 'ok' || used.has(other)) return false
    if (order === 'none' || other.completedIndex > one.index) return false
    return order === 'realtime' || other.process === one.process
  }
}

/** The state after `one`; `undefined` where it read something else than is there. */
function apply(
  state: ReadonlyMap<string, unknown>,
  { outcome, input, output }: HistoryOperation,
): ReadonlyMap<string, unknown> | undefined {
  const next = new Map(state)
  for (const [f, key, value] of (outcome === 'ok' ? output : input) as readonly Micro[]) {
    const held = next.get(key)
    if (f === 'append') next.set(key, [...((held as readonly unknown[]) ?? []), value])
    else if (f === 'w') next.set(key, value)
    else if (outcome === 'ok' && textOf(held) !== textOf(value)) return undefined
  }
  return next
}

function textOf(value: unknown): string {
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null))
}
