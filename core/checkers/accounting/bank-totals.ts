/**
 * `bank-totals`: transfers move money and never make or destroy any, so every read of all
 * accounts sums to the same. As Jepsen's `bank` checker, with its names for what goes wrong. The
 * option `initial` says what was there at first, as a total or by account; without it, the first
 * read does.
 *
 * It looks at each read by itself: a read may be stale and still sum up, which the model `bank`
 * refuses. A check of drills has the same name, and knows what the workload opened.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { filtered, found, sorted } from '../sliced.ts'
import { accounting } from './account.ts'

type Balances = { readonly [account: string]: unknown }

/** What every read is held to. */
interface Expected {
  readonly total: number
  /** All accounts there are. */
  readonly accounts?: ReadonlySet<string>
  /** Whether a read has to show all of them. */
  readonly all: boolean
}

export const bankTotalsProperty = accounting({
  name: 'bank-totals',
  summary: 'every read of all balances sums to the same, and no balance is negative',
  operations: ['open-accounts', 'transfer', 'read'],
  refusing: ['wrong-total', 'negative-value', 'unexpected-key', 'nil-balance'],
  *audit({ operations, options, teller, book, pace, pass }) {
    let expected = expectedOf(options.initial)
    if (options.initial !== undefined && expected === undefined) {
      return { kind: 'misfit', message: 'a bank starts from a total, or from balances by account' }
    }
    const answered = yield* filtered(
      operations,
      ({ f, outcome }) => f === 'read' && outcome === 'ok',
      pace,
    )
    const reads = yield* sorted(answered, ({ completedIndex }) => completedIndex, pace)
    const stranger = yield* found(reads, ({ output }) => balancesOf(output) === undefined, pace)
    if (stranger) {
      return { kind: 'misfit', message: 'a read of no balances by account', operation: stranger }
    }
    yield* pass(reads, (read) => {
      const balances = balancesOf(read.output) ?? {}
      expected ??= { ...expectedOf(balances), total: sumOf(balances), all: false }
      const flaw = flawOf(balances, expected)
      if (flaw === undefined) return
      const sentence = () => `${teller.who(read)} read ${teller.answered(read)}: ${flaw.sentence}`
      book.add(flaw.type, sentence, [read])
    })
    if (expected === undefined || reads.length === 0) {
      return { kind: 'open', summary: 'no balances were read' }
    }
    return { kind: 'sound', summary: `${reads.length} reads, each sums to ${expected.total}` }
  },
})

function expectedOf(initial: unknown): Expected | undefined {
  if (typeof initial === 'number') return { total: initial, all: false }
  const balances = balancesOf(initial)
  if (balances === undefined) return undefined
  return { total: sumOf(balances), accounts: new Set(Object.keys(balances)), all: true }
}

function balancesOf(value: HistoryOperation['output']): Balances | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as Balances
}

function sumOf(balances: Balances): number {
  return Object.values(balances).reduce<number>((sum, balance) => sum + Number(balance ?? 0), 0)
}

function flawOf(
  balances: Balances,
  { total, accounts, all }: Expected,
): { readonly type: string; readonly sentence: string } | undefined {
  const entries = Object.entries(balances)
  const stranger = accounts && entries.find(([account]) => !accounts.has(account))
  if (stranger) {
    return { type: 'unexpected-key', sentence: `there is no account ${stranger[0]}` }
  }
  const empty = entries.find(([, balance]) => typeof balance !== 'number')
  if (empty) return { type: 'nil-balance', sentence: `account ${empty[0]} holds no number` }
  const sum = sumOf(balances)
  if (sum !== total) {
    return { type: 'wrong-total', sentence: `the balances sum to ${sum}, and not to ${total}` }
  }
  if (all && accounts && entries.length !== accounts.size) {
    const sentence = `${entries.length} of ${accounts.size} accounts were there`
    return { type: 'wrong-total', sentence }
  }
  const negative = entries.find(([, balance]) => (balance as number) < 0)
  if (!negative) return undefined
  return { type: 'negative-value', sentence: `account ${negative[0]} holds ${String(negative[1])}` }
}
