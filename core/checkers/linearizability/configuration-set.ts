/**
 * A set of short rows of integers, all of one length: the configurations that a search has been
 * through. Typed arrays with open addressing; no object an entry.
 *
 * It is made of many small tables, so that none takes long to grow. It holds up to a fixed
 * number of bytes and then says that it is full; it forgets nothing.
 */

/** A power of two. */
const TABLES = 256
const TABLE_CAPACITY_LEAST = 16

export class ConfigurationSet {
  readonly #width: number
  readonly #bytesMax: number
  readonly #tables: (Table | undefined)[] = Array.from({ length: TABLES }, () => undefined)
  #bytes = 0
  #size = 0

  constructor(width: number, bytesMax: number) {
    this.#width = width
    this.#bytesMax = bytesMax
  }

  get size(): number {
    return this.#size
  }

  /** Adds a copy of `row`; says whether it was new, or that there is no room for it. */
  add(row: Int32Array): 'new' | 'known' | 'full' {
    const hash = hashOf(row, 0, this.#width)
    const number = hash & (TABLES - 1)
    let table = this.#tables[number]
    if (table === undefined || table.size * 10 >= table.capacity * 7) {
      const capacity = table === undefined ? TABLE_CAPACITY_LEAST : table.capacity * 2
      const bytes = this.#bytes + (capacity - (table?.capacity ?? 0)) * (this.#width * 4 + 1)
      if (bytes > this.#bytesMax) return 'full'
      this.#bytes = bytes
      table = new Table(this.#width, capacity, table)
      this.#tables[number] = table
    }
    if (!table.add(row, 0, hash)) return 'known'
    this.#size++
    return 'new'
  }
}

class Table {
  readonly capacity: number
  size = 0
  readonly #width: number
  readonly #rows: Int32Array
  /** 1 where a row is taken. */
  readonly #taken: Uint8Array

  /** With everything that `former` holds. */
  constructor(width: number, capacity: number, former: Table | undefined) {
    this.#width = width
    this.capacity = capacity
    this.#rows = new Int32Array(capacity * width)
    this.#taken = new Uint8Array(capacity)
    if (former === undefined) return
    for (let place = 0; place < former.capacity; place++) {
      if (former.#taken[place] !== 1) continue
      this.add(former.#rows, place * width, hashOf(former.#rows, place * width, width))
    }
  }

  /** Adds the row of `source` at `offset`; whether it was new. */
  add(source: Int32Array, offset: number, hash: number): boolean {
    const width = this.#width
    const rows = this.#rows
    const taken = this.#taken
    const mask = this.capacity - 1
    let place = (hash >>> 8) & mask
    while (taken[place] === 1) {
      const start = place * width
      let word = 0
      while (word < width && rows[start + word] === source[offset + word]) word++
      if (word === width) return false
      place = (place + 1) & mask
    }
    taken[place] = 1
    for (let word = 0; word < width; word++) {
      rows[place * width + word] = source[offset + word] as number
    }
    this.size++
    return true
  }
}

function hashOf(source: Int32Array, offset: number, width: number): number {
  let hash = 0
  for (let word = 0; word < width; word++) {
    hash = Math.imul(hash ^ (source[offset + word] as number), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
