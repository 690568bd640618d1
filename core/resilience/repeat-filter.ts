/**
 * Tells a client's retry from a copy that the network made. A client numbers everything that it
 * sends; a node takes each number of a client once, and none that a later one has overtaken.
 *
 * Without it, a refused request is not over: a copy that arrives later may find the node willing,
 * and take effect after the client was told that it did not. It remembers one number for each
 * client, in memory; a copy that outlives a restart of the node passes.
 */
import type { Address, Request } from '../runtime/machine.ts'

export class RepeatFilter {
  readonly #latest = new Map<Address, number>()

  /** True when `request` is to be ignored. A request without a number never is. */
  isRepeat(request: Request): boolean {
    const { from, attempt } = request
    if (attempt === undefined) return false
    if (attempt <= (this.#latest.get(from) ?? 0)) return true
    this.#latest.set(from, attempt)
    return false
  }
}
