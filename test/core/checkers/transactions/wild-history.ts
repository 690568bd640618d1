/**
 * Small histories of no store at all: transactions that overlap as they like and see their own
 * writes, reads that are mostly some beginning of some order of the lists, and now and then
 * anything.
 */
import type { Prng } from '../../../../core/base/prng.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'

type Micro = readonly [string, string, unknown]

/** Of 1,000: how often a transaction fails, ends unknown, and a read is nonsense. */
const FAILS = 100
const UNKNOWN = 120
const NONSENSE = 25

export function wildHistory(prng: Prng, dialect: 'append' | 'w'): readonly HistoryEvent[] {
  const keys = ['x', 'y', 'z'].slice(0, prng.integer(1, 3))
  const written = new Map(keys.map((key) => [key, [] as number[]]))
  const plans = Array.from({ length: prng.integer(2, 6) }, () =>
    Array.from({ length: prng.integer(1, 4) }, (): Micro => {
      const key = prng.pick(keys)
      if (prng.integer(0, 1) === 0) return ['r', key, null]
      const values = written.get(key) as number[]
      values.push(values.length + 1)
      return [dialect, key, values.length]
    }),
  )
  const orders = new Map(keys.map((key) => [key, prng.shuffle(written.get(key) as number[])]))
  return schedule(
    prng,
    plans,
    plans.map((plan) => answer(prng, plan, orders, dialect)),
  )
}

/** What a transaction reads: of each key a beginning of its order, and its own writes behind it. */
function answer(
  prng: Prng,
  plan: readonly Micro[],
  orders: ReadonlyMap<string, readonly number[]>,
  dialect: 'append' | 'w',
): readonly Micro[] {
  const lists = new Map<string, readonly unknown[]>()
  return plan.map(([f, key, value]): Micro => {
    const order = orders.get(key) as readonly number[]
    const own = plan.flatMap(([g, k, v]) => (g !== 'r' && k === key ? [v] : []))
    const first =
      own.length === 0 ? order.length : Math.min(...own.map((v) => order.indexOf(v as number)))
    const list = lists.get(key) ?? order.slice(0, prng.integer(0, first))
    lists.set(key, f === 'r' ? list : [...list, value])
    if (f !== 'r') return [f, key, value]
    const odd = prng.integer(0, 999) < NONSENSE
    const seen = odd ? prng.shuffle([...order, 9, 9]).slice(0, order.length) : list
    return ['r', key, dialect === 'append' ? seen : (seen.at(-1) ?? null)]
  })
}

function schedule(
  prng: Prng,
  plans: readonly (readonly Micro[])[],
  answers: readonly (readonly Micro[])[],
): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  const busy = new Map<number, number>()
  const ended = new Set<number>()
  let next = 0
  while (next < plans.length || busy.size > 0) {
    const process = prng.integer(0, 20)
    const open = busy.get(process)
    if (open !== undefined) {
      const dice = prng.integer(0, 999)
      const type = dice < FAILS ? 'fail' : dice < FAILS + UNKNOWN ? 'info' : 'ok'
      note(type, process, type === 'ok' ? answers[open] : plans[open])
      busy.delete(process)
      if (type === 'info') ended.add(process)
    } else if (
      next < plans.length &&
      busy.size < 3 &&
      process % 4 === process &&
      !ended.has(process)
    ) {
      note('invoke', process, plans[next])
      busy.set(process, next++)
    } else if (ended.size >= 4 && busy.size === 0) {
      break
    }
  }
  return events

  function note(type: HistoryEvent['type'], process: number, value: unknown): void {
    events.push({ index: events.length, time: events.length, process, type, f: 'txn', value })
  }
}
