/**
 * Checks the sentence that tells a cycle against the history alone: each step must be true, the
 * steps must close, and together they must be what their name says. It shares nothing with the
 * checker, and goes through the history afresh for every step.
 */
import type { Anomaly } from '../../../../core/checkers/property.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import type { Micro } from './story.ts'

type Kind = 'ww' | 'wr' | 'rw' | 'process' | 'realtime'

/** What is wrong with the cycle of `anomaly`; `undefined` where all of it is true. */
export function verifyCycle(
  { type, witness }: Anomaly,
  operations: readonly HistoryOperation[],
): string | undefined {
  const named = new Map<string, HistoryOperation>()
  for (const [, name, entry] of witness.sentence.matchAll(
    /(T\d+) \(process \d+, in entry (\d+)\)/g,
  )) {
    const one = operations.find(
      ({ index, completedIndex }) =>
        (completedIndex === Infinity ? index : completedIndex) === Number(entry),
    )
    if (one === undefined) return `no entry ${entry}`
    named.set(name as string, one)
  }
  const text = witness.sentence.replaceAll(/ \(process \d+, in entry \d+\)/g, '')
  const kinds: Kind[] = []
  let previous = ''
  let first = ''
  for (const step of text.replace(/: a contradiction\.$/, '').split('; ')) {
    const parts = /^(?:but )?(T\d+) < (T\d+), because (.*)$/.exec(step)
    if (parts === null) return `not a step: ${step}`
    const [, from, to, because] = parts as unknown as [string, string, string, string]
    if (previous !== '' && previous !== from) return `${step} does not follow ${previous}`
    if (first === '') first = from
    previous = to
    const [left, right] = [named.get(from), named.get(to)]
    if (left === undefined || right === undefined) return `who is who in ${step}`
    const kind = kindOf(because)
    if (kind === undefined) return `no known reason: ${because}`
    if (!holds(kind, left, right, because, operations)) return `not true: ${step}`
    kinds.push(kind)
  }
  if (previous !== first) return 'it does not close'
  if (named.size !== kinds.length) return 'it meets a transaction twice'
  const name = nameOf(kinds)
  return name === type ? undefined : `${type} is told as ${name}`
}

function kindOf(because: string): Kind | undefined {
  if (/had ended before/.test(because)) return 'realtime'
  if (/^process \d+ ran/.test(because)) return 'process'
  if (/ did not see /.test(because) || / read .* and .* wrote .* which came later/.test(because)) {
    return 'rw'
  }
  if (/ appended .* after .* had appended /.test(because)) return 'ww'
  if (/ wrote .* and .* wrote .* which came later/.test(because)) return 'ww'
  if (/ read .* which T\d+ (appended|wrote)$/.test(because)) return 'wr'
  return undefined
}

function nameOf(kinds: readonly Kind[]): string {
  const count = (kind: Kind): number => kinds.filter((one) => one === kind).length
  const touching = kinds.some((one, at) => one === 'rw' && kinds[(at + 1) % kinds.length] === 'rw')
  const variant = count('realtime') > 0 ? '-realtime' : count('process') > 0 ? '-process' : ''
  const rw = count('rw')
  if (rw === 1) return `G-single${variant}`
  if (rw > 1) return `${touching ? 'G2-item' : 'G-nonadjacent'}${variant}`
  return `${count('wr') > 0 ? 'G1c' : 'G0'}${variant}`
}

function holds(
  kind: Kind,
  left: HistoryOperation,
  right: HistoryOperation,
  because: string,
  operations: readonly HistoryOperation[],
): boolean {
  if (kind === 'realtime') return left.outcome === 'ok' && left.completedIndex < right.index
  if (kind === 'process') return left.process === right.process && left.completedIndex < right.index
  if (/append/.test(because)) return holdsForLists(kind, left, right, operations)
  return holdsForRegisters(kind, left, right, operations)
}

function microsOf({ outcome, input, output }: HistoryOperation): readonly Micro[] {
  const all = (outcome === 'ok' ? output : input) as readonly Micro[]
  return outcome === 'ok' ? all : all.filter(([f]) => f !== 'r')
}

const listOf = (value: unknown): readonly unknown[] => (value ?? []) as readonly unknown[]

function holdsForLists(
  kind: Kind,
  left: HistoryOperation,
  right: HistoryOperation,
  operations: readonly HistoryOperation[],
): boolean {
  if (left.outcome === 'fail' || right.outcome === 'fail') return false
  const reads = operations
    .filter(({ outcome }) => outcome === 'ok')
    .flatMap((one) => microsOf(one).filter(([f]) => f === 'r'))
  const longest = (key: string): readonly unknown[] =>
    reads
      .filter(([, other]) => other === key)
      .map(([, , value]) => listOf(value))
      .reduce((best, list) => (list.length > best.length ? list : best), [])
  /** Where an append stands; past the end for those that nobody read. */
  const place = (key: string, value: unknown): number => {
    const at = longest(key).indexOf(value)
    return at < 0 ? Infinity : at
  }
  const appends = (one: HistoryOperation): readonly Micro[] =>
    microsOf(one).filter(([f]) => f === 'append')
  const seen = (one: HistoryOperation): readonly Micro[] => microsOf(one).filter(([f]) => f === 'r')
  return (
    appends(right).some(([, key, later]) => {
      if (kind === 'ww') {
        return appends(left).some(
          ([, other, earlier]) => other === key && place(key, earlier) < place(key, later),
        )
      }
      if (kind !== 'rw') return false
      return seen(left).some(([, other, list]) => {
        const { length } = listOf(list)
        const agrees = listOf(list).every((value, at) => value === longest(key)[at])
        return other === key && agrees && place(key, later) >= length
      })
    }) ||
    (kind === 'wr' &&
      seen(right).some(([, key, list]) =>
        appends(left).some(([, other, value]) => other === key && listOf(list).includes(value)),
      ))
  )
}

/** With writes that follow reads, and nothing before any write. */
function holdsForRegisters(
  kind: Kind,
  left: HistoryOperation,
  right: HistoryOperation,
  operations: readonly HistoryOperation[],
): boolean {
  if (left.outcome === 'fail' || right.outcome === 'fail') return false
  const reads = (one: HistoryOperation) => microsOf(one).filter(([f]) => f === 'r')
  const writes = (one: HistoryOperation) => microsOf(one).filter(([f]) => f === 'w')
  const before = (key: string, earlier: unknown, later: unknown): boolean =>
    earlier === null ||
    operations.some(
      (one) =>
        one.outcome === 'ok' &&
        reads(one).some(([, other, value]) => other === key && value === earlier) &&
        writes(one).some(([, other, value]) => other === key && value === later),
    )
  if (kind === 'wr') {
    return reads(right).some(([, key, value]) =>
      writes(left).some(([, other, written]) => other === key && written === value),
    )
  }
  return (kind === 'ww' ? writes(left) : reads(left)).some(([, key, earlier]) =>
    writes(right).some(([, other, later]) => other === key && before(key, earlier, later)),
  )
}
