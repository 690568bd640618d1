/**
 * Performs one request at a time. What is asked for meanwhile waits, and only the newest of it: a
 * hand on a slider asks for more than anybody can look at. Pure.
 */
export class LatestOnly<Request> {
  readonly #perform: (request: Request) => Promise<void>
  #waiting: { readonly request: Request } | null = null
  #performing: Promise<void> | null = null

  /** `perform` deals with its own failures. */
  constructor(perform: (request: Request) => Promise<void>) {
    this.#perform = perform
  }

  /** Something newer waits: what is under way is of no use any more. */
  get overtaken(): boolean {
    return this.#waiting !== null
  }

  /** Resolves when nothing is under way and nothing waits. */
  ask(request: Request): Promise<void> {
    this.#waiting = { request }
    this.#performing ??= this.#run()
    return this.#performing
  }

  async #run(): Promise<void> {
    while (this.#waiting !== null) {
      const { request } = this.#waiting
      this.#waiting = null
      await this.#perform(request)
    }
    this.#performing = null
  }
}
