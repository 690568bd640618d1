/** Sorts places into numbered buckets in linear time, for rows of flat arrays. */
import type { Effort } from '../effort.ts'

export interface Buckets {
  /** Where a bucket begins in `places`; one entry more than there are buckets. */
  readonly first: Int32Array
  /** The places, bucket by bucket, in their own order within each. */
  readonly places: Int32Array
}

/** `bucketOf` says for each place its bucket, from 0 to `buckets - 1`; below 0 for none. */
export function* sortIntoBuckets(
  buckets: number,
  bucketOf: ArrayLike<number>,
  effort: Effort,
): Generator<number, Buckets, void> {
  const first = new Int32Array(buckets + 1)
  for (let place = 0; place < bucketOf.length; place++) {
    const bucket = bucketOf[place] as number
    if (bucket >= 0) first[bucket + 1] = (first[bucket + 1] as number) + 1
    if (effort.spend(1)) yield effort.steps
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    if (effort.rest(bucket)) yield effort.steps
    first[bucket + 1] = (first[bucket + 1] as number) + (first[bucket] as number)
  }
  const next = first.slice(0, buckets)
  const places = new Int32Array(first[buckets] as number)
  for (let place = 0; place < bucketOf.length; place++) {
    const bucket = bucketOf[place] as number
    if (effort.spend(1)) yield effort.steps
    if (bucket < 0) continue
    const at = next[bucket] as number
    places[at] = place
    next[bucket] = at + 1
  }
  return { first, places }
}
