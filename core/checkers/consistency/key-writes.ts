/** Where each session wrote each key: finds the last write of a key in a part of a session. */
import type { Access, AccessHistory } from './accesses.ts'

export class KeyWrites {
  /** By key, for each session its writes in their order. */
  readonly #writes = new Map<string, (Access[] | undefined)[]>()

  constructor({ accesses, sessions }: AccessHistory) {
    for (const access of accesses) {
      if (access.kind === 'read') continue
      const bySession =
        this.#writes.get(access.key) ?? new Array<Access[] | undefined>(sessions.length)
      this.#writes.set(access.key, bySession)
      const writes = (bySession[access.session] ??= [])
      writes.push(access)
    }
  }

  /** The last write of `key` among the first `count` accesses of each session that has one. */
  *latest(key: string, count: (session: number) => number): Generator<Access> {
    for (const [session, writes] of this.#writes.get(key)?.entries() ?? []) {
      if (writes === undefined) continue
      const last = lastBelow(writes, count(session))
      if (last !== undefined) yield last
    }
  }
}

/** The last of `writes` whose place is below `place`. */
function lastBelow(writes: readonly Access[], place: number): Access | undefined {
  let low = 0
  let high = writes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((writes[middle] as Access).place < place) low = middle + 1
    else high = middle
  }
  return writes[low - 1]
}
