/**
 * Makes the faults in which a disk refuses its service until they are undone. A node that cannot
 * keep what it promises must stop rather than pretend; so the undo lifts the rule and starts what
 * stopped itself.
 */
import type { DiskRule, Evidence } from './action.ts'
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { effectOf } from './measured.ts'
import { describeNodes, each, lift, start, targetNodes } from './planning.ts'

interface DiskFailure {
  readonly kind: string
  readonly summary: string
  readonly rule: DiskRule
  /** What was refused, in words; false where nothing was measured. */
  refused(evidence: Evidence): string | false
  /** What the warning says where nothing met the failure. */
  readonly unmet: string
}

export function diskFailure({ kind, summary, rule, refused, unmet }: DiskFailure): Fault {
  return {
    kind,
    group: 'disk',
    summary,
    aims: 'nodes',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
    plan(order) {
      const nodes = targetNodes(order)
      return {
        apply: each(nodes, (node) => ({ kind: 'disk', id: order.id, node, rule })),
        undo: [...lift(order), ...start(nodes)],
        target: describeNodes(nodes),
      }
    },
    effect: (evidence) => {
      const { exits, downMs } = evidence
      const stopped = exits !== undefined && exitsTold(exits, downMs)
      return effectOf([refused(evidence), stopped], unmet)
    },
  }
}
