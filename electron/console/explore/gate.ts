/**
 * What holds work that can wait: as long as there is one reason, nothing passes. Whoever was let in
 * already finishes what it has in hand.
 */
export class Gate<Reason extends string> {
  readonly #reasons = new Set<Reason>()
  readonly #moved: () => void
  #opened = Promise.withResolvers<undefined>()

  /** `moved` is called when the gate shuts, opens, or is shut for another reason. */
  constructor(moved: () => void) {
    this.#moved = moved
  }

  /** The first of the reasons why it is shut; null where it is open. */
  get shutFor(): Reason | null {
    const [first = null] = this.#reasons
    return first
  }

  hold(reason: Reason, held: boolean): void {
    if (held === this.#reasons.has(reason)) return
    if (held) this.#reasons.add(reason)
    else this.#reasons.delete(reason)
    if (this.shutFor === null) {
      this.#opened.resolve(undefined)
      this.#opened = Promise.withResolvers<undefined>()
    }
    this.#moved()
  }

  /** Resolves once the gate is open, or `signal` has aborted; never rejects. */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.shutFor !== null && !signal.aborted) {
      const given = Promise.withResolvers<undefined>()
      const giveUp = (): void => given.resolve(undefined)
      signal.addEventListener('abort', giveUp, { once: true })
      await Promise.race([this.#opened.promise, given.promise])
      signal.removeEventListener('abort', giveUp)
    }
  }
}
