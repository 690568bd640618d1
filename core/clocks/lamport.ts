/**
 * Lamport's logical clock: one number that grows along every chain of cause and effect. An event
 * with a lower number cannot have been caused by one with a higher; the converse says nothing.
 * Source: Lamport, "Time, clocks, and the ordering of events in a distributed system" (CACM 1978).
 */

/** The time of a local event or a send, given the time of the event before it; 0 for none. */
export function lamportLocal(last: number): number {
  return last + 1
}

/** The time of a receipt, given also the time that the message carries. */
export function lamportReceive(last: number, sent: number): number {
  return Math.max(last, sent) + 1
}

/** Total order of events of different machines: by time, then by name. */
export function lamportCompare(
  left: { readonly time: number; readonly machine: string },
  right: { readonly time: number; readonly machine: string },
): number {
  if (left.time !== right.time) return left.time - right.time
  return left.machine < right.machine ? -1 : left.machine > right.machine ? 1 : 0
}
