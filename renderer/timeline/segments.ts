/**
 * What is drawn of which tile: the view from left to right, each stretch with the finest tile that
 * is there. A tile that is still on its way is stood in for by the nearest one above it. The list
 * is filled anew for each frame without making objects.
 */
import type { TimelineWindow } from '../../electron/ipc/shapes/timeline.ts'
import type { TimeScale } from './time-scale.ts'
import { levelFor, levelOf, parentOf, tileFromUs, tileName, tileToUs } from './tile-grid.ts'

export interface Segment {
  tile: TimelineWindow
  /** The stretch of the view that it covers, half open. */
  fromUs: number
  toUs: number
  /** The last one also draws messages that arrive after it. */
  last: boolean
}

export interface TileSource {
  tile(name: number): TimelineWindow | undefined
}

export class SegmentList {
  readonly #pool: Segment[] = []
  #length = 0
  /** Whether some stretch is shown coarser than it should be, or not at all. */
  incomplete = true

  get length(): number {
    return this.#length
  }

  at(place: number): Segment {
    const segment = this.#pool[place]
    if (segment === undefined || place >= this.#length) throw new RangeError('no such segment')
    return segment
  }

  fill(source: TileSource, scale: TimeScale, rootLevel: number): void {
    this.#length = 0
    this.incomplete = false
    const level = levelFor(scale)
    const spanUs = 2 ** level
    let place = Math.floor(scale.fromUs / spanUs)
    for (; place * spanUs < scale.toUs; place++) {
      const name = tileName(level, place)
      const tile = this.#nearest(source, name, rootLevel)
      const fromUs = Math.max(scale.fromUs, tileFromUs(name))
      if (tile !== undefined) this.#add(tile, fromUs, Math.min(scale.toUs, tileToUs(name)))
    }
    const last = this.#pool[this.#length - 1]
    if (this.#length > 0 && last !== undefined) last.last = true
  }

  #nearest(source: TileSource, wanted: number, rootLevel: number): TimelineWindow | undefined {
    const exact = source.tile(wanted)
    if (exact !== undefined) return exact
    this.incomplete = true
    let name = wanted
    while (levelOf(name) < rootLevel) {
      name = parentOf(name)
      const tile = source.tile(name)
      if (tile !== undefined) return tile
    }
    return undefined
  }

  #add(tile: TimelineWindow, fromUs: number, toUs: number): void {
    const before = this.#pool[this.#length - 1]
    if (this.#length > 0 && before?.tile === tile) {
      before.toUs = toUs
      return
    }
    const pooled = this.#pool[this.#length]
    if (pooled === undefined) this.#pool.push({ tile, fromUs, toUs, last: false })
    else {
      pooled.tile = tile
      pooled.fromUs = fromUs
      pooled.toUs = toUs
      pooled.last = false
    }
    this.#length++
  }
}
