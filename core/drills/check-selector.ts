/** Whether a selector can match anything at all, as far as the drill file alone tells. */
import type { Fault } from '../faults/fault.ts'
import type { Drill, Selector } from './drill.ts'
import { didYouMean, oneOf } from './problem.ts'
import type { Path, Problem } from './problem.ts'

export interface KnownMachines {
  readonly drill: Drill
  /** Nodes that a fault of the drill brings in. */
  readonly joiners: readonly string[]
}

export function checkSelector(
  fault: Fault,
  selector: Selector,
  machines: KnownMachines,
  path: Path,
): readonly Problem[] {
  const misfit = misfitOf(fault, selector)
  if (misfit !== null) return [{ path, ...misfit }]
  return [...unmatched(selector, machines)].map((problem) => ({ path, ...problem }))
}

type Complaint = Omit<Problem, 'path'>

/** A target of the wrong sort for this fault. */
function misfitOf(fault: Fault, selector: Selector): Complaint | null {
  const wrong = (message: string, expected: string): Complaint => ({ message, expected })
  if (fault.aims === 'cluster') {
    return wrong(`${fault.kind} takes no target`, 'no target: it concerns the whole cluster')
  }
  if (selector.type === 'groups' && fault.aims !== 'groups') {
    return wrong(`${fault.kind} does not divide the cluster`, `${fault.aims} to aim at`)
  }
  if (selector.type === 'link' && fault.aims !== 'links') {
    const expected = fault.aims === 'nodes' ? 'nodes' : 'nodes, or groups of nodes'
    return wrong(`${fault.kind} is not a fault of single links`, expected)
  }
  if (fault.aims === 'nodes' && onlyClients(selector)) {
    return wrong(`${fault.kind} is a fault of nodes, and this names clients alone`, 'a node')
  }
  return null
}

function onlyClients(selector: Selector): boolean {
  if (selector.type === 'clients') return true
  if (selector.type === 'with') return selector.selectors.every(onlyClients)
  return selector.type === 'names' && selector.names.every((name) => name.startsWith('c'))
}

function* unmatched(selector: Selector, machines: KnownMachines): Generator<Complaint> {
  const { nodes } = machines.drill.system
  switch (selector.type) {
    case 'names':
      yield* unknownNames(selector.names, machines)
      return
    case 'random':
      yield* tooMany(selector.count ?? 1, nodes, 'nodes')
      return
    case 'followers':
      yield* tooMany(selector.count ?? 1, nodes - 1, 'followers')
      return
    case 'zone':
      yield* unknownZone(selector.zone, machines.drill)
      return
    case 'link':
      yield* unmatched(selector.from, machines)
      yield* unmatched(selector.to, machines)
      yield* loop(selector.from, selector.to)
      return
    case 'groups':
      for (const group of selector.groups) yield* unmatched(group, machines)
      return
    case 'with':
      for (const part of selector.selectors) yield* unmatched(part, machines)
      return
    default:
  }
}

function* unknownNames(
  names: readonly string[],
  { drill, joiners }: KnownMachines,
): Generator<Complaint> {
  const { nodes } = drill.system
  const { clients } = drill.workload
  for (const name of names) {
    const most = name.startsWith('c') ? clients : nodes
    if (Number(name.slice(1)) <= most || joiners.includes(name)) continue
    const expected = `n1 to n${nodes}, or c1 to c${clients}`
    yield { message: `"${name}" matches nothing: there is no such machine`, expected }
  }
}

function* tooMany(count: number, most: number, noun: string): Generator<Complaint> {
  if (count > most) {
    const message = `it asks for ${count} ${noun}, and there are ${most}`
    yield { message, expected: `at most ${most}` }
  }
}

function* unknownZone(zone: string, { zones }: Drill): Generator<Complaint> {
  const known = Object.keys(zones)
  if ((zones[zone] ?? []).length > 0) return
  const message = `the zone "${zone}" matches nothing${didYouMean(zone, known)}`
  yield { message, expected: known.length === 0 ? 'a zone listed under zones' : oneOf(known) }
}

function* loop(from: Selector, to: Selector): Generator<Complaint> {
  if (from.type !== 'names' || to.type !== 'names') return
  if (from.names.some((left) => to.names.some((right) => left !== right))) return
  yield { message: 'a link from a machine to itself matches nothing', expected: 'two machines' }
}
