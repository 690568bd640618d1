/** The moment that an address leads to. Pure. */

/** `at` of the address, microseconds since the run began; null where it says none. */
export function momentOf(at: unknown): number | null {
  if (typeof at !== 'string' || !/^[0-9]{1,13}$/.test(at)) return null
  return Number(at)
}
