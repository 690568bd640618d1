/** Why one transaction, or one version, comes before another in an rw-register history. */
import { assert } from '../../../base/assert.ts'
import { RW, WR } from '../cycles/dependency-graph.ts'
import type { Case } from '../findings.ts'
import type { Narrator, Told } from '../narrator.ts'
import type { DataClause } from '../tell-cycle.ts'
import type { Transactions } from '../transactions.ts'
import type { Registers } from './registers.ts'
import type { VersionEdges } from './version-edges.ts'
import type { VersionCycle } from './version-graph.ts'

export function registerClause(
  transactions: Transactions,
  registers: Registers,
  sources: readonly VersionEdges[],
): DataClause {
  const { first, transaction, writes, key } = transactions
  const { external, version, writer, valueOf } = registers
  return (from, to, kind, told) => {
    const clause = kind === RW || kind === WR ? tellRead(from, to, kind, told) : tellWrites()
    assert(clause !== undefined, `no reason why ${from} precedes ${to}`)
    return clause

    function tellWrites(): string | undefined {
      for (const earlier of visible(from, 1)) {
        for (const later of visible(to, 1)) {
          const reason = reasonFor(earlier, later, told)
          if (reason === undefined) continue
          const [left, right] = [text(earlier, told), text(later, told)]
          return `${told.name(from)} wrote ${left} and ${told.name(to)} wrote ${right}, which came later: ${reason}`
        }
      }
      return undefined
    }
  }

  function tellRead(from: number, to: number, kind: number, told: Told): string | undefined {
    if (kind === WR) {
      const read = visible(to, 0).find(
        (micro) => transaction[writer[version[micro] as number] as number] === from,
      )
      if (read === undefined) return undefined
      return `${told.name(to)} read ${text(read, told)}, which ${told.name(from)} wrote`
    }
    for (const read of visible(from, 0)) {
      for (const write of visible(to, 1)) {
        const reason = reasonFor(read, write, told)
        if (reason === undefined) continue
        return `${told.name(from)} read ${text(read, told)}, and ${told.name(to)} wrote ${text(write, told)}, which came later: ${reason}`
      }
    }
    return undefined
  }

  /** What others see of a transaction: its last writes, or its first reads. */
  function visible(owner: number, wrote: number): readonly number[] {
    const found: number[] = []
    for (let micro = first[owner] as number; micro < (first[owner + 1] as number); micro++) {
      if (external[micro] === 1 && writes[micro] === wrote) found.push(micro)
    }
    return found
  }

  function text(micro: number, told: Told): string {
    return `${told.key(key[micro] as number)} = ${told.value(valueOf[version[micro] as number])}`
  }

  function reasonFor(left: number, right: number, told: Told): string | undefined {
    const [earlier, later] = [version[left] as number, version[right] as number]
    return tellVersions(earlier, later, registers, sources, told)
  }
}

/** Why one version comes before another, if some source says that it does. */
function tellVersions(
  earlier: number,
  later: number,
  { valueOf }: Registers,
  sources: readonly VersionEdges[],
  told: Told,
): string | undefined {
  const [left, right] = [told.value(valueOf[earlier]), told.value(valueOf[later])]
  for (const { source, from, to, earlier: first, later: second } of sources) {
    const place = from.findIndex((version, at) => version === earlier && to[at] === later)
    if (place < 0) continue
    const [one, other] = [first[place] as number, second[place] as number]
    if (source === 'initial') return `${left} is what was there before any write`
    if (one === other) return `${told.name(one)} met ${left} before it wrote ${right}`
    const order = source === 'process' ? 'in the same process' : 'in real time'
    return `${told.name(one)} left ${left} before ${told.name(other)} met ${right} ${order}`
  }
  return undefined
}

export function tellVersionCycle(
  { versions, sources }: VersionCycle,
  registers: Registers,
  narrator: Narrator,
): Case {
  const { keyOf, valueOf } = registers
  const pairs = versions.map((version, place) => {
    return [version, versions[(place + 1) % versions.length] as number] as const
  })
  const shown = pairs.flatMap(([earlier, later]) => witnesses(earlier, later, sources))
  const told = narrator.among(shown)
  const key = told.key(keyOf[versions[0] as number] as number)
  const clauses = pairs.slice(0, 8).map(([earlier, later]) => {
    const because = tellVersions(earlier, later, registers, sources, told) ?? 'it was so before'
    return `${told.value(valueOf[earlier])} came before ${told.value(valueOf[later])}, because ${because}`
  })
  return told.finish(`The versions of ${key} have no order: ${clauses.join('; ')}.`)
}

function witnesses(
  earlier: number,
  later: number,
  sources: readonly VersionEdges[],
): readonly number[] {
  for (const { from, to, earlier: first, later: second } of sources) {
    const place = from.findIndex((version, at) => version === earlier && to[at] === later)
    if (place < 0) continue
    return [first[place] as number, second[place] as number].filter((one) => one >= 0)
  }
  return []
}
