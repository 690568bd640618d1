/** What a person picked in the topology, and what a fault that is injected then aims at. Pure. */
import type { CatalogueFault } from '../../electron/ipc/shapes/app.ts'
import type { ChosenLink } from './cutting-stroke.ts'
import { linkTargets } from './fault-target.ts'
import { compareMachines, pairOf, pairsWithin, type Pair } from './links.ts'

export interface Selection {
  /** In the order of machines. */
  readonly machines: readonly string[]
  readonly links: readonly ChosenLink[]
}

export const NOTHING: Selection = { machines: [], links: [] }

export function isEmpty({ machines, links }: Selection): boolean {
  return machines.length === 0 && links.length === 0
}

/** Picks a machine alone, or adds it to what is picked, or takes it out again. */
export function pickMachine(selection: Selection, name: string, add: boolean): Selection {
  if (!add) return { machines: [name], links: [] }
  const machines = selection.machines.includes(name)
    ? selection.machines.filter((other) => other !== name)
    : [...selection.machines, name].sort(compareMachines)
  return { ...selection, machines }
}

export function pickLink(selection: Selection, pair: Pair, add: boolean): Selection {
  const link = { from: pair.from, to: pair.to, both: true }
  if (!add) return { machines: [], links: [link] }
  const others = selection.links.filter((other) => keyOf(other) !== pair.key)
  const links = others.length < selection.links.length ? others : [...others, link]
  return { ...selection, links }
}

/** The links between the picked machines in place of the machines: the keyboard's way to links. */
export function pickLinksBetween({ machines }: Selection): Selection {
  const links = pairsWithin(machines)
    .filter(({ from }) => from.startsWith('n'))
    .map(({ from, to }) => ({ from, to, both: true }))
  return { machines: [], links }
}

/** Both directions, then one, then the other. */
export function turnLinks({ machines, links }: Selection): Selection {
  const turned = links.map((link): ChosenLink => {
    if (link.both) return { ...pairEnds(link), both: false }
    const { from } = pairOf(link.from, link.to)
    return link.from === from
      ? { from: link.to, to: link.from, both: false }
      : { ...pairEnds(link), both: true }
  })
  return { machines, links: turned }
}

function pairEnds({ from, to }: ChosenLink) {
  const pair = pairOf(from, to)
  return { from: pair.from, to: pair.to }
}

/** Without machines that are gone. */
export function within(selection: Selection, known: ReadonlySet<string>): Selection {
  const machines = selection.machines.filter((name) => known.has(name))
  const links = selection.links.filter(({ from, to }) => known.has(from) && known.has(to))
  const same =
    machines.length === selection.machines.length && links.length === selection.links.length
  return same ? selection : { machines, links }
}

export function keyOf({ from, to }: ChosenLink): string {
  return pairOf(from, to).key
}

/** For a heading: `n1`, `n1, n2 and c1`, `n1 -> n2`, `3 links`. */
export function selectionText({ machines, links }: Selection, otherwise: string): string {
  const [link] = links
  if (link !== undefined) {
    if (links.length > 1) return `${links.length} links`
    return `${link.from} ${link.both ? '↔' : '→'} ${link.to}`
  }
  if (machines.length === 0) return otherwise
  return machines.length > 4 ? `${machines.length} machines` : machines.join(', ')
}

export type FaultTargets =
  /** One fault for each; null: a fault without target. */
  | { readonly ok: true; readonly targets: readonly (string | readonly string[] | null)[] }
  | { readonly ok: false; readonly problem: string }

/**
 * What a fault with these `aims` is aimed at; `otherwise` is a word of a drill file, such as
 * `leader`, for when nothing is picked.
 */
export function targetsFor(
  aims: CatalogueFault['aims'],
  selection: Selection,
  otherwise: string,
): FaultTargets {
  const { machines, links } = selection
  if (aims === 'cluster') return { ok: true, targets: [null] }
  if (links.length > 0) {
    if (aims === 'links') return { ok: true, targets: linkTargets(links) }
    return { ok: false, problem: 'This fault is not one of links: pick nodes.' }
  }
  if (machines.length === 0) return { ok: true, targets: [otherwise] }
  if (aims === 'nodes' && machines.every((name) => name.startsWith('c'))) {
    return { ok: false, problem: 'This fault is one of nodes: pick a node, not clients alone.' }
  }
  const named = aims === 'nodes' ? machines.filter((name) => name.startsWith('n')) : machines
  return { ok: true, targets: [named.length === 1 ? (named[0] ?? null) : named] }
}
