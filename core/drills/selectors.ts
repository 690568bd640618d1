/**
 * From what a drill says (`leader`, `random: 2`, `zone: a`, `n1 -> n2`) to the names of machines,
 * against the cluster as it is at that moment, with seeded random numbers.
 *
 * A selector that matches nothing is an expected condition: the answer says so in a sentence. It
 * refuses to guess a substitute.
 */
import type { Selector } from './drill.ts'
import type { ClusterView, NodeView } from './world.ts'
import type { Prng } from '../base/prng.ts'
import type { Address } from '../runtime/machine.ts'
import type { Fault, Link, Targets } from '../faults/fault.ts'
import { minority } from '../faults/partition-shapes.ts'

export interface SelectionContext {
  readonly view: ClusterView
  readonly zones: { readonly [zone: string]: readonly Address[] }
  /** Nodes that have left the cluster for good; no selector but a name finds them. */
  readonly retired: readonly Address[]
  readonly prng: Prng
}

export type Selection<T> =
  | { readonly ok: true; readonly value: T }
  /** `problem` is a sentence without a full stop: "no node leads". */
  | { readonly ok: false; readonly problem: string }

/** The leader as far as anybody knows: of all that claim to lead, the one of the highest term. */
export function leaderOf(view: ClusterView): Address | undefined {
  let leader: NodeView | undefined
  for (const node of view.nodes) {
    if (!runs(node) || node.description?.leads !== true) continue
    if (leader === undefined || node.description.term > termOf(leader)) leader = node
  }
  return leader?.node
}

/**
 * What `fault` hits when it is aimed at `selector`. Without a selector: every member for faults
 * of nodes, every link between members for faults of links, and the shape's own choice for
 * partitions.
 */
export function resolveTargets(
  fault: Fault,
  selector: Selector | undefined,
  context: SelectionContext,
): Selection<Targets> {
  const leader = leaderOf(context.view)
  const base = {
    all: {
      nodes: members(context).map(({ node }) => node),
      clients: context.view.clients,
      retired: context.retired,
    },
    ...(leader === undefined ? {} : { leader }),
  }
  const found = aim(fault, selector, context)
  if (!found.ok) return found
  return { ok: true, value: { ...base, ...found.value } }
}

/**
 * The same selector with names in place of words, as they are meant at this moment: what
 * `leader <-> random: 2` hit can be hit again later, whoever leads by then.
 */
export function pinSelector(
  selector: Selector | undefined,
  context: SelectionContext,
): Selection<Selector | undefined> {
  if (selector === undefined) return found(undefined)
  if (selector.type === 'link') {
    const ends = collect([pinNames(selector.from, context), pinNames(selector.to, context)])
    if (!ends.ok) return ends
    const [from, to] = ends.value as readonly [Selector, Selector]
    return found({ ...selector, from, to })
  }
  if (selector.type === 'groups') {
    const groups = collect(selector.groups.map((group) => pinNames(group, context)))
    return groups.ok ? found({ type: 'groups', groups: groups.value }) : groups
  }
  return pinNames(selector, context)
}

function pinNames(selector: Selector, context: SelectionContext): Selection<Selector> {
  const machines = selectMachines(selector, context)
  return machines.ok ? found({ type: 'names', names: machines.value }) : machines
}

type Aim = Pick<Targets, 'nodes' | 'links' | 'groups'>

function aim(
  fault: Fault,
  selector: Selector | undefined,
  context: SelectionContext,
): Selection<Aim> {
  if (fault.aims === 'cluster') return found({ nodes: [], links: [] })
  if (selector === undefined) {
    const nodes = members(context).map(({ node }) => node)
    if (fault.aims === 'groups') return found({ nodes: [], links: [] })
    return found({ nodes, links: fault.aims === 'links' ? linksWithin(nodes) : [] })
  }
  if (selector.type === 'groups') {
    const groups = collect(selector.groups.map((group) => selectMachines(group, context)))
    return groups.ok
      ? found({ nodes: groups.value.flat(), links: [], groups: groups.value })
      : groups
  }
  if (fault.aims === 'links') {
    const links = selectLinks(selector, context)
    return links.ok ? found({ nodes: [], links: links.value }) : links
  }
  const machines = selectMachines(selector, context)
  return machines.ok ? found({ nodes: machines.value, links: [] }) : machines
}

/** Nodes and clients, each once, in the order in which they were selected. */
export function selectMachines(
  selector: Selector,
  context: SelectionContext,
): Selection<readonly Address[]> {
  const { view, prng } = context
  const known = members(context)
  switch (selector.type) {
    case 'names':
      return selectNames(selector.names, view)
    case 'leader': {
      const leader = leaderOf(view)
      return leader === undefined ? missed('no node leads') : found([leader])
    }
    case 'followers': {
      const leader = leaderOf(view)
      const followers = known.filter((node) => runs(node) && node.node !== leader)
      return choose(followers, selector.count ?? followers.length, 'followers', prng)
    }
    case 'random':
      return choose(known.filter(runs), selector.count ?? 1, 'running nodes', prng)
    case 'minority': {
      const nodes = known.map(({ node }) => node)
      return choosePreferringRunning(known, minority(nodes), prng)
    }
    case 'majority':
      return choosePreferringRunning(known, Math.floor(known.length / 2) + 1, prng)
    case 'all':
      return found(known.map(({ node }) => node))
    case 'clients':
      return view.clients.length === 0 ? missed('there are no clients') : found(view.clients)
    case 'zone':
      return selectNames(context.zones[selector.zone] ?? [], view)
    case 'with': {
      const parts = collect(selector.selectors.map((part) => selectMachines(part, context)))
      return parts.ok ? found([...new Set(parts.value.flat())]) : parts
    }
    case 'link':
    case 'groups':
      return missed(`a ${selector.type} selects no nodes`)
  }
}

/** Links as named; a selector of machines means every link between them and the other members. */
function selectLinks(selector: Selector, context: SelectionContext): Selection<readonly Link[]> {
  if (selector.type !== 'link') {
    const machines = selectMachines(selector, context)
    if (!machines.ok) return machines
    const others = members(context).map(({ node }) => node)
    return found(crossing(machines.value, others, true))
  }
  const from = selectMachines(selector.from, context)
  if (!from.ok) return from
  const to = selectMachines(selector.to, context)
  if (!to.ok) return to
  const links = crossing(from.value, to.value, selector.both)
  return links.length === 0 ? missed('both ends are the same node') : found(links)
}

/** Every link from one to the other, each once, none from a machine to itself. */
function crossing(
  from: readonly Address[],
  to: readonly Address[],
  both: boolean,
): readonly Link[] {
  const links = new Map<string, Link>()
  for (const left of from) {
    for (const right of to) {
      if (left === right) continue
      links.set(`${left} ${right}`, { from: left, to: right })
      if (both) links.set(`${right} ${left}`, { from: right, to: left })
    }
  }
  return [...links.values()]
}

function linksWithin(nodes: readonly Address[]): readonly Link[] {
  return crossing(nodes, nodes, false)
}

function selectNames(names: readonly string[], view: ClusterView): Selection<readonly Address[]> {
  const known = [...view.nodes.map(({ node }) => node), ...view.clients]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) return missed(`there is no ${unknown}`)
  return names.length === 0 ? missed('it names nobody') : found([...new Set(names)])
}

function choose(
  nodes: readonly NodeView[],
  count: number,
  noun: string,
  prng: Prng,
): Selection<readonly Address[]> {
  if (nodes.length === 0) return missed(`there are no ${noun}`)
  if (nodes.length < count) return missed(`there are only ${nodes.length} ${noun}`)
  return found(inOrder(nodes, prng.shuffle(nodes).slice(0, count)))
}

/** Nodes that run come first: to kill a majority is to kill nodes that are alive. */
function choosePreferringRunning(
  nodes: readonly NodeView[],
  count: number,
  prng: Prng,
): Selection<readonly Address[]> {
  if (nodes.length === 0) return missed('there are no nodes')
  const shuffled = prng.shuffle(nodes)
  const preferred = [...shuffled.filter(runs), ...shuffled.filter((node) => !runs(node))]
  return found(inOrder(nodes, preferred.slice(0, count)))
}

function inOrder(nodes: readonly NodeView[], chosen: readonly NodeView[]): readonly Address[] {
  return nodes.filter((node) => chosen.includes(node)).map(({ node }) => node)
}

function members({ view, retired }: SelectionContext): readonly NodeView[] {
  return view.nodes.filter(({ node }) => !retired.includes(node))
}

function runs(node: NodeView): boolean {
  return node.state === 'up' || node.state === 'paused'
}

function termOf(node: NodeView): number {
  return node.description?.term ?? 0
}

function collect<T>(selections: readonly Selection<T>[]): Selection<readonly T[]> {
  const values: T[] = []
  for (const selection of selections) {
    if (!selection.ok) return selection
    values.push(selection.value)
  }
  return found(values)
}

function found<T>(value: T): Selection<T> {
  return { ok: true, value }
}

function missed(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem }
}
