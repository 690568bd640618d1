/**
 * `unique-ids`: no identifier is given out twice. As Jepsen's `unique-ids` checker; what an
 * operation of unknown outcome was given, nobody saw.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { accounting } from './account.ts'

export const uniqueIds = accounting({
  name: 'unique-ids',
  summary: 'no identifier is given out twice',
  operations: ['generate'],
  refusing: ['duplicate-id'],
  *audit({ operations, teller, book, pass }) {
    const given = new Map<string, HistoryOperation>()
    yield* pass(operations, (operation) => {
      if (operation.outcome !== 'ok') return
      const id = canonicalText(operation.output)
      const before = given.get(id)
      given.set(id, before ?? operation)
      if (before === undefined) return
      const sentence = () =>
        `${teller.value(operation.output)} was given to ${teller.who(before)} ` +
        `${teller.answered(before)} and to ${teller.who(operation)} ${teller.answered(operation)}`
      book.add('duplicate-id', sentence, [before, operation])
    })
    if (given.size === 0) return { kind: 'open', summary: 'no identifier was given out' }
    return { kind: 'sound', summary: `${given.size} identifiers, each given out once` }
  },
})
