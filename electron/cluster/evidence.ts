/**
 * Adding up what faults did. Zeros are absent, so that two sums of nothing are equal. Of clocks
 * the one that moved farthest counts: the sum over several would say nothing.
 */
import type { Evidence } from '../../core/faults/action.ts'

/** Evidence by the fault that it belongs to. */
export type EvidenceByFault = { readonly [fault: string]: Evidence }

export function addEvidence(left: Evidence, right: Evidence): Evidence {
  const sum: Record<string, number> = {}
  for (const part of [left, right]) {
    for (const [field, value] of Object.entries(part)) {
      if (typeof value !== 'number') continue
      const before = sum[field] ?? 0
      sum[field] = field === 'clockMovedMs' ? farther(before, value) : before + value
    }
  }
  return Object.fromEntries(Object.entries(sum).filter(([, value]) => value !== 0))
}

function farther(left: number, right: number): number {
  return Math.abs(right) > Math.abs(left) ? right : left
}

/** Faults in order of their names. */
export function sumEvidence(parts: readonly EvidenceByFault[]): EvidenceByFault {
  const sum = new Map<string, Evidence>()
  for (const part of parts) {
    for (const [fault, evidence] of Object.entries(part)) {
      sum.set(fault, addEvidence(sum.get(fault) ?? {}, evidence))
    }
  }
  return Object.fromEntries([...sum].sort(([left], [right]) => (left < right ? -1 : 1)))
}
