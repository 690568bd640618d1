/**
 * How much of the log the disk is known to hold. The host speaks of positions, the log of
 * indices; a record that was written and then overwritten counts only up to what it shares
 * with the log that there is now.
 */
/** Confirmed records that are kept before they are forgotten together. */
const FORGET_FROM = 64

export class Durability {
  #index = 0
  #position = 0
  /** What was stored and not yet confirmed, oldest first, from `#head` on. */
  #positions: number[] = []
  #lastIndices: number[] = []
  #head = 0

  /** The log is durable up to here. */
  get index(): number {
    return this.#index
  }

  /** A new life begins with a log that came from the disk. */
  begin(lastIndex: number): void {
    this.#index = lastIndex
  }

  /** The record at `position` makes the log durable up to `lastIndex`. */
  stored(position: number, lastIndex: number): void {
    this.#positions.push(position)
    this.#lastIndices.push(lastIndex)
  }

  /** The entries from `index` on are gone, also from what is still being written. */
  truncated(index: number): void {
    this.#index = Math.min(this.#index, index - 1)
    for (let at = this.#head; at < this.#lastIndices.length; at++) {
      this.#lastIndices[at] = Math.min(this.#lastIndices[at] as number, index - 1)
    }
  }

  /** The disk has reached `position`. */
  reached(position: number): void {
    this.#position = Math.max(this.#position, position)
    while (
      this.#head < this.#positions.length &&
      (this.#positions[this.#head] as number) <= position
    ) {
      this.#index = Math.max(this.#index, this.#lastIndices[this.#head] as number)
      this.#head++
    }
    if (this.#head > FORGET_FROM) this.#forget()
  }

  /** Whether the record at `position` is durable. */
  has(position: number): boolean {
    return position <= this.#position
  }

  #forget(): void {
    this.#positions = this.#positions.slice(this.#head)
    this.#lastIndices = this.#lastIndices.slice(this.#head)
    this.#head = 0
  }
}
