/**
 * A set of short rows of integers, all of one length: the configurations that a search has been
 * through. One typed array with open addressing; no object an entry.
 *
 * It holds up to a fixed number of bytes and then says that it is full; it forgets nothing.
 */
export class ConfigurationSet {
  readonly #width: number
  readonly #bytesMax: number
  #capacity = 1024
  #rows: Int32Array
  /** 1 where a row is taken. */
  #taken: Uint8Array
  #size = 0

  constructor(width: number, bytesMax: number) {
    this.#width = width
    this.#bytesMax = bytesMax
    this.#rows = new Int32Array(this.#capacity * width)
    this.#taken = new Uint8Array(this.#capacity)
  }

  get size(): number {
    return this.#size
  }

  /** Adds a copy of `row`; says whether it was new, or that there is no room for it. */
  add(row: Int32Array): 'new' | 'known' | 'full' {
    if (this.#size * 10 >= this.#capacity * 7 && !this.#grow()) return 'full'
    const place = this.#find(row, 0)
    if (this.#taken[place] === 1) return 'known'
    this.#taken[place] = 1
    this.#rows.set(row, place * this.#width)
    this.#size++
    return 'new'
  }

  /** Where the row of `source` at `offset` is, or would go. */
  #find(source: Int32Array, offset: number): number {
    const width = this.#width
    const mask = this.#capacity - 1
    let hash = 0
    for (let word = 0; word < width; word++) {
      hash = Math.imul(hash ^ (source[offset + word] as number), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    hash = Math.imul(hash, 0x85ebca6b)
    let place = (hash ^ (hash >>> 13)) & mask
    while (this.#taken[place] === 1) {
      const start = place * width
      let word = 0
      while (word < width && this.#rows[start + word] === source[offset + word]) word++
      if (word === width) break
      place = (place + 1) & mask
    }
    return place
  }

  #grow(): boolean {
    const capacity = this.#capacity * 2
    if (capacity * (this.#width * 4 + 1) > this.#bytesMax) return false
    const rows = this.#rows
    const taken = this.#taken
    const width = this.#width
    const before = this.#capacity
    this.#capacity = capacity
    this.#rows = new Int32Array(capacity * width)
    this.#taken = new Uint8Array(capacity)
    for (let old = 0; old < before; old++) {
      if (taken[old] !== 1) continue
      const place = this.#find(rows, old * width)
      this.#taken[place] = 1
      for (let word = 0; word < width; word++) {
        this.#rows[place * width + word] = rows[old * width + word] as number
      }
    }
    return true
  }
}
