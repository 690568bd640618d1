/** The next of something from where one stands. Pure. */

export type Direction = 'forward' | 'backward'

interface Placed {
  readonly atUs: number
}

/** Nearer than this counts as where one already is: a jump must move. */
const HERE_US = 1

/** The nearest item strictly after (before) `atUs`; null where there is none. */
export function nextOf<Item extends Placed>(
  items: readonly Item[],
  atUs: number,
  direction: Direction,
): Item | null {
  const sign = direction === 'forward' ? 1 : -1
  return nearest(
    items.filter((item) => (item.atUs - atUs) * sign >= HERE_US),
    sign,
  )
}

/** As `nextOf`, and round the end to the other one. */
export function nextAround<Item extends Placed>(
  items: readonly Item[],
  atUs: number,
  direction: Direction,
): Item | null {
  return nextOf(items, atUs, direction) ?? nearest(items, direction === 'forward' ? 1 : -1)
}

/** The one that comes first in the direction. */
function nearest<Item extends Placed>(items: readonly Item[], sign: 1 | -1): Item | null {
  let best: Item | null = null
  for (const item of items) {
    if (best === null || (item.atUs - best.atUs) * sign < 0) best = item
  }
  return best
}
