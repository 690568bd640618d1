/**
 * `eventual-convergence`: once nobody writes any more, all sessions come to read the same. It looks
 * at the last read of each session that began after the last write of its key ended, and says
 * nothing about how long it took. Vogels, "Eventually consistent" (CACM 52(1), 2009).
 *
 * A write of unknown outcome may take effect at any time, also between two of those reads, so
 * reads that differ are not refused where one of them saw such a write.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { filtered, found } from '../sliced.ts'
import { accounting, byKey, ofKey } from '../accounting/account.ts'

export const eventualConvergence = accounting({
  name: 'eventual-convergence',
  summary: 'once nobody writes any more, all come to read the same',
  operations: ['read', 'write', 'cas'],
  refusing: ['diverged', 'never-written'],
  *audit(ledger) {
    const { options, teller, book, pace, pass } = ledger
    let compared = 0
    for (const object of yield* byKey(ledger)) {
      /** Entry of the history in which the last acknowledged write ended. */
      let quietFrom = -1
      const pending = new Set<string>()
      const values = new Set([canonicalText(options.initial ?? null)])
      yield* pass(object, (operation) => {
        if (operation.f === 'read') return
        const value = written(operation)
        values.add(value)
        if (operation.outcome === 'info') pending.add(value)
        if (operation.outcome === 'ok') quietFrom = Math.max(quietFrom, operation.completedIndex)
      })
      const last = new Map<number, HistoryOperation>()
      yield* pass(object, (operation) => {
        const { f, outcome, index, process } = operation
        if (f === 'read' && outcome === 'ok' && index > quietFrom) last.set(process, operation)
      })
      const reads = [...last.values()]
      const certain = yield* filtered(
        reads,
        ({ output }) => !pending.has(canonicalText(output)),
        pace,
      )
      const [first] = certain
      if (reads.length >= 2) compared++
      if (first === undefined) continue
      const seen = canonicalText(first.output)
      const other = yield* found(certain, ({ output }) => canonicalText(output) !== seen, pace)
      if (other) {
        const sentence = () =>
          `Nobody wrote${ofKey(first)} any more, and ${teller.who(first)} read ` +
          `${teller.value(first.output)} ${teller.answered(first)}, ${teller.who(other)} ` +
          `${teller.value(other.output)} ${teller.answered(other)}`
        book.add('diverged', sentence, [first, other])
      }
      const stranger = yield* found(
        certain,
        ({ output }) => !values.has(canonicalText(output)),
        pace,
      )
      if (stranger) {
        const sentence = () => `${teller.operation(stranger)}, and nobody wrote that`
        book.add('never-written', sentence, [stranger])
      }
    }
    if (compared === 0) {
      return { kind: 'open', summary: 'no key was read by two sessions after its last write' }
    }
    return {
      kind: 'sound',
      summary: `${compared} keys read by several sessions in the end, all alike`,
    }
  },
})

/** What a register holds after the write or the cas. */
function written({ f, input }: HistoryOperation): string {
  return canonicalText(f === 'cas' && Array.isArray(input) ? (input[1] as unknown) : input)
}
