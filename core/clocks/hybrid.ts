/**
 * Hybrid logical clock: close to physical time, yet it never runs against causality.
 * Source: Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical Physical Clocks" (OPODIS 2014),
 * figure 5.
 */

/** Physical part in ms, and a counter that orders events within it. */
export interface HybridTime {
  readonly wallMs: number
  readonly counter: number
}

export const HYBRID_ZERO: HybridTime = { wallMs: 0, counter: 0 }

/** The time of a local event or a send, given the clock's last time and the physical `nowMs`. */
export function hybridLocal(last: HybridTime, nowMs: number): HybridTime {
  if (nowMs > last.wallMs) return { wallMs: nowMs, counter: 0 }
  return { wallMs: last.wallMs, counter: last.counter + 1 }
}

/** The time of a receipt, given also the time that the message carries. */
export function hybridReceive(last: HybridTime, sent: HybridTime, nowMs: number): HybridTime {
  const wallMs = Math.max(last.wallMs, sent.wallMs, nowMs)
  if (wallMs === last.wallMs && wallMs === sent.wallMs) {
    return { wallMs, counter: Math.max(last.counter, sent.counter) + 1 }
  }
  if (wallMs === last.wallMs) return { wallMs, counter: last.counter + 1 }
  if (wallMs === sent.wallMs) return { wallMs, counter: sent.counter + 1 }
  return { wallMs, counter: 0 }
}

/** Total order; negative when `left` is earlier. */
export function hybridCompare(left: HybridTime, right: HybridTime): number {
  return left.wallMs - right.wallMs || left.counter - right.counter
}
