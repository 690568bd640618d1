/**
 * Makes the faults in which people restart some nodes as something else than the drill has them.
 * Undone by restarting them as the drill has them.
 */
import type { Action } from './action.ts'
import type { Fault, FaultOrder } from './fault.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, targetNodes } from './planning.ts'

type Start = Extract<Action, { kind: 'start' }>

interface Redeployment {
  readonly kind: string
  readonly summary: string
  readonly parameters: Fault['parameters']
  /** What the nodes are started with in place of the drill's own. */
  instead(parameters: FaultOrder['parameters']): Pick<Start, 'release' | 'options'>
  /** What a node has then, in words: `settings`. */
  readonly other: string
}

export function redeployment({ kind, summary, parameters, instead, other }: Redeployment): Fault {
  return {
    kind,
    group: 'people',
    summary,
    aims: 'nodes',
    parameters,
    plan(order) {
      const nodes = targetNodes(order)
      const changed = instead(order.parameters)
      return {
        apply: each(nodes, (node) => [
          { kind: 'stop', node },
          { kind: 'start', node, ...changed },
        ]),
        undo: each(nodes, (node) => [
          { kind: 'stop', node },
          { kind: 'start', node },
        ]),
        target: describeNodes(nodes),
      }
    },
    effect: ({ starts }) =>
      effectOf(
        [starts !== undefined && `${count(starts, 'start')} with another ${other}`],
        `no node was seen to start with another ${other}`,
      ),
  }
}
