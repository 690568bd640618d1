/** Sentences for what goes wrong with counters. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { filtered } from '../../sliced.ts'
import { mayPrecede, precedes } from './telling.ts'
import type { Scene, Telling } from './telling.ts'

export function* tellCounter(scene: Scene): Sliced<Telling | undefined> {
  const pace = new Pace()
  const { core, object, initial, name, teller } = scene
  for (const read of core) {
    if (read.f !== 'read' || read.outcome !== 'ok') continue
    const value = read.output as number
    const start = (initial ?? 0) as number
    const changes = yield* filtered(
      object.operations,
      (one) => one.f !== 'read' && mayPrecede(one, read),
      pace,
    )
    let least = start
    let most = start
    for (const change of changes) {
      if (pace.step()) yield pace.steps
      const amount = amountOf(change)
      const certain = precedes(change, read)
      if (certain || amount > 0) most += amount
      if (certain || amount < 0) least += amount
    }
    if (value <= most && value >= least) continue
    const sight = `${teller.who(read)} read ${value} from ${name} ${teller.answered(read)}`
    const limit =
      value > most
        ? `all that had been asked for by then adds up to at most ${most}`
        : `what had been acknowledged before it was asked adds up to at least ${least}`
    const among = new Set(changes)
    const shown = new Set([...core.filter((one) => among.has(one)), read])
    return { sentence: `${sight}, but ${limit}`, operations: [...shown] }
  }
  return undefined
}

function amountOf({ f, input }: HistoryOperation): number {
  const amount = (input ?? 1) as number
  return f === 'decrement' ? -amount : amount
}
