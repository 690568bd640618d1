/** What a fork does otherwise than its parent, in sentences, and which faults it may leave out. */
import type { FaultChoice } from '../../../core/drills/drill.ts'
import { formatDuration } from '../../../core/drills/quantities.ts'
import { isLeftOut, isOpenAt, type ForkOrder } from '../../../core/simulation/fork/forked-drill.ts'
import { selectorText } from '../../library/run-settings.ts'

/** A fault of the parent, as far as a fork asks for it; times are ms since the workload began. */
export interface ParentFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly atMs: number
  readonly undoneAtMs: number | null
}

/** Why the faults that are to be left out cannot be, without a full stop; null where they can. */
export function whyNotWithout(faults: readonly ParentFault[], order: ForkOrder): string | null {
  const open = faults.filter((fault) => isOpenAt(fault, order.atMs))
  for (const name of order.without) {
    if (open.some((fault) => isLeftOut(fault, [name]))) continue
    const over = faults.some((fault) => isLeftOut(fault, [name]))
    const told = open.map(({ id, kind }) => `${id} (${kind})`).join(', ')
    const left = open.length === 0 ? 'no fault stands then or comes later' : `there is ${told}`
    return over ? `${name} was over by then; ${left}` : `the run has no fault ${name}; ${left}`
  }
  return null
}

export function tellChanges(
  faults: readonly ParentFault[],
  order: ForkOrder & { readonly seed?: string },
): readonly string[] {
  const { atMs, without, seed } = order
  const out = faults.filter((fault) => isOpenAt(fault, atMs) && isLeftOut(fault, without))
  return [
    ...out.map(({ id, kind, target, atMs: fromMs }) => {
      const from = fromMs < atMs ? ', which stood then' : ` at ${formatDuration(fromMs)}`
      return `without ${id}: ${kind} ${target}${from}`
    }),
    ...order.with.map((choice) => `with ${addedWords(choice)}`),
    ...(seed === undefined ? [] : [`the network drew from seed ${seed}`]),
  ]
}

function addedWords({ kind, target, forMs }: FaultChoice): string {
  const on = target === undefined ? '' : ` on ${selectorText(target)}`
  return `${kind}${on}${forMs === undefined ? '' : ` for ${formatDuration(forMs)}`}`
}
