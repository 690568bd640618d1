/**
 * Decides a set that only grows, read as a whole, without a search.
 *
 * Its reads must show sets that contain each other; their sizes give the order of the reads, and
 * with it the two reads between which each value came in. So everything has a rank, and it only
 * remains to see whether time allows that order. Of several adds of one value the first to begin
 * brings it; the others change nothing, but must not have ended before it could come in. It takes
 * time in proportion to what the reads show.
 *
 * It refuses removals and answers that tell of single values: those are `undecided`.
 * That is argued here; it follows no paper.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { Decision } from '../model.ts'
import type { SetStep } from '../models/set.ts'
import { Pace } from '../../pace.ts'
import { sorted } from '../../sliced.ts'
import { findInversion } from './inversion.ts'
import type { Member } from './inversion.ts'
import { ShownValues } from './shown-values.ts'

type ReadCall = Call<SetStep> & { readonly step: { readonly kind: 'read' } }

/** All adds of one value, as one. */
interface Coming {
  readonly operation: HistoryOperation
  readonly invoked: number
  completed: number
}

export function* decideGrowingSet(
  calls: readonly Call<SetStep>[],
  initial: readonly string[],
): Sliced<Decision> {
  const pace = new Pace()
  const comings = new Map<string, Coming>()
  const reads: ReadCall[] = []
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { step, operation, invoked, completed } = call
    if (step.kind === 'read') reads.push({ ...call, step })
    else if (step.kind !== 'add' || step.changed !== undefined) return { kind: 'undecided' }
    else {
      const known = comings.get(step.value)
      if (known === undefined) comings.set(step.value, { operation, invoked, completed })
      else known.completed = Math.min(known.completed, completed)
    }
  }
  for (const value of initial) comings.delete(value)
  const members: Member[] = []
  const shown = new ShownValues(initial, pace)
  /** The first read of each rank. */
  const byRank = new Map<number, HistoryOperation>()
  let rank = 0
  let before: ReadCall | undefined
  for (const read of yield* sorted(reads, ({ step }) => step.answer.length, pace)) {
    if (pace.step()) yield pace.steps
    if (before === undefined || read.step.answer.length > before.step.answer.length) rank += 2
    const fresh = yield* shown.next(read.step.answer)
    if (fresh === undefined) {
      const against = before === undefined ? [] : [before.operation]
      return { kind: 'invalid', conflict: [...against, read.operation] }
    }
    for (const value of fresh) {
      if (pace.step()) yield pace.steps
      const coming = comings.get(value)
      if (coming === undefined) return { kind: 'invalid', conflict: [read.operation] }
      members.push({ rank: rank - 1, ...coming })
    }
    members.push(memberOf(read, rank))
    if (!byRank.has(rank)) byRank.set(rank, read.operation)
    before = read
  }
  for (const [value, coming] of comings) {
    if (pace.step()) yield pace.steps
    if (!shown.has(value)) members.push({ rank: rank + 1, ...coming })
  }
  const inversion = yield* findInversion(members)
  if (inversion === undefined) return { kind: 'valid' }
  return { kind: 'invalid', conflict: withReadBetween(inversion, byRank) }
}

/** Two values that came in the wrong order, and a read that shows the one without the other. */
function withReadBetween(
  inversion: readonly Member[],
  byRank: ReadonlyMap<number, HistoryOperation>,
): readonly HistoryOperation[] {
  const between = byRank.get(Math.min(...inversion.map(({ rank }) => rank)) + 1)
  const operations = inversion.map(({ operation }) => operation)
  return [...operations, between].filter((operation) => operation !== undefined)
}

function memberOf({ operation, invoked, completed }: Call<SetStep>, rank: number): Member {
  return { rank, operation, invoked, completed }
}
