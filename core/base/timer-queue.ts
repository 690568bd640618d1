/**
 * Named timers of several owners in one queue, ordered by due time and then by the order in
 * which they were set. Setting an armed timer moves it. It has no clock: the caller says what
 * time it is, in any unit.
 *
 * A binary heap with lazy removal: a cleared or moved entry stays in the heap until its old
 * time comes, and is then thrown away; the heap is rebuilt when most of it is dead.
 */

interface Entry<Owner> {
  readonly owner: Owner
  readonly name: string
  readonly due: number
  readonly order: number
  live: boolean
}

export interface DueTimer<Owner> {
  readonly owner: Owner
  readonly name: string
  readonly due: number
}

/** Below this size the heap is never rebuilt. */
const REBUILD_FROM = 1024

export class TimerQueue<Owner> {
  #heap: Entry<Owner>[] = []
  /**
   * The latest timer of each name, also when it is over: an owner has few names, which come again,
   * and a map from which they are taken each time makes itself anew again and again.
   */
  readonly #named = new Map<Owner, Map<string, Entry<Owner>>>()
  #live = 0
  #order = 0

  /** How many timers are armed. */
  get size(): number {
    return this.#live
  }

  set(owner: Owner, name: string, due: number): void {
    this.clear(owner, name)
    const entry = { owner, name, due, order: this.#order++, live: true }
    let names = this.#named.get(owner)
    if (!names) this.#named.set(owner, (names = new Map()))
    names.set(name, entry)
    this.#live++
    this.#push(entry)
  }

  clear(owner: Owner, name: string): void {
    const entry = this.#named.get(owner)?.get(name)
    if (!entry?.live) return
    entry.live = false
    this.#live--
    if (this.#heap.length > REBUILD_FROM && this.#live * 4 < this.#heap.length) this.#rebuild()
  }

  /** Forgets `owner` and every timer of it; to be called where it does not come again. */
  clearAll(owner: Owner): void {
    for (const name of this.#named.get(owner)?.keys() ?? []) this.clear(owner, name)
    this.#named.delete(owner)
  }

  /** When the earliest armed timer is due; `undefined` when none is armed. */
  nextDue(): number | undefined {
    this.#dropDead()
    return this.#heap[0]?.due
  }

  /** Takes the earliest timer that is due at `now`, if there is one. */
  take(now: number): DueTimer<Owner> | undefined {
    this.#dropDead()
    const first = this.#heap[0]
    if (!first || first.due > now) return undefined
    this.#pop()
    first.live = false
    this.#live--
    return first
  }

  #dropDead(): void {
    while (this.#heap.length > 0 && !(this.#heap[0] as Entry<Owner>).live) this.#pop()
  }

  #rebuild(): void {
    const live = this.#heap.filter((entry) => entry.live)
    this.#heap = []
    for (const entry of live) this.#push(entry)
  }

  #push(entry: Entry<Owner>): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(entry)
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent] as Entry<Owner>
      if (!before(entry, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Entry<Owner>
    if (heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      const right = heap[child + 1]
      if (right && before(right, heap[child] as Entry<Owner>)) child++
      const below = heap[child] as Entry<Owner>
      if (!before(below, last)) break
      heap[index] = below
      index = child
    }
    heap[index] = last
  }
}

function before<Owner>(left: Entry<Owner>, right: Entry<Owner>): boolean {
  return left.due < right.due || (left.due === right.due && left.order < right.order)
}
