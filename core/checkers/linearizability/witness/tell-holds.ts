/**
 * Two processes that hold one lock at the same time, where each process releases what it acquired
 * itself. A process holds it for certain from the answer to its acquire until it asks for the
 * release.
 *
 * A lock that does not ask who holds it might explain even that, by a release that was meant for
 * another. Where every process keeps its own acquires and releases in turn, nobody means that,
 * and the two holds are the story that people can follow.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { sorted } from '../../sliced.ts'
import type { Teller } from '../../witness/teller.ts'
import type { Scene, Telling } from './telling.ts'

interface Hold {
  readonly acquire: HistoryOperation
  /** The first release that did not happen. */
  refused?: HistoryOperation
  release?: HistoryOperation
}

export function* tellHolds({ object, name, teller }: Scene): Sliced<Telling | undefined> {
  const pace = new Pace()
  const holds = yield* holdsOf(object.operations, pace)
  if (holds === undefined) return undefined
  let longest: Hold | undefined
  for (const hold of holds) {
    if (pace.step()) yield pace.steps
    if (longest !== undefined && hold.acquire.completedIndex < until(longest)) {
      const { acquire, refused, release } = longest
      const took = `${teller.who(hold.acquire)} acquired ${name} ${teller.answered(hold.acquire)}`
      const had = `${teller.who(acquire)} had acquired it ${teller.answered(acquire)}`
      return {
        sentence: `${took}, but ${had} and ${leaving(longest, teller)}`,
        operations: [acquire, refused, release, hold.acquire].filter((one) => one !== undefined),
      }
    }
    if (longest === undefined || until(hold) > until(longest)) longest = hold
  }
  return undefined
}

function leaving({ refused, release }: Hold, teller: Teller): string {
  if (release !== undefined) return `asked to release it only ${teller.asked(release)}`
  if (refused !== undefined) return `its release failed ${teller.answered(refused)}`
  return 'never asked to release it'
}

function until({ release }: Hold): number {
  return release?.index ?? Infinity
}

/** In the order in which they began for certain; `undefined` where somebody breaks the turns. */
function* holdsOf(
  operations: readonly HistoryOperation[],
  pace: Pace,
): Sliced<readonly Hold[] | undefined> {
  const holds: Hold[] = []
  const held = new Map<number, Hold>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const { process, f, outcome } = operation
    const hold = held.get(process)
    if (f === 'acquire') {
      if (hold !== undefined && outcome === 'ok') return undefined
      if (outcome === 'ok') held.set(process, { acquire: operation })
      continue
    }
    if (hold === undefined) {
      if (outcome !== 'fail') return undefined
      continue
    }
    if (outcome === 'fail') {
      hold.refused ??= operation
      continue
    }
    held.delete(process)
    hold.release = operation
    holds.push(hold)
  }
  const all = [...holds, ...held.values()]
  return yield* sorted(all, ({ acquire }) => acquire.completedIndex, pace)
}
