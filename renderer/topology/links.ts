/**
 * The links of the topology: one for each pair of machines, with what is done to either direction.
 * Pure.
 */
import type { RoomFault, RoomLink } from '../../electron/ipc/shapes/room.ts'

export type LinkRule = RoomLink['rule']

/** `from` comes before `to` in the order of machines, so that a pair has one name. */
export interface Pair {
  readonly key: string
  readonly from: string
  readonly to: string
}

/** Rules that stand on each direction, by `from to`; the worst where there are several. */
export type LinkRules = ReadonlyMap<string, LinkRule>

/** Worst first. */
const RULES: readonly LinkRule[] = [
  'cut',
  'loss',
  'corrupt',
  'reset',
  'throttle',
  'delay',
  'reorder',
  'duplicate',
]

/** n2 before n10, nodes before clients. */
export function compareMachines(left: string, right: string): number {
  if (left[0] !== right[0]) return left.startsWith('n') ? -1 : 1
  return Number(left.slice(1)) - Number(right.slice(1))
}

export function pairOf(one: string, other: string): Pair {
  const [from, to] = compareMachines(one, other) <= 0 ? [one, other] : [other, one]
  return { key: `${from} ${to}`, from, to }
}

export function pairsWithin(machines: readonly string[]): readonly Pair[] {
  return machines.flatMap((from, index) => machines.slice(index + 1).map((to) => pairOf(from, to)))
}

export function standingRules(faults: readonly RoomFault[]): LinkRules {
  const rules = new Map<string, LinkRule>()
  for (const { undoneAtMs, links } of faults) {
    if (undoneAtMs !== null) continue
    for (const { from, to, rule } of links) {
      const key = `${from} ${to}`
      const standing = rules.get(key)
      if (standing === undefined || RULES.indexOf(rule) < RULES.indexOf(standing)) {
        rules.set(key, rule)
      }
    }
  }
  return rules
}

/** The pairs to draw: all between nodes, and those of clients that something is done to. */
export function drawnPairs(
  nodes: readonly string[],
  rules: LinkRules,
  chosen: readonly Pair[],
): readonly Pair[] {
  const pairs = new Map(pairsWithin(nodes).map((pair) => [pair.key, pair]))
  for (const key of rules.keys()) {
    const [from, to] = key.split(' ')
    if (from === undefined || to === undefined) continue
    const pair = pairOf(from, to)
    pairs.set(pair.key, pair)
  }
  for (const pair of chosen) pairs.set(pair.key, pair)
  return [...pairs.values()]
}
