/**
 * What waits to leave through a door. It is bounded for a window that reads slowly: summaries are
 * then left out, because the next one says the same and more, and of every other event only the
 * latest is kept until there is room. Answers always go, because each was asked for once; whoever
 * lets calls in looks at `full` first.
 */
import type { EventName, Events } from './contract.ts'
import type { Envelope } from './envelope.ts'
import { encodeFrame } from './frames.ts'

/** `sent` is called once the bytes have left, or never will. */
export type SendBytes = (bytes: Uint8Array<ArrayBuffer>, sent: () => void) => void

export interface OutboxOptions {
  readonly send: SendBytes
  /** How much may wait before the box counts as full, bytes. */
  readonly waitingBytesMax: number
  /** Told when the box was full and no longer is. */
  readonly drained: () => void
}

export class Outbox {
  readonly #options: OutboxOptions
  readonly #later = new Map<EventName, unknown>()
  #waitingBytes = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  get full(): boolean {
    return this.#waitingBytes > this.#options.waitingBytesMax
  }

  event<Name extends EventName>(name: Name, value: Events[Name]): void {
    if (!this.full) this.#send(encodeFrame({ event: name, value }))
    else if (name !== 'room.summary') this.#later.set(name, value)
  }

  answer(id: number, answer: Envelope<unknown>): void {
    this.#send(encodeAnswer(id, answer))
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#waitingBytes += bytes.length
    let left = false
    this.#options.send(bytes, () => {
      if (left) return
      left = true
      const wasFull = this.full
      this.#waitingBytes -= bytes.length
      if (wasFull && !this.full) this.#drain()
    })
  }

  #drain(): void {
    for (const [name, value] of this.#later) {
      if (this.full) return
      this.#later.delete(name)
      this.#send(encodeFrame({ event: name, value }))
    }
    this.#options.drained()
  }
}

/** What cannot be packed is a mistake of a handler: told as such, instead of never answered. */
function encodeAnswer(id: number, answer: Envelope<unknown>): Uint8Array<ArrayBuffer> {
  try {
    return encodeFrame({ id, answer })
  } catch (error) {
    const message = `the answer cannot be sent: ${String(error)}`
    const failure = { code: 'failed', message, definite: false } as const
    return encodeFrame({ id, answer: { ok: false, error: failure } })
  }
}
