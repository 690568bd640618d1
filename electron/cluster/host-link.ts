/**
 * One living process as its supervisor talks to it: questions with a number, answers that come
 * back under it, and a bound on every wait. A host that does not answer is a fact to report,
 * never a reason to hang.
 */
import type { Answer, FromHost, ToHost } from '../node-host/control.ts'
import type { Exit } from './exit-reason.ts'
import type { HostHandle, SpawnHost } from './spawn-host.ts'
import { within } from './within.ts'

export type Reply = Answer | 'silent' | 'gone'

export interface HostLinkOptions {
  readonly spawn: SpawnHost
  readonly entry: string
  readonly name: string
  /** All that it says; an answer also when nobody waits for it any more. */
  readonly onMessage: (message: FromHost) => void
}

export class HostLink {
  readonly #handle: HostHandle
  readonly #asked = new Map<number, (reply: Reply) => void>()
  #asks = 0
  #exit: Exit | null = null
  readonly exited: Promise<Exit>

  constructor(options: HostLinkOptions) {
    this.#handle = options.spawn({
      entry: options.entry,
      name: options.name,
      onMessage: (message) => {
        options.onMessage(message)
        if (message.kind === 'answer') this.#settle(message.ask, message.value)
      },
    })
    this.exited = this.#handle.exited.then((exit) => {
      this.#exit = exit
      for (const ask of this.#asked.keys()) this.#settle(ask, 'gone')
      return exit
    })
  }

  get pid(): number | undefined {
    return this.#handle.pid
  }

  /** How the process ended; null while it lives. */
  get exit(): Exit | null {
    return this.#exit
  }

  tail(): string {
    return this.#handle.tail()
  }

  post(message: ToHost): boolean {
    return this.#exit === null && this.#handle.post(message)
  }

  kill(signal: NodeJS.Signals): void {
    if (this.#exit === null) this.#handle.kill(signal)
  }

  /**
   * Asks and waits for the answer, at most `withinMs`. `onReply` is called the moment that the
   * answer is heard, before anything that the process said after it.
   */
  ask(
    question: (ask: number) => ToHost,
    withinMs: number,
    onReply?: (reply: Reply) => void,
  ): Promise<Reply> {
    const ask = ++this.#asks
    const answered = new Promise<Reply>((resolve) => {
      this.#asked.set(ask, (reply) => {
        onReply?.(reply)
        resolve(reply)
      })
    })
    if (!this.post(question(ask))) this.#settle(ask, 'gone')
    return within(answered, withinMs, () => {
      this.#asked.delete(ask)
      return 'silent'
    })
  }

  /** Waits for the end of the process; null when it still lives after `withinMs`. */
  gone(withinMs: number): Promise<Exit | null> {
    return within<Exit | null>(this.exited, withinMs, () => null)
  }

  #settle(ask: number, reply: Reply): void {
    this.#asked.get(ask)?.(reply)
    this.#asked.delete(ask)
  }
}
