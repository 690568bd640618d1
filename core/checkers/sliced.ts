/**
 * What arrays offer at once, in slices: a hundred thousand operations are too many to be gone
 * through, grouped or sorted in one turn. Whoever has many short lists gives all of them the same
 * pace, so that these rest too.
 */
import { Pace } from './pace.ts'
import type { Sliced } from './property.ts'
import { sortedPlaces } from './sorted-places.ts'

/** Does `each` for all items. */
export function* forEach<Item>(
  items: Iterable<Item>,
  each: (item: Item) => void,
  pace = new Pace(),
): Sliced<void> {
  for (const item of items) {
    each(item)
    if (pace.step()) yield pace.steps
  }
}

/** The items of which `holds` is true. */
export function* filtered<Item>(
  items: Iterable<Item>,
  holds: (item: Item) => boolean,
  pace = new Pace(),
): Sliced<readonly Item[]> {
  const kept: Item[] = []
  for (const item of items) {
    if (holds(item)) kept.push(item)
    if (pace.step()) yield pace.steps
  }
  return kept
}

/** The first item of which `holds` is true. */
export function* found<Item>(
  items: Iterable<Item>,
  holds: (item: Item) => boolean,
  pace = new Pace(),
): Sliced<Item | undefined> {
  for (const item of items) {
    if (holds(item)) return item
    if (pace.step()) yield pace.steps
  }
  return undefined
}

/** One number of each item. */
export function* column<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number,
  pace = new Pace(),
): Sliced<Float64Array> {
  const numbers = new Float64Array(items.length)
  for (let place = 0; place < numbers.length; place++) {
    numbers[place] = numberOf(items[place] as Item)
    if (pace.step()) yield pace.steps
  }
  return numbers
}

/** The items in the order of a number of theirs; equal ones keep their order. */
export function* sorted<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number,
  pace = new Pace(),
): Sliced<readonly Item[]> {
  const order = yield* sortedPlaces(yield* column(items, numberOf, pace), pace)
  const list: Item[] = []
  for (const place of order) {
    list.push(items[place] as Item)
    if (pace.step()) yield pace.steps
  }
  return list
}

/** The items by key, in their order; keys in the order in which they are first met. */
export function* grouped<Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
  pace = new Pace(),
): Sliced<ReadonlyMap<Key, readonly Item[]>> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
    if (pace.step()) yield pace.steps
  }
  return groups
}
