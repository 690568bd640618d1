/**
 * How long to wait before trying again: anything between nothing and a bound that doubles with
 * each attempt. Spreading the waits over the whole span keeps clients that failed together from
 * coming back together.
 *
 * Source: Brooker, "Exponential backoff and jitter" (2015), the variant with full jitter.
 */
import type { Prng } from '../base/prng.ts'

export interface Backoff {
  /** Bound of the first wait, whole ms. */
  readonly baseMs: number
  /** Bound of every wait, whole ms. */
  readonly maxMs: number
}

/** Doublings beyond this would only overflow: every bound is far below 2^30 ms. */
const DOUBLINGS_MAX = 30

/** A wait in whole ms; `failures` counts what failed so far, from 1. */
export function backoffMs(backoff: Backoff, failures: number, prng: Prng): number {
  return prng.integer(0, backoffBoundMs(backoff, failures))
}

/** The longest wait that `backoffMs` may give. */
export function backoffBoundMs(backoff: Backoff, failures: number): number {
  let bound = backoff.baseMs
  const doublings = Math.min(failures - 1, DOUBLINGS_MAX)
  for (let doubled = 0; doubled < doublings && bound < backoff.maxMs; doubled++) bound *= 2
  return Math.min(bound, backoff.maxMs)
}
