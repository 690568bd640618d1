/**
 * `set-full`: an element that is known to be in the set stays visible. As Jepsen's `set-full`
 * checker: an element is known once its addition is acknowledged or a read has shown it; it is
 * lost where the last read that began after that misses it, and stale where a read misses it that
 * a later one shows again (told, not refused: `linearizable` refuses it). Where no element was
 * seen to stay, nothing is decided.
 *
 * It takes time in the size of all reads together.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { accounting, byKey, ofKey, type Account, type Ledger } from './account.ts'

export const setFull = accounting({
  name: 'set-full',
  summary: 'an element that is known to be in a set is seen by every later read',
  operations: ['add', 'broadcast', 'read'],
  refusing: ['lost', 'unexpected', 'duplicated'],
  noting: ['stale'],
  *audit(ledger) {
    let stable = 0
    for (const object of yield* byKey(ledger)) {
      const account = yield* auditSet(object, ledger)
      if (account.kind !== 'counted') return account
      stable += account.stable
    }
    if (stable === 0) return { kind: 'open', summary: 'no element was seen to stay' }
    return { kind: 'sound', summary: `${stable} elements were seen to stay` }
  },
})

interface Element {
  readonly value: unknown
  added?: HistoryOperation
  /** Entry of the history from which on it must be seen. */
  knownAt: number
  /** Places, in the list of reads, of those that show it; in their order. */
  readonly shownBy: number[]
}

type Counted = { readonly kind: 'counted'; readonly stable: number }

function* auditSet(
  operations: readonly HistoryOperation[],
  { teller, book, pace, pass }: Ledger,
): Generator<number, Account | Counted, void> {
  const elements = new Map<string, Element>()
  const elementOf = (value: unknown): Element => {
    const text = canonicalText(value)
    const element = elements.get(text) ?? { value, knownAt: Infinity, shownBy: [] }
    elements.set(text, element)
    return element
  }
  const reads: HistoryOperation[] = []
  const failed = new Map<string, HistoryOperation>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    if (operation.f === 'read') {
      if (operation.outcome !== 'ok') continue
      if (valuesOf(operation) === undefined) {
        return { kind: 'misfit', message: 'a read of no list', operation }
      }
      reads.push(operation)
    } else if (operation.outcome === 'fail') {
      failed.set(canonicalText(operation.input), operation)
    } else {
      const element = elementOf(operation.input)
      element.added ??= operation
      element.knownAt = Math.min(element.knownAt, operation.completedIndex)
    }
  }
  for (const [place, read] of reads.entries()) {
    yield* pass(valuesOf(read) ?? [], (value) => {
      const element = elementOf(value)
      const where = () => `${teller.who(read)} read ${teller.value(value)}${ofKey(read)}`
      if (element.shownBy.at(-1) === place) {
        book.add('duplicated', () => `${where()} more than once ${teller.answered(read)}`, [read])
        return
      }
      element.shownBy.push(place)
      element.knownAt = Math.min(element.knownAt, read.completedIndex)
      if (element.added && element.added.index < read.completedIndex) return
      const denied = element.added ? undefined : failed.get(canonicalText(value))
      const why = denied
        ? `${teller.who(denied)} had been told ${teller.answered(denied)} that adding it failed`
        : 'nobody had added it'
      const sentence = () => `${where()} ${teller.answered(read)}, and ${why}`
      book.add('unexpected', sentence, denied ? [denied, read] : [read])
    })
  }
  let stable = 0
  yield* pass(elements.values(), ({ value, added, knownAt, shownBy }) => {
    const lastShown = shownBy.at(-1)
    const absent = lastAbsent(reads.length, shownBy)
    const missing = absent === undefined ? undefined : reads[absent]
    const lost = lastShown === undefined || (absent !== undefined && lastShown < absent)
    if (!lost) stable++
    // A read that began before the element was known may be right to miss it.
    if (missing === undefined || missing.index < knownAt) return
    const shown = lastShown === undefined ? undefined : reads[lastShown]
    const known =
      added?.outcome === 'ok' && added.completedIndex === knownAt
        ? `was acknowledged to ${teller.who(added)} ${teller.answered(added)}`
        : `had been read ${shown ? teller.answered(reads[shownBy[0] as number] ?? shown) : ''}`
    const sentence = () =>
      `${teller.value(value)} ${known}, and ${teller.who(missing)} read the set without it ` +
      teller.answered(missing)
    const operations = [added, shown, missing].filter((operation) => operation !== undefined)
    book.add(lost ? 'lost' : 'stale', sentence, operations)
  })
  return { kind: 'counted', stable }
}

/** What a read shows; nothing is an empty set. */
function valuesOf({ output }: HistoryOperation): readonly unknown[] | undefined {
  const shown = output ?? []
  return Array.isArray(shown) ? (shown as readonly unknown[]) : undefined
}

/** The last place below `count` that is not among `places`, which are in order. */
function lastAbsent(count: number, places: readonly number[]): number | undefined {
  let place = count - 1
  for (let at = places.length - 1; at >= 0 && places[at] === place; at--) place--
  return place < 0 ? undefined : place
}
