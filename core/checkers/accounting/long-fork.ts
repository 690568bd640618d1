/**
 * `long-fork`: all readers agree on the order of two independent writes. Each key is written once;
 * a read sees the first of two writes and not the second, another read the second and not the
 * first: then the state forked, which snapshot isolation forbids. As Jepsen's long-fork test, and
 * "Transactional storage for geo-replicated systems" (Sovran et al., SOSP 2011, section 3.2).
 *
 * Of reads of the same keys, sorted by how much they saw, each must see all that the one before
 * saw; then all of them agree. That takes O(n log n), not a comparison of every pair.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { microOperations } from '../micro-operation.ts'
import { sorted } from '../sliced.ts'
import { accounting } from './account.ts'

interface Sight {
  readonly read: HistoryOperation
  readonly seen: ReadonlySet<string>
}

export const longFork = accounting({
  name: 'long-fork',
  summary: 'all readers agree on the order of two independent writes',
  operations: ['read', 'write', 'txn'],
  refusing: ['long-fork'],
  *audit({ operations, teller, book, pace, pass }) {
    const written = new Map<string, string>()
    const groups = new Map<string, Sight[]>()
    let misfit: { message: string; operation: HistoryOperation } | undefined
    yield* pass(operations, (operation) => {
      if (misfit || operation.outcome === 'fail') return
      const value = operation.outcome === 'ok' ? operation.output : operation.input
      const steps = microOperations(value ?? operation.input)
      if (steps === undefined) {
        misfit = { message: 'the value is no list of reads and writes', operation }
        return
      }
      for (const { f, key, value } of steps) {
        if (f !== 'w') continue
        if (written.has(key)) misfit = { message: `key ${key} is written twice`, operation }
        written.set(key, canonicalText(value))
      }
      if (operation.outcome !== 'ok') return
      const reads = steps.filter(({ f }) => f === 'r')
      if (reads.length < 2) return
      const seen = new Set(reads.filter(({ value }) => value !== null).map(({ key }) => key))
      const group = reads
        .map(({ key }) => key)
        .sort()
        .join('\n')
      const sights = groups.get(group) ?? []
      sights.push({ read: operation, seen })
      groups.set(group, sights)
    })
    if (misfit) return { kind: 'misfit', ...misfit }
    let reads = 0
    for (const sights of groups.values()) {
      reads += sights.length
      let before: Sight | undefined
      yield* pass(yield* sorted(sights, ({ seen }) => seen.size, pace), (sight) => {
        const earlier = before
        before = sight
        const hidden = earlier && [...earlier.seen].find((key) => !sight.seen.has(key))
        if (!earlier || hidden === undefined) return
        const other = [...sight.seen].find((key) => !earlier.seen.has(key)) as string
        const sentence = () =>
          `${teller.who(earlier.read)} saw ${hidden} and not ${other} ` +
          `${teller.answered(earlier.read)}, ${teller.who(sight.read)} saw ${other} and not ` +
          `${hidden} ${teller.answered(sight.read)}: no order of the two writes explains both`
        book.add('long-fork', sentence, [earlier.read, sight.read])
      })
    }
    if (reads < 2) return { kind: 'open', summary: 'no two keys were read together twice' }
    return { kind: 'sound', summary: `${reads} reads agree on one order of the writes` }
  },
})
