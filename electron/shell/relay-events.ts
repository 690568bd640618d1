/**
 * Events of the console to the page. While the page hangs, summaries are left out and of every
 * other event the latest is kept, so that nothing grows.
 */
export type SendEvent = (name: string, event: unknown) => void

export class EventRelay {
  readonly #send: SendEvent
  readonly #later = new Map<string, unknown>()
  #held = false

  constructor(send: SendEvent) {
    this.#send = send
  }

  tell(name: string, event: unknown): void {
    if (!this.#held) this.#send(name, event)
    else if (name !== 'room.summary') this.#later.set(name, event)
  }

  hold(held: boolean): void {
    this.#held = held
    if (held) return
    for (const [name, event] of this.#later) this.#send(name, event)
    this.#later.clear()
  }
}
