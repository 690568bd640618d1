/** Time on the wall clock that was worked, without the time that was waited. */
export class Stopwatch {
  #ranMs = 0
  #sinceMs: number | null = null

  get ms(): number {
    const now = this.#sinceMs === null ? 0 : performance.now() - this.#sinceMs
    return Math.round(this.#ranMs + now)
  }

  run(runs: boolean): void {
    if (runs === (this.#sinceMs !== null)) return
    this.#ranMs = this.ms
    this.#sinceMs = runs ? performance.now() : null
  }
}
