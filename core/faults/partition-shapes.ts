/**
 * The shapes of a partition: which pairs of machines can still hear each other. Pure geometry;
 * `partition.ts` makes the cuts.
 *
 * Clients that are not named stay outside of every shape and keep all their links.
 *
 * Where a target does not say enough, the rest is drawn. `Division.named` is the target that says
 * everything: divided by it, the machines fall apart in the same way, and nothing is drawn.
 */
import type { Prng } from '../base/prng.ts'
import type { Address } from '../runtime/machine.ts'
import type { Link, Targets } from './fault.ts'

export const SHAPES = ['halves', 'isolate', 'majorities-ring', 'bridge', 'one-way'] as const
export type Shape = (typeof SHAPES)[number]

/** With fewer nodes the shape would cut nothing. */
export const SHAPE_NODES_MINIMUM: { readonly [shape in Shape]: number } = {
  halves: 2,
  isolate: 2,
  'majorities-ring': 4,
  bridge: 3,
  'one-way': 2,
}

export interface Division {
  readonly cuts: readonly Link[]
  /** For people: `n1 | n2 n3`. */
  readonly told: string
}

export interface DrawnDivision extends Division {
  /** The machines to name, in this order, for the same division without a draw. */
  readonly named: readonly Address[]
}

/** Groups that hear only themselves; a machine in two groups belongs to the first. */
export function divideGroups(groups: readonly (readonly Address[])[]): Division {
  const disjoint = groups
    .map((group, index) =>
      group.filter((name) => !groups.slice(0, index).some((earlier) => earlier.includes(name))),
    )
    .filter((group) => group.length > 0)
  return { cuts: between(disjoint), told: disjoint.map((group) => group.join(' ')).join(' | ') }
}

/**
 * `halves`: the named machines against the other nodes; unnamed, a minority drawn at random.
 * `isolate`: every named machine alone; unnamed, one node drawn at random.
 * `majorities-ring`: the named nodes stand next to each other; then the others, in drawn order.
 * `bridge`: the first named node hears both sides; the sides are filled with the named ones
 * first, then with the others in drawn order.
 * `one-way`: nobody hears the named machines; unnamed, one node drawn at random.
 */
export function divide(shape: Shape, targets: Targets, prng: Prng): DrawnDivision {
  const { nodes: named, all } = targets
  const rest = (side: readonly Address[]): readonly Address[] =>
    all.nodes.filter((node) => !side.includes(node))
  switch (shape) {
    case 'halves': {
      const side = named.length > 0 ? named : drawn(all.nodes, minority(all.nodes), prng)
      return { ...divideGroups([side, rest(side)]), named: side }
    }
    case 'isolate': {
      const alone = named.length > 0 ? named : drawn(all.nodes, 1, prng)
      return { ...divideGroups([...alone.map((name) => [name]), rest(alone)]), named: alone }
    }
    case 'majorities-ring':
      return ring(inDrawnOrder(named, all.nodes, prng))
    case 'bridge': {
      const first = named[0] ?? prng.pick(all.nodes)
      return bridge(first, inDrawnOrder(named.slice(1), rest([first]), prng))
    }
    case 'one-way': {
      const mute = named.length > 0 ? named : drawn(all.nodes, 1, prng)
      const others = rest(mute)
      const cuts = mute.flatMap((from) => others.map((to) => ({ from, to })))
      return { cuts, told: `${mute.join(' ')} -> ${others.join(' ')} cut`, named: mute }
    }
  }
}

/**
 * Everybody hears a majority, nobody hears the same one: the nodes stand in a ring and each
 * keeps just enough neighbours on either side.
 */
function ring(order: readonly Address[]): DrawnDivision {
  const size = order.length
  const reach = Math.ceil(Math.floor(size / 2) / 2)
  const cuts: Link[] = []
  order.forEach((from, position) => {
    order.forEach((to, other) => {
      const apart = Math.abs(position - other)
      if (Math.min(apart, size - apart) > reach) cuts.push({ from, to })
    })
  })
  const told = `ring ${order.join(' ')}, each hears ${reach} on either side`
  return { cuts, told, named: order }
}

/** Two halves that do not hear each other, and one node that hears both. */
function bridge(middle: Address, others: readonly Address[]): DrawnDivision {
  const half = Math.ceil(others.length / 2)
  const sides = [others.slice(0, half), others.slice(half)].filter((side) => side.length > 0)
  return {
    cuts: between(sides),
    told: sides.map((side) => side.join(' ')).join(` | ${middle} | `),
    named: [middle, ...others],
  }
}

/** The named nodes as they were named, then the others as they are drawn; no clients. */
function inDrawnOrder(
  named: readonly Address[],
  nodes: readonly Address[],
  prng: Prng,
): readonly Address[] {
  const first = named.filter((name) => nodes.includes(name))
  return [...first, ...prng.shuffle(nodes.filter((node) => !first.includes(node)))]
}

/** Every link from one group to another, both ways. */
function between(groups: readonly (readonly Address[])[]): readonly Link[] {
  return groups.flatMap((group, index) =>
    groups.flatMap((other, otherIndex) =>
      index === otherIndex ? [] : group.flatMap((from) => other.map((to) => ({ from, to }))),
    ),
  )
}

/** The largest number of nodes whose loss leaves a majority. */
export function minority(nodes: readonly Address[]): number {
  return Math.max(1, Math.floor((nodes.length - 1) / 2))
}

/** `count` of them, in their own order. */
function drawn(nodes: readonly Address[], count: number, prng: Prng): readonly Address[] {
  const chosen = prng.shuffle(nodes).slice(0, count)
  return nodes.filter((node) => chosen.includes(node))
}
