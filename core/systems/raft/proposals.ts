/**
 * Requests whose commands are in the leader's log, by index, until they are applied. When the
 * leader loses its office nobody can tell what becomes of them, and the answer says so.
 */
import type { Context, Request, Result } from '../../runtime/machine.ts'

const LOST: Result = { status: 'info', error: 'leadership-lost' }
const EARLY = { early: true } as const

export class Proposals {
  readonly #requests = new Map<number, Request>()

  get size(): number {
    return this.#requests.size
  }

  add(index: number, request: Request): void {
    this.#requests.set(index, request)
  }

  /** The command at `index` was applied: a quorum holds it, so the answer need not wait. */
  answer(context: Context, index: number, result: Result): void {
    const request = this.#requests.get(index)
    if (request === undefined) return
    this.#requests.delete(index)
    context.reply(request, result, EARLY)
  }

  abandon(context: Context): void {
    for (const request of this.#requests.values()) context.reply(request, LOST, EARLY)
    this.#requests.clear()
  }
}
