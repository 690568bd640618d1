/**
 * Keeps what was used last within a cost; what was not used for longest goes first. One entry may
 * be pinned, and never goes. Pure.
 */
export class BoundedCache<Value> {
  readonly #entries = new Map<number, { readonly value: Value; readonly cost: number }>()
  readonly #costMax: number
  readonly #pinned: number
  #cost = 0

  constructor(costMax: number, pinned: number) {
    this.#costMax = costMax
    this.#pinned = pinned
  }

  get size(): number {
    return this.#entries.size
  }

  get cost(): number {
    return this.#cost
  }

  has(key: number): boolean {
    return this.#entries.has(key)
  }

  /** Does not count as use. */
  peek(key: number): Value | undefined {
    return this.#entries.get(key)?.value
  }

  /** Marks as used now. */
  touch(key: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  set(key: number, value: Value, cost: number): void {
    const before = this.#entries.get(key)
    if (before !== undefined) this.#cost -= before.cost
    this.#entries.delete(key)
    this.#entries.set(key, { value, cost })
    this.#cost += cost
    this.#evict(key)
  }

  #evict(newest: number): void {
    for (const [key, { cost }] of this.#entries) {
      if (this.#cost <= this.#costMax) return
      if (key === newest || key === this.#pinned) continue
      this.#entries.delete(key)
      this.#cost -= cost
    }
  }
}
