/** Sentences for what goes wrong with locks. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { filtered, found } from '../../sliced.ts'
import { tellHolds } from './tell-holds.ts'
import { ifFew, precedes } from './telling.ts'
import type { Scene, Telling } from './telling.ts'

/** Operations of a history that is worth shrinking to a proof. */
const SHORT_MAX = 32

const DONE = { acquire: 'acquired', release: 'released' } as const
const UNDOES = { acquire: 'release', release: 'acquire' } as const

export function* tellLock(scene: Scene): Sliced<Telling | undefined> {
  const pace = new Pace()
  const { core, object, name, teller } = scene
  for (const later of core) {
    if (later.outcome !== 'ok') continue
    const f = later.f === 'acquire' ? 'acquire' : 'release'
    const undone = UNDOES[f]
    const did = `${teller.who(later)} ${DONE[f]} ${name} ${teller.answered(later)}`
    for (const earlier of core) {
      if (earlier.f !== f || !precedes(earlier, later)) continue
      const between = yield* found(
        object.operations,
        (one) => one.f === undone && lies(one, earlier, later),
        pace,
      )
      if (between !== undefined) continue
      const had = `${teller.who(earlier)} had ${DONE[f]} it ${teller.answered(earlier)}`
      return {
        sentence: `${did}, but ${had} and nobody ${DONE[undone]} it in between`,
        operations: [...(yield* undoneBefore(scene, undone, earlier)), earlier, later],
      }
    }
    const acquired = yield* found(
      object.operations,
      (one) => one.f === 'acquire' && one.outcome !== 'fail' && one.index < later.completedIndex,
      pace,
    )
    if (f === 'release' && acquired === undefined && (scene.initial ?? 'free') === 'free') {
      return { sentence: `${did}, but nobody had acquired it`, operations: [later] }
    }
  }
  // Of a short history, what is left of it after shrinking is a proof, which two holds need not be.
  return object.operations.length > SHORT_MAX ? yield* tellHolds(scene) : undefined
}

function* undoneBefore(
  { object }: Scene,
  f: string,
  limit: HistoryOperation,
): Sliced<readonly HistoryOperation[]> {
  const before = (one: HistoryOperation): boolean => one.f === f && precedes(one, limit)
  return ifFew(yield* filtered(object.operations, before))
}

/** Whether `one` may have happened between the beginning of `from` and the end of `to`. */
function lies(one: HistoryOperation, from: HistoryOperation, to: HistoryOperation): boolean {
  if (one.outcome === 'fail' || one.index > to.completedIndex) return false
  return one.outcome === 'info' || one.completedIndex > from.index
}
