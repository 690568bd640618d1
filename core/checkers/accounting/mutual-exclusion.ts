/**
 * `mutual-exclusion`: a lock has one holder at a time; or, where `acquire` answers with a fencing
 * token, a holder whose lease ran out is fenced off. Two rules, by what the history offers:
 *
 * - Without tokens, a process surely holds the lock from the answer to its `acquire` to the
 *   beginning of its `release`; two such times must not overlap.
 * - With tokens (a number, or `token` of an object), holds may overlap, since leases end by
 *   themselves. A later acquisition has a greater token, and what is done under a token (any other
 *   operation with `token` in its value) is refused once a greater one was let through.
 *   Kleppmann, "How to do distributed locking", 2016.
 *
 * It proves less than `linearizable` with the model `lock`, in one pass, whatever the load.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { filtered, found, sorted } from '../sliced.ts'
import { accounting, byKey, ofKey, type Ledger } from './account.ts'

export const mutualExclusion = accounting({
  name: 'mutual-exclusion',
  summary: 'a lock has one holder at a time, or fencing tokens that keep the old one out',
  operations: ['acquire', 'release', 'read', 'write'],
  refusing: ['stale-token-accepted', 'two-holders', 'token-not-increasing'],
  *audit(ledger) {
    const { pace } = ledger
    let holds = 0
    for (const object of yield* byKey(ledger)) {
      const acquired = yield* filtered(
        object,
        ({ f, outcome }) => f === 'acquire' && outcome === 'ok',
        pace,
      )
      holds += acquired.length
      const hasToken = ({ output }: HistoryOperation) => grantOf(output) !== undefined
      const fenced = yield* found(acquired, hasToken, pace)
      const naked = yield* found(acquired, (operation) => !hasToken(operation), pace)
      if (fenced && naked) {
        return { kind: 'misfit', message: 'some acquisitions have a token', operation: naked }
      }
      yield* fenced ? auditTokens(object, acquired, ledger) : auditHolds(object, ledger)
    }
    if (holds === 0) return { kind: 'open', summary: 'the lock was never acquired' }
    return { kind: 'sound', summary: `${holds} times acquired, never by two at once` }
  },
})

interface Hold {
  readonly acquired: HistoryOperation
  /** Entry of the history at which the release began. */
  until: number
}

function* auditHolds(
  operations: readonly HistoryOperation[],
  { teller, book, pace, pass }: Ledger,
): Generator<number, void, void> {
  const holds: Hold[] = []
  const open = new Map<number, Hold>()
  yield* pass(operations, (operation) => {
    const { f, outcome, process, index } = operation
    const held = open.get(process)
    if (f === 'acquire' && outcome === 'ok') {
      const hold = { acquired: operation, until: Infinity }
      holds.push(hold)
      open.set(process, hold)
    } else if (f === 'release' && outcome !== 'fail' && held) {
      held.until = index
      open.delete(process)
    }
  })
  let longest: Hold | undefined
  const inOrder = yield* sorted(holds, ({ acquired }) => acquired.completedIndex, pace)
  yield* pass(inOrder, (hold) => {
    const other = longest
    if (other === undefined || hold.until > other.until) longest = hold
    if (other === undefined || other.until < hold.acquired.completedIndex) return
    const { acquired } = hold
    const sentence = () =>
      `${teller.who(acquired)} got the lock${ofKey(acquired)} ${teller.answered(acquired)}, and ` +
      `${teller.who(other.acquired)} still held it, acquired ${teller.answered(other.acquired)}`
    book.add('two-holders', sentence, [other.acquired, acquired])
  })
}

function* auditTokens(
  operations: readonly HistoryOperation[],
  acquired: readonly HistoryOperation[],
  ledger: Ledger,
): Generator<number, void, void> {
  const { teller, book, pace } = ledger
  yield* increasing(
    acquired,
    ({ output }) => grantOf(output),
    ledger,
    (later, earlier) => {
      const sentence = () =>
        `${teller.who(earlier)} got the token ${grantOf(earlier.output)} ${teller.answered(earlier)}, ` +
        `and ${teller.who(later)} the token ${grantOf(later.output)} after it`
      book.add('token-not-increasing', sentence, [earlier, later])
    },
  )
  const guarded = yield* filtered(
    operations,
    ({ f, outcome, input }) =>
      f !== 'acquire' && f !== 'release' && outcome === 'ok' && tokenOf(input) !== undefined,
    pace,
  )
  yield* increasing(
    guarded,
    ({ input }) => tokenOf(input),
    ledger,
    (later, earlier) => {
      if (tokenOf(later.input) === tokenOf(earlier.input)) return
      const sentence = () =>
        `${teller.who(later)} was let through with the token ${tokenOf(later.input)} ` +
        `${teller.answered(later)}, after the token ${tokenOf(earlier.input)} had been`
      book.add('stale-token-accepted', sentence, [earlier, later])
    },
  )
}

/** Calls `wrong` for each operation whose token is not above all that ended before it began. */
function* increasing(
  operations: readonly HistoryOperation[],
  token: (operation: HistoryOperation) => number | undefined,
  { pace, pass }: Ledger,
  wrong: (later: HistoryOperation, earlier: HistoryOperation) => void,
): Generator<number, void, void> {
  const ended = yield* sorted(operations, ({ completedIndex }) => completedIndex, pace)
  let next = 0
  let greatest: HistoryOperation | undefined
  yield* pass(operations, (operation) => {
    for (let other = ended[next]; other && other.completedIndex < operation.index;) {
      if (!greatest || (token(other) ?? 0) > (token(greatest) ?? 0)) greatest = other
      other = ended[++next]
    }
    if (greatest && (token(operation) ?? 0) <= (token(greatest) ?? 0)) {
      wrong(operation, greatest)
    }
  })
}

function tokenOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { token } = value as { readonly token?: unknown }
  return typeof token === 'number' ? token : undefined
}

function grantOf(answer: unknown): number | undefined {
  return typeof answer === 'number' ? answer : tokenOf(answer)
}
