/**
 * Tasks in lanes: within one lane each waits for the one before it, and lanes do not wait for
 * each other. A task that fails is its caller's business and holds nobody up.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `task` after all that was given to the lane before it; at once where there is nothing. */
  run<Result>(lane: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(lane)
    const running = before === undefined ? task() : before.then(task, task)
    this.#last.set(lane, running)
    const ended = (): void => {
      if (this.#last.get(lane) === running) this.#last.delete(lane)
    }
    running.then(ended, ended)
    return running
  }

  /** Resolves when no lane has anything left, also nothing that was given meanwhile. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values())
  }
}
