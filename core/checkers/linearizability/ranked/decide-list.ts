/**
 * Decides a list that is appended to and read as a whole without a search, where every value was
 * appended once.
 *
 * Each read must show a beginning of the longest read. That one gives the order of the appends
 * that were seen, and the length of a read its place among them; what was acknowledged and never
 * seen comes after all reads. So everything has a rank, and it only remains to see whether time
 * allows that order. It takes time in proportion to what the reads show.
 *
 * Source: that reads of a list tell the order of its versions is the idea of K. Kingsbury and
 * P. Alvaro, Elle: inferring isolation anomalies from experimental observations, VLDB 2020.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { Decision } from '../model.ts'
import type { ListStep } from '../models/append-list.ts'
import { Pace } from '../../pace.ts'
import { forEach, grouped } from '../../sliced.ts'
import { findInversion } from './inversion.ts'
import type { Member } from './inversion.ts'

type Reads = readonly (Call<ListStep> & { readonly step: { readonly kind: 'read' } })[]

interface Cast {
  readonly appends: ReadonlyMap<string, Call<ListStep>>
  readonly reads: Reads
}

export function* decideList(
  calls: readonly Call<ListStep>[],
  initial: readonly string[],
): Sliced<Decision> {
  const cast = yield* castOf(calls, initial)
  if (cast === undefined) return { kind: 'undecided' }
  const longest = yield* longestOf(cast.reads, initial)
  const conflict =
    (yield* findImpossible(cast, initial, longest)) ?? (yield* findDisorder(cast, initial, longest))
  return conflict === undefined ? { kind: 'valid' } : { kind: 'invalid', conflict }
}

/** `undefined` where a value was appended twice. */
function* castOf(
  calls: readonly Call<ListStep>[],
  initial: readonly string[],
): Sliced<Cast | undefined> {
  const pace = new Pace()
  const present = new Set(initial)
  const appends = new Map<string, Call<ListStep>>()
  const reads: Reads[number][] = []
  if (present.size < initial.length) return undefined
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { step } = call
    if (step.kind === 'read') reads.push({ ...call, step })
    else if (present.has(step.value) || appends.has(step.value)) return undefined
    else appends.set(step.value, call)
  }
  return { appends, reads }
}

interface Longest {
  readonly values: readonly string[]
  /** The first read that shows it; absent where none shows more than was there before all. */
  readonly owner?: Reads[number]
}

function* longestOf(reads: Reads, initial: readonly string[]): Sliced<Longest> {
  let longest: Longest = { values: initial }
  yield* forEach(reads, (read) => {
    const { values } = read.step
    if (values.length > longest.values.length) longest = { values, owner: read }
  })
  return longest
}

/** A read of what is no beginning of the longest, or of what nobody appended. */
function* findImpossible(
  { appends, reads }: Cast,
  initial: readonly string[],
  { values: longest, owner }: Longest,
): Sliced<readonly HistoryOperation[] | undefined> {
  const pace = new Pace()
  for (const { step, operation } of reads) {
    if (step.values.length < initial.length) return [operation]
    const against = step.values.length > initial.length && owner ? [owner.operation] : []
    for (const [place, value] of step.values.entries()) {
      if (pace.step()) yield pace.steps
      if (place < initial.length && value !== initial[place]) return [operation]
      if (value !== longest[place]) return [...against, operation]
    }
  }
  const seen = new Set<string>()
  for (const [place, value] of longest.entries()) {
    if (pace.step()) yield pace.steps
    const known = place < initial.length || appends.has(value)
    if (owner !== undefined && (!known || seen.has(value))) return [owner.operation]
    seen.add(value)
  }
  return undefined
}

function* findDisorder(
  { appends, reads }: Cast,
  initial: readonly string[],
  { values: longest, owner }: Longest,
): Sliced<readonly HistoryOperation[] | undefined> {
  const pace = new Pace()
  const byLength = yield* grouped(reads, ({ step }) => step.values.length, pace)
  const members: Member[] = []
  for (let length = initial.length; length <= longest.length; length++) {
    if (pace.step()) yield pace.steps
    const append = length === 0 ? undefined : appends.get(longest[length - 1] as string)
    if (append !== undefined) members.push(memberOf(append, 2 * length - 1))
    for (const read of byLength.get(length) ?? []) {
      if (pace.step()) yield pace.steps
      members.push(memberOf(read, 2 * length))
    }
  }
  const seen = new Set(longest)
  for (const [value, append] of appends) {
    if (pace.step()) yield pace.steps
    if (!seen.has(value)) members.push(memberOf(append, 2 * longest.length + 1))
  }
  const inversion = yield* findInversion(members)
  if (inversion === undefined) return undefined
  const conflict = inversion.map(({ operation }) => operation)
  return [...new Set([...conflict, owner?.operation])].filter((one) => one !== undefined)
}

function memberOf({ operation, invoked, completed }: Call<ListStep>, rank: number): Member {
  return { rank, operation, invoked, completed }
}
