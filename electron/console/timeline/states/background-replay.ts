/**
 * Replays the states of a run in short turns on the thread it is made on, so that between two of
 * them that thread hears what it is asked.
 */
import type { ReplayedStates } from './replayed-states.ts'

const TURN_MS = 8

interface Waiting {
  readonly atUs: number
  resolve(reached: boolean): void
  reject(error: unknown): void
  readonly overdue: NodeJS.Timeout
}

export class BackgroundReplay {
  readonly states: ReplayedStates
  #waiting: readonly Waiting[] = []
  #failure: unknown = null

  constructor(states: ReplayedStates) {
    this.states = states
    setImmediate(() => this.#turn())
  }

  /** Whether the states at `atUs` are known, after at most `withinMs`. Rejects where replay failed. */
  reach(atUs: number, withinMs: number): Promise<boolean> {
    if (this.states.reaches(atUs)) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure)
      const overdue = setTimeout(() => {
        this.#waiting = this.#waiting.filter((wait) => wait.overdue !== overdue)
        resolve(false)
      }, withinMs)
      this.#waiting = [...this.#waiting, { atUs, resolve, reject, overdue }]
    })
  }

  /** Goes no further; whoever waits is told why. */
  stop(why: unknown): void {
    this.#failure ??= why
    this.#answer()
  }

  #turn(): void {
    if (this.#failure !== null) return
    try {
      this.states.advance(TURN_MS)
    } catch (error) {
      this.#failure = error
    }
    this.#answer()
    if (!this.states.whole && this.#failure === null) setImmediate(() => this.#turn())
  }

  #answer(): void {
    const failure = this.#failure
    const done = this.#waiting.filter(({ atUs }) => failure !== null || this.states.reaches(atUs))
    this.#waiting = this.#waiting.filter((wait) => !done.includes(wait))
    for (const { overdue, resolve, reject } of done) {
      clearTimeout(overdue)
      if (failure === null) resolve(true)
      else reject(failure)
    }
  }
}
