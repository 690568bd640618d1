/**
 * `bank-totals`: transfers move money and never make or destroy any. Every read of all accounts
 * sums to what was opened, and no balance is below zero.
 *
 * It looks at each read by itself, so it proves less than `linearizable` does with the model
 * `bank`: a read may be stale and still sum up. It decides in one pass, whatever the load.
 *
 * Source: the invariant of Jepsen's bank test.
 */
import type { HistoryEvent } from '../history/operation.ts'
import type { Checker, CheckResult, Recording, Witness } from './checker.ts'
import { clientName } from './witness/client-name.ts'
import { openedBalances } from './opened-balances.ts'

const NAME = 'bank-totals'

export const bankTotals: Checker = {
  name: NAME,
  summary: 'every read of all balances sums to what was opened, and no balance is negative',
  check: (recording) => {
    const { workload, history } = recording
    if (workload.kind !== 'bank') {
      return unknown(`the workload "${workload.kind}" has no accounts`, history.length)
    }
    const reads = history.filter(isRead)
    const steps = history.length
    const opened = openedBalances(workload)
    const first = reads[0]
    if (first === undefined) return unknown('no balances were read', steps)
    // Without options, the reads can still be held against each other.
    const total = opened === undefined ? sum(first) : sumOf(Object.values(opened))
    const accounts = opened === undefined ? undefined : Object.keys(opened).length
    for (const read of reads) {
      const wrong = flaw(read, total, accounts)
      if (wrong === undefined) continue
      const witness = tell(recording, read, wrong)
      return { name: NAME, verdict: 'invalid', summary: wrong, steps, witness }
    }
    const summary = `${reads.length} reads of all balances, each sums to ${total}`
    return { name: NAME, verdict: 'valid', summary, steps }
  },
}

interface BalancesRead extends HistoryEvent {
  readonly value: { readonly [account: string]: unknown }
}

function isRead(event: HistoryEvent): event is BalancesRead {
  const { type, f, key, value } = event
  if (type !== 'ok' || f !== 'read' || key !== undefined) return false
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function flaw(read: BalancesRead, total: number, accounts: number | undefined): string | undefined {
  const entries = Object.entries(read.value)
  for (const [account, balance] of entries) {
    if (typeof balance !== 'number') return `account ${account} holds no number`
    if (balance < 0) return `account ${account} holds ${balance}`
  }
  if (accounts !== undefined && entries.length !== accounts) {
    return `${entries.length} accounts were read, and ${accounts} opened`
  }
  if (sum(read) !== total) return `the balances sum to ${sum(read)}, and ${total} were opened`
  return undefined
}

function sum(read: BalancesRead): number {
  return sumOf(Object.values(read.value).map(Number))
}

function sumOf(balances: readonly number[]): number {
  return balances.reduce((before, balance) => before + balance, 0)
}

function tell({ workload, history }: Recording, read: BalancesRead, wrong: string): Witness {
  const who = clientName(workload)(read.process)
  const at = (read.time / 1_000_000_000).toFixed(3)
  const invoke = history.findLast(
    ({ type, process, index }) =>
      type === 'invoke' && process === read.process && index < read.index,
  )
  const sentence = `${who} read all balances at ${at} s: ${wrong}`
  return { sentence, events: invoke === undefined ? [read] : [invoke, read] }
}

function unknown(summary: string, steps: number): CheckResult {
  return { name: NAME, verdict: 'unknown', summary, steps }
}
