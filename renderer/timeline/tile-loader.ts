/**
 * Fetches tiles: few at once, what is on the screen first. Interest is told anew with each move of
 * the view, and what nobody wants any more is never asked for; what is under way already comes in
 * all the same and is kept. A tile that could not be had is asked for again when it is wanted next.
 */
import { BoundedCache } from './bounded-cache.ts'
import type { TileName, WantedTiles } from './tile-grid.ts'

const UNDER_WAY_MAX = 3

export interface TileLoaderOptions<Tile> {
  readonly load: (name: TileName) => Promise<Tile>
  /** In bytes. */
  readonly costOf: (tile: Tile) => number
  readonly costMax: number
  /** The tile that is always kept, once it is there. */
  readonly root: TileName
  /** Told after a tile arrived. */
  readonly arrived: () => void
  readonly failed: (problem: unknown) => void
}

export class TileLoader<Tile> {
  readonly #options: TileLoaderOptions<Tile>
  readonly #cache: BoundedCache<Tile>
  readonly #underWay = new Set<TileName>()
  #queue: TileName[] = []
  #closed = false

  constructor(options: TileLoaderOptions<Tile>) {
    this.#options = options
    this.#cache = new BoundedCache(options.costMax, options.root)
  }

  /** Undefined until it is there. */
  tile(name: TileName): Tile | undefined {
    return this.#cache.peek(name)
  }

  /** How many tiles are asked for or waited for. */
  get pending(): number {
    return this.#queue.length + this.#underWay.size
  }

  want({ visible, near }: WantedTiles): void {
    if (this.#closed) return
    this.#queue = []
    // What is on the screen is touched last: it goes last.
    for (const name of near) this.#cache.touch(name)
    for (const name of visible) this.#cache.touch(name)
    // The root first: until a tile is there, it stands in for every other.
    if (!this.#cache.has(this.#options.root)) this.#queue.push(this.#options.root)
    for (const name of visible) this.#enqueue(name)
    for (const name of near) this.#enqueue(name)
    this.#pump()
  }

  /** Nothing is asked for from now on, and nothing that arrives is told. */
  close(): void {
    this.#closed = true
    this.#queue = []
  }

  #enqueue(name: TileName): void {
    if (this.#cache.has(name) || this.#queue.includes(name)) return
    this.#queue.push(name)
  }

  #pump(): void {
    while (this.#underWay.size < UNDER_WAY_MAX) {
      const name = this.#queue.shift()
      if (name === undefined) return
      if (!this.#underWay.has(name) && !this.#cache.has(name)) void this.#load(name)
    }
  }

  async #load(name: TileName): Promise<void> {
    this.#underWay.add(name)
    try {
      const tile = await this.#options.load(name)
      this.#cache.set(name, tile, this.#options.costOf(tile))
      if (!this.#closed) this.#options.arrived()
    } catch (problem) {
      if (!this.#closed) this.#options.failed(problem)
    } finally {
      this.#underWay.delete(name)
      this.#pump()
    }
  }
}
