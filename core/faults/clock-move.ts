/** What the faults have in common that move a clock by an amount. */
import type { Fault } from './fault.ts'
import { effectOf, signedSpan } from './measured.ts'

/** The schema of `byMs`: how far, within a day either way. */
export function amountMs(defaultMs: number, description: string) {
  return {
    type: 'integer',
    minimum: -86_400_000,
    maximum: 86_400_000,
    default: defaultMs,
    description: `${description}; negative is back`,
  } as const
}

/** @param moved what the clock did, in words that an amount follows */
export function movedBy(moved: string): Fault['effect'] {
  return ({ clockMovedMs }) =>
    effectOf(
      [clockMovedMs !== undefined && `clock ${moved} ${signedSpan(clockMovedMs)}`],
      'no clock was seen to move',
    )
}
