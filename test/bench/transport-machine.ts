/**
 * `n1` plays ball with `n2`, or floods it: as many messages as fit into a window, each burst sent
 * within one turn, and a word back for each burst.
 */
import type { Context, Input, Inspection, Machine, Message } from '../../core/runtime/machine.ts'

export const BURST = 64
const BURSTS_UNDER_WAY = 16
const PAYLOAD = 'x'.repeat(256)

export class Talker implements Machine {
  readonly #id: string
  #balls = 0
  #received = 0

  constructor(id: string) {
    this.#id = id
  }

  handle(input: Input, context: Context): void {
    if (input.kind === 'command') this.#begin(input.command.type, context)
    else if (input.kind === 'message') this.#hear(input.body.type, context)
  }

  inspect(): Inspection {
    return { id: this.#id, balls: this.#balls, received: this.#received }
  }

  #begin(what: string, context: Context): void {
    if (what === 'play') this.#send('ball', context)
    else for (let burst = 0; burst < BURSTS_UNDER_WAY; burst++) this.#burst(context)
  }

  #hear(type: string, context: Context): void {
    if (type === 'ball') {
      this.#balls++
      this.#send('ball', context)
    } else if (type === 'burst taken') this.#burst(context)
    else {
      this.#received++
      if (type === 'last of burst') this.#send('burst taken', context)
    }
  }

  #burst(context: Context): void {
    for (let count = 1; count < BURST; count++) this.#send('one of burst', context)
    this.#send('last of burst', context)
  }

  #send(type: string, context: Context): void {
    const message = { type, payload: PAYLOAD } as Message
    context.send(this.#id === 'n1' ? 'n2' : 'n1', message)
  }
}
