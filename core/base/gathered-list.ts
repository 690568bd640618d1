/**
 * Lists that are made again and again and are mostly short. Items are gathered in one list that
 * keeps its room, and handed out in a new one of their exact number: a list that grows by itself
 * makes room for many at its second item.
 */

const NONE: readonly never[] = []

export class GatheredList<Item> {
  /** Beyond `#count` there may be items that were handed out before. */
  readonly #room: Item[] = []
  #count = 0

  add(item: Item): void {
    this.#room[this.#count++] = item
  }

  /** All since the last `take`, in order. The list is the caller's to keep. */
  take(): readonly Item[] {
    const count = this.#count
    this.#count = 0
    if (count === 0) return NONE
    if (count === 1) return [this.#room[0] as Item]
    return this.#room.slice(0, count)
  }
}
