/** Sentences for what goes wrong with accounts. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { found } from '../../sliced.ts'
import { mayPrecede, precedes } from './telling.ts'
import type { Scene, Telling } from './telling.ts'

type Balances = { readonly [account: string]: number }

/** Accounts that are opened within the history are left to the list of operations. */
export function* tellBank(scene: Scene): Sliced<Telling | undefined> {
  const { core, object, initial } = scene
  const opened = yield* found(object.operations, ({ f }) => f === 'open-accounts')
  if (opened !== undefined) return undefined
  for (const read of core) {
    if (read.f !== 'read' || read.outcome !== 'ok') continue
    const start = (initial ?? {}) as Balances
    const telling = tellTotal(scene, read, start) ?? (yield* tellBalance(scene, read, start))
    if (telling !== undefined) return telling
  }
  return undefined
}

function tellTotal(
  { teller }: Scene,
  read: HistoryOperation,
  start: Balances,
): Telling | undefined {
  if (read.key !== undefined) return undefined
  const total = totalOf(read.output as Balances)
  if (total === totalOf(start)) return undefined
  const saw = `${teller.who(read)} read balances of ${total} in all ${teller.answered(read)}`
  return { sentence: `${saw}, but ${totalOf(start)} is what there was`, operations: [read] }
}

function totalOf(balances: Balances): number {
  return Object.values(balances).reduce((sum, balance) => sum + balance, 0)
}

/** A balance that no choice of the transfers that may have been made adds up to. */
function* tellBalance(
  scene: Scene,
  read: HistoryOperation,
  start: Balances,
): Sliced<Telling | undefined> {
  const { teller } = scene
  const shown = Object.entries(
    read.key === undefined
      ? (read.output as Balances)
      : { [read.key]: (read.output ?? null) as number },
  )
  for (const [account, balance] of shown) {
    const saw = `${teller.who(read)} read ${teller.value(balance)} in ${account} ${teller.answered(read)}`
    if (!Object.hasOwn(start, account)) {
      if (balance === null) continue
      return { sentence: `${saw}, but there is no such account`, operations: [read] }
    }
    const { least, most, transfers } = yield* boundsOf(
      scene,
      read,
      account,
      start[account] as number,
    )
    if (balance !== null && balance >= least && balance <= most) continue
    const why =
      balance > most
        ? `all that had been asked for by then adds up to at most ${most}`
        : `what had been acknowledged before it was asked leaves at least ${least}`
    return { sentence: `${saw}, but ${why}`, operations: [...transfers, read] }
  }
  return undefined
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly transfers: readonly HistoryOperation[]
}

function* boundsOf(
  { object }: Scene,
  read: HistoryOperation,
  account: string,
  start: number,
): Sliced<Bounds> {
  const pace = new Pace()
  let least = start
  let most = start
  const transfers: HistoryOperation[] = []
  for (const one of object.operations) {
    if (pace.step()) yield pace.steps
    if (one.f !== 'transfer' || !mayPrecede(one, read)) continue
    const { from, to, amount } = one.input as { from: unknown; to: unknown; amount: number }
    const change = (String(to) === account ? amount : 0) - (String(from) === account ? amount : 0)
    if (change === 0) continue
    const certain = precedes(one, read)
    if (certain || change > 0) most += change
    if (certain || change < 0) least += change
    if (certain) transfers.push(one)
  }
  return { least, most, transfers }
}
