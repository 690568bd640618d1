/** Why one transaction comes before another in a list-append history. */
import { assert } from '../../../base/assert.ts'
import { RW, WR, WW } from '../cycles/dependency-graph.ts'
import type { Told } from '../narrator.ts'
import type { Transactions } from '../transactions.ts'
import type { DataClause } from '../tell-cycle.ts'
import type { ListDependencies } from './dependencies.ts'
import type { VersionOrder } from './version-order.ts'

export function listClause(
  transactions: Transactions,
  order: VersionOrder,
  dependencies: ListDependencies,
): DataClause {
  const { first, transaction, writes, key, value } = transactions
  return (from, to, kind, told) => {
    const clause =
      kind === RW ? findOverwrite(from, to, told) : findIn(to, (micro) => tellIn(micro, kind, told))
    assert(clause !== undefined, `no reason why ${from} precedes ${to}`)
    return clause

    function tellIn(micro: number, wanted: number, words: Told): string | undefined {
      const list = words.key(key[micro] as number)
      const wrote = writes[micro] === 1
      if (wrote !== (wanted === WW) || (wanted !== WW && wanted !== WR)) return undefined
      const previous = wrote ? dependencies.appendBefore(micro) : dependencies.appendSeen(micro)
      if (previous < 0 || transaction[previous] !== from) return undefined
      const earlier = words.value(value[previous])
      return wrote
        ? `${words.name(to)} appended ${words.value(value[micro])} to ${list} after ` +
            `${words.name(from)} had appended ${earlier}`
        : `${words.name(to)} read ${list} with ${earlier}, which ${words.name(from)} appended`
    }
  }

  function findIn(owner: number, tell: (micro: number) => string | undefined): string | undefined {
    const end = first[owner + 1] as number
    for (let micro = first[owner] as number; micro < end; micro++) {
      const clause = tell(micro)
      if (clause !== undefined) return clause
    }
    return undefined
  }

  /** A read of `from` that does not hold what `to` appended next. */
  function findOverwrite(from: number, to: number, told: Told): string | undefined {
    return findIn(from, (read) => {
      if (writes[read] === 1) return undefined
      const version = dependencies.versionSeen(read)
      if (version < 0) return undefined
      const place = key[read] as number
      return findIn(to, (append) => {
        if (writes[append] === 0 || key[append] !== place) return undefined
        const at = order.places[append] as number
        const { length } = order.lists[place]?.elements ?? []
        if ((at < 0 ? length : at) !== version) return undefined
        const what = `${told.name(to)}'s append of ${told.value(value[append])} to`
        return `${told.name(from)} did not see ${what} ${told.key(place)}`
      })
    })
  }
}
