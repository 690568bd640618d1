/**
 * Small pieces that plans are made of: reading checked parameters, undoing, naming targets.
 */
import { assert } from '../base/assert.ts'
import type { Action } from './action.ts'
import type { FaultOrder, Link } from './fault.ts'
import type { Address } from '../runtime/machine.ts'

/** Links beyond this many are told as a number. */
const LINKS_NAMED_MAXIMUM = 4

export function numberOf(parameters: FaultOrder['parameters'], name: string): number {
  const value = parameters[name]
  assert(typeof value === 'number', `parameter ${name} is missing or no number`)
  return value
}

export function textOf(parameters: FaultOrder['parameters'], name: string): string {
  const value = parameters[name]
  assert(typeof value === 'string', `parameter ${name} is missing or no text`)
  return value
}

/** Removes whatever was installed under the fault's id. */
export function lift(order: FaultOrder): readonly Action[] {
  return [{ kind: 'lift', id: order.id }]
}

/** Only nodes: processes of clients are never killed, paused or moved in time. */
export function targetNodes(order: FaultOrder): readonly Address[] {
  const { nodes, all } = order.targets
  return nodes.filter((name) => !all.clients.includes(name))
}

export function each(
  nodes: readonly Address[],
  make: (node: Address) => Action | readonly Action[],
): readonly Action[] {
  return nodes.flatMap((node) => make(node))
}

export function start(nodes: readonly Address[]): readonly Action[] {
  return each(nodes, (node) => ({ kind: 'start', node }))
}

/** `n1`, or `n1, n2`. */
export function describeNodes(nodes: readonly Address[]): string {
  return nodes.length === 0 ? 'nothing' : nodes.join(', ')
}

/** `n1 -> n2`, `n1 <-> n2`; many links by their number. */
export function describeLinks(links: readonly Link[]): string {
  if (links.length === 0) return 'nothing'
  const names: string[] = []
  const there = new Set(links.map(({ from, to }) => `${from} ${to}`))
  const paired = new Set<string>()
  for (const { from, to } of links) {
    if (paired.has(`${from} ${to}`)) continue
    const both = there.has(`${to} ${from}`)
    if (both) paired.add(`${to} ${from}`)
    names.push(`${from} ${both ? '<->' : '->'} ${to}`)
  }
  if (names.length <= LINKS_NAMED_MAXIMUM) return names.join(', ')
  return `${names.length} links`
}
