/**
 * When the room is told: at a usual pace, and at once when there is news, but never more often
 * than a screen can use.
 */
export interface PaceOptions {
  readonly tell: () => void
  readonly usualMs: number
  /** Between any two. */
  readonly leastMs: number
}

export class Pace {
  readonly #options: PaceOptions
  #timer: NodeJS.Timeout | null = null
  #dueMs = Infinity
  #toldMs = -Infinity
  #stopped = false

  constructor(options: PaceOptions) {
    this.#options = options
  }

  start(): void {
    this.#wait(this.#options.usualMs)
  }

  /** Something happened that people want to see. */
  news(): void {
    const { leastMs } = this.#options
    this.#wait(Math.max(0, this.#toldMs + leastMs - performance.now()))
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #wait(ms: number): void {
    const dueMs = performance.now() + ms
    if (this.#stopped || dueMs >= this.#dueMs) return
    this.#dueMs = dueMs
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#toldMs = performance.now()
      this.#dueMs = Infinity
      this.#wait(this.#options.usualMs)
      this.#options.tell()
    }, ms)
  }
}
