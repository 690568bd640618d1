/**
 * What the faults of single links share: a rule on each link that was aimed at, lifted as one.
 */
import type { Schema } from '../base/json-schema.ts'
import { assert } from '../base/assert.ts'
import type { Ratio } from '../base/prng.ts'
import type { Action, Evidence, LinkRule } from './action.ts'
import type { Effect, Fault, FaultOrder, Link, Plan } from './fault.ts'
import { describeLinks, lift } from './planning.ts'

export interface LinkFaultOptions {
  readonly kind: string
  readonly summary: string
  readonly properties: { readonly [name: string]: Schema }
  /** The rules of one link, in the order in which a message meets them. */
  rules(parameters: FaultOrder['parameters']): readonly LinkRule[]
  effect(evidence: Evidence): Effect
}

/** A fault that puts the same rules on every link of its target. */
export function linkFault(options: LinkFaultOptions): Fault {
  return {
    kind: options.kind,
    group: 'network',
    summary: options.summary,
    aims: 'links',
    parameters: { type: 'object', properties: options.properties, additionalProperties: false },
    plan(order: FaultOrder): Plan {
      return planLinks(order, order.targets.links, options.rules(order.parameters))
    },
    effect: options.effect,
  }
}

export function planLinks(
  order: FaultOrder,
  links: readonly Link[],
  rules: readonly LinkRule[],
): Plan {
  const apply: Action[] = []
  for (const link of links) {
    for (const rule of rules) {
      apply.push({ kind: 'link', id: order.id, from: link.from, to: link.to, rule })
    }
  }
  return { apply, undo: lift(order), target: describeLinks(links) }
}

/** A share of the messages, as faults of links ask for it; the core gets a `Ratio`. */
export function probability(description: string, ordinary: string): Schema {
  return { type: 'string', quantity: 'ratio', default: ordinary, description }
}

export function ratioOf(parameters: FaultOrder['parameters'], name: string): Ratio {
  const value = parameters[name] as Partial<Ratio> | undefined
  assert(
    typeof value?.numerator === 'number' && typeof value.denominator === 'number',
    `parameter ${name} is not a ratio`,
  )
  return value as Ratio
}
