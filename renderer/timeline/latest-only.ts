/**
 * Performs one request at a time. What is asked for meanwhile waits, and only the newest of it: a
 * hand on a slider asks for more than anybody can look at. Pure.
 */
export class LatestOnly<Request> {
  readonly #perform: (request: Request) => Promise<void>
  #waiting: { readonly request: Request } | null = null
  #busy = false

  /** `perform` deals with its own failures. */
  constructor(perform: (request: Request) => Promise<void>) {
    this.#perform = perform
  }

  ask(request: Request): void {
    this.#waiting = { request }
    if (!this.#busy) void this.#run()
  }

  async #run(): Promise<void> {
    this.#busy = true
    while (this.#waiting !== null) {
      const { request } = this.#waiting
      this.#waiting = null
      await this.#perform(request)
    }
    this.#busy = false
  }
}
