/**
 * `total-queue`: what went in comes out, and nothing else does; the order does not matter. As
 * Jepsen's `total-queue` checker: elements that come out more often than they went in are told
 * and do not refuse, since many queues promise delivery at least once (`exactly-once` refuses).
 *
 * An element is lost where the queue was found empty after it was acknowledged (by a drain, or a
 * dequeue that got nothing), and nobody got it; each dequeue of unknown outcome may have taken
 * one, and a drain of unknown outcome any number. Values are told apart by value.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { accounting, byKey, precedes, type Account, type Ledger } from './account.ts'

export const totalQueue = accounting({
  name: 'total-queue',
  summary: 'every acknowledged element of a queue comes out of it, and nothing else does',
  operations: ['enqueue', 'dequeue', 'drain'],
  refusing: ['lost', 'unexpected'],
  noting: ['duplicated'],
  *audit(ledger) {
    const open: string[] = []
    let elements = 0
    for (const object of yield* byKey(ledger)) {
      const account = yield* auditQueue(object, ledger)
      if (account.kind === 'misfit') return account
      if (account.kind === 'open') open.push(account.summary)
      yield* ledger.pass(object, ({ f }) => {
        if (f === 'enqueue') elements++
      })
    }
    const [reason] = open
    if (reason !== undefined) return { kind: 'open', summary: reason }
    return {
      kind: 'sound',
      summary: `${elements} elements, and all that were acknowledged came out`,
    }
  },
})

interface Fate {
  readonly element: unknown
  readonly enqueued: HistoryOperation[]
  readonly dequeued: HistoryOperation[]
}

function* auditQueue(
  operations: readonly HistoryOperation[],
  { teller, book, pass }: Ledger,
): Generator<number, Account, void> {
  const fates = new Map<string, Fate>()
  const fateOf = (element: unknown): Fate => {
    const text = canonicalText(element)
    const fate = fates.get(text) ?? { element, enqueued: [], dequeued: [] }
    fates.set(text, fate)
    return fate
  }
  const unanswered: HistoryOperation[] = []
  let undrained = false
  let foundEmpty: HistoryOperation | undefined
  let misfit: HistoryOperation | undefined
  yield* pass(operations, (operation) => {
    const { f, outcome, output } = operation
    if (f === 'enqueue') {
      if (outcome !== 'fail') fateOf(operation.input).enqueued.push(operation)
      return
    }
    if (outcome === 'info') unanswered.push(operation)
    undrained ||= f === 'drain' && outcome === 'info'
    if (isEmptyAnswer(operation)) foundEmpty = operation
    if (outcome !== 'ok') return
    const taken = f === 'drain' ? output : [output]
    if (!Array.isArray(taken)) misfit = operation
    for (const element of Array.isArray(taken) ? (taken as readonly unknown[]) : []) {
      if (element !== null && element !== undefined) fateOf(element).dequeued.push(operation)
    }
  })
  if (misfit) return { kind: 'misfit', message: 'a drain of no list', operation: misfit }
  const missing: HistoryOperation[] = []
  let unknown = 0
  yield* pass(fates.values(), ({ element, enqueued, dequeued }) => {
    const early = dequeued.find((one) => one.completedIndex <= (enqueued[0]?.index ?? Infinity))
    if (early) {
      const sentence = () =>
        `${teller.who(early)} got ${teller.value(element)} ${teller.answered(early)}, ` +
        'and nobody had put it in'
      book.add('unexpected', sentence, [early, ...enqueued.slice(0, 1)])
    } else if (dequeued.length > enqueued.length) {
      const sentence = () => `${teller.value(element)} came out ${dequeued.length} times`
      book.add('duplicated', sentence, [...enqueued, ...dequeued])
    }
    const acknowledged = enqueued.filter(({ outcome }) => outcome === 'ok')
    for (const source of acknowledged.slice(dequeued.length)) {
      if (foundEmpty && precedes(source, foundEmpty)) missing.push(source)
      else unknown++
    }
  })
  if (undrained && missing.length > 0) {
    const summary = `${missing.length} elements are missing; a drain without an answer may have them`
    return { kind: 'open', summary }
  }
  yield* pass(missing.slice(unanswered.length), (source) => {
    const sentence = () =>
      `${teller.value(source.input)} was acknowledged to ${teller.who(source)} ` +
      `${teller.answered(source)}, never came out, and the queue was empty ` +
      teller.answered(foundEmpty as HistoryOperation)
    book.add('lost', sentence, [source, foundEmpty as HistoryOperation])
  })
  if (unknown > 0) {
    const summary = `${unknown} elements did not come out, and the queue was never found empty after them`
    return { kind: 'open', summary }
  }
  return { kind: 'sound', summary: '' }
}

/** A drain ends with the queue empty; a dequeue may say so, or fail because of it. */
function isEmptyAnswer({ f, outcome, output, error }: HistoryOperation): boolean {
  if (f === 'drain') return outcome === 'ok'
  if (outcome === 'ok') return output === null || output === undefined
  return outcome === 'fail' && /empty|exhausted/i.test(JSON.stringify(error ?? ''))
}
