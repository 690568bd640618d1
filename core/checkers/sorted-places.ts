/**
 * Sorts by numbers, in slices, and without an object or a comparison function an item: the
 * sorting of a hundred thousand operations by a comparison would hold a thread for too long.
 */
import { Pace } from './pace.ts'
import type { Sliced } from './property.ts'

/** So many are sorted at once, within a few milliseconds. */
const CHUNK = 16_384

/** The places of `keys` in the order of their keys; places of equal keys keep their order. */
export function* sortedPlaces(keys: Float64Array, pace = new Pace()): Sliced<Int32Array> {
  let from = new Int32Array(keys.length)
  for (let start = 0; start < keys.length; start += CHUNK) {
    const chunk = from.subarray(start, start + CHUNK)
    for (let offset = 0; offset < chunk.length; offset++) chunk[offset] = start + offset
    if (!isSorted(keys, start)) sortChunk(keys, chunk, start)
    if (pace.step(chunk.length)) yield pace.steps
  }
  let to = new Int32Array(keys.length)
  for (let width = CHUNK; width < keys.length; width *= 2) {
    for (let start = 0; start < keys.length; start += 2 * width) {
      const middle = Math.min(start + width, keys.length)
      const end = Math.min(middle + width, keys.length)
      let left = start
      let right = middle
      for (let place = start; place < end; place++) {
        if (pace.step()) yield pace.steps
        const takeLeft =
          left < middle && (right >= end || at(keys, from, left) <= at(keys, from, right))
        to[place] = from[takeLeft ? left++ : right++] as number
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}

function at(keys: Float64Array, places: Int32Array, place: number): number {
  return keys[places[place] as number] as number
}

function isSorted(keys: Float64Array, start: number): boolean {
  const end = Math.min(start + CHUNK, keys.length)
  for (let place = start + 1; place < end; place++) {
    if ((keys[place] as number) < (keys[place - 1] as number)) return false
  }
  return true
}

/** Keys and places packed into one number each, so that the engine's own sort can be used. */
function sortChunk(keys: Float64Array, places: Int32Array, start: number): void {
  const packed = new Float64Array(places.length)
  for (let offset = 0; offset < places.length; offset++) {
    const key = keys[start + offset] as number
    // Beyond this, numbers are not exact any more.
    if (key !== Infinity && Math.abs(key) > Number.MAX_SAFE_INTEGER / CHUNK / 2) {
      places.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)
      return
    }
    packed[offset] = key === Infinity ? LAST + offset : key * CHUNK + offset
  }
  packed.sort()
  for (const [offset, one] of packed.entries()) {
    const place = one >= LAST ? one - LAST : ((one % CHUNK) + CHUNK) % CHUNK
    places[offset] = start + place
  }
}

/** Above every packed key. */
const LAST = Number.MAX_SAFE_INTEGER - CHUNK
