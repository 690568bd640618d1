/**
 * `exactly-once`: an acknowledged element is there once, a failed one not at all, one of unknown
 * outcome at most once. Elements are told apart by value, so a workload adds each value once.
 *
 * Whether an element is missing is asked of the last read that began after it was acknowledged;
 * a read that lags belongs to `set-full` and to `linearizable`.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { accounting, byKey, ofKey, precedes } from './account.ts'

const ADDING: readonly string[] = ['add', 'append', 'send', 'enqueue']

export const exactlyOnce = accounting({
  name: 'exactly-once',
  summary: 'each acknowledged element is there exactly once, each failed one not at all',
  operations: [...ADDING, 'read'],
  refusing: ['lost', 'duplicate', 'failed-yet-there', 'never-asked-for'],
  *audit(ledger) {
    const { teller, book, pace, pass } = ledger
    let elements = 0
    let reads = 0
    for (const object of yield* byKey(ledger)) {
      const asked = new Map<string, HistoryOperation>()
      const sights: HistoryOperation[] = []
      for (const operation of object) {
        if (pace.step()) yield pace.steps
        if (operation.f === 'read') {
          if (operation.outcome !== 'ok') continue
          if (!Array.isArray(operation.output)) {
            return { kind: 'misfit', message: 'a read of no list', operation }
          }
          sights.push(operation)
          continue
        }
        const element = canonicalText(operation.input)
        if (asked.has(element)) {
          const message = `${teller.value(operation.input)} is asked for twice`
          return { kind: 'misfit', message, operation }
        }
        asked.set(element, operation)
      }
      elements += asked.size
      reads += sights.length
      for (const read of sights) {
        const seen = new Set<string>()
        yield* pass(read.output as readonly unknown[], (value) => {
          const element = canonicalText(value)
          const source = asked.get(element)
          const where = () => `${teller.who(read)} read ${teller.value(value)}${ofKey(read)}`
          if (seen.has(element)) {
            const sentence = () => `${where()} more than once ${teller.answered(read)}`
            book.add('duplicate', sentence, source ? [source, read] : [read])
          }
          seen.add(element)
          if (source === undefined || source.index > read.completedIndex) {
            const sentence = () =>
              `${where()} ${teller.answered(read)}, and nobody had asked for it`
            book.add('never-asked-for', sentence, [read])
          } else if (source.outcome === 'fail') {
            const sentence = () =>
              `${where()} ${teller.answered(read)}, and ${teller.who(source)} had been told ` +
              `${teller.answered(source)} that it failed`
            book.add('failed-yet-there', sentence, [source, read])
          }
        })
      }
      const last = sights.at(-1)
      if (last === undefined) continue
      const there = new Set<string>()
      yield* pass(last.output as readonly unknown[], (value) => there.add(canonicalText(value)))
      yield* pass(asked, ([element, source]) => {
        if (!precedes(source, last) || there.has(element)) return
        const sentence = () =>
          `${teller.value(source.input)} was acknowledged to ${teller.who(source)} ` +
          `${teller.answered(source)} and is missing from the last read${ofKey(last)}, ` +
          `by ${teller.who(last)} ${teller.answered(last)}`
        book.add('lost', sentence, [source, last])
      })
    }
    if (reads === 0) return { kind: 'open', summary: 'nothing was ever read' }
    return { kind: 'sound', summary: `${elements} elements, each there as often as it should be` }
  },
})
