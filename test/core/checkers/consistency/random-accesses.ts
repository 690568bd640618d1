/** Small histories of registers in which each value is written once, right or wrong by chance. */
import fc from 'fast-check'
import type { HistoryEvent, HistoryOperation } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'

const CHOICES = { process: 3, key: 2, unknown: 8 }

interface Draft {
  readonly process: number
  readonly key: number
  readonly kind: 'read' | 'write'
  /** Of a read: which write it sees, counted from the first; past the last, none. */
  readonly sees: number
  /** 0: unknown outcome. */
  readonly fate: number
}

const draft: fc.Arbitrary<Draft> = fc.record({
  process: fc.nat(CHOICES.process - 1),
  key: fc.nat(CHOICES.key - 1),
  kind: fc.constantFrom('read', 'read', 'write'),
  sees: fc.nat(4),
  fate: fc.nat(CHOICES.unknown),
})

export interface RandomHistory {
  readonly events: readonly HistoryEvent[]
  readonly operations: readonly HistoryOperation[]
}

/** Operations one after the other; no promise here looks at the clock. */
export const randomAccesses: fc.Arbitrary<RandomHistory> = fc
  .array(draft, { minLength: 2, maxLength: 7 })
  .map((drafts) => {
    const events: HistoryEvent[] = []
    const ended = new Set<number>()
    const add = (event: Omit<HistoryEvent, 'index' | 'time'>) => {
      events.push({ index: events.length, time: events.length, ...event })
    }
    for (const [number, { process, key: at, kind, sees, fate }] of drafts.entries()) {
      if (ended.has(process)) continue
      const key = `k${at}`
      const written = drafts.flatMap((other, place) =>
        other.kind === 'write' && other.key === at ? [place + 1] : [],
      )
      const value = kind === 'write' ? number + 1 : (written[sees] ?? null)
      add({ process, type: 'invoke', f: kind, key, value: kind === 'write' ? value : null })
      if (fate === 0 && kind === 'write') {
        ended.add(process)
        add({ process, type: 'info', f: kind, key })
      } else add({ process, type: 'ok', f: kind, key, value })
    }
    const pairing = pairOperations(events)
    if (!pairing.ok) throw new Error(pairing.problem.message)
    return { events, operations: pairing.operations }
  })
