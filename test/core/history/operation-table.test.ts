/**
 * Goal: a history is the same whether its operations are kept as objects or as a table. Method:
 * random events, also of processes that contradict themselves, are paired both ways.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finish } from '../../../core/checkers/property.ts'
import { splitByObject } from '../../../core/checkers/linearizability/objects.ts'
import { kv } from '../../../core/checkers/linearizability/models/register.ts'
import type { EventType, HistoryEvent, HistoryOperation } from '../../../core/history/operation.ts'
import { OperationTable } from '../../../core/history/operation-table.ts'
import { OperationPairer, pairOperations } from '../../../core/history/pair-operations.ts'

const values = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 0, -1, 2 ** 53 - 1, 1.5, '', 'x', true),
  fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
  fc.array(fc.array(fc.constantFrom('r', 'x', null), { maxLength: 3 }), { maxLength: 2 }),
  fc.record({ x: fc.integer() }),
)

const events = fc
  .array(
    fc.record(
      {
        gap: fc.constantFrom(1, 1, 1, 7, 2 ** 40),
        wait: fc.integer({ min: 0, max: 2 ** 40 }),
        process: fc.constantFrom(0, 1, 2, 2 ** 40),
        type: fc.constantFrom<EventType>('invoke', 'invoke', 'ok', 'fail', 'info'),
        f: fc.constantFrom('read', 'read', 'write', 'txn'),
        key: fc.constantFrom('x', 'y', ''),
        value: values,
        error: fc.constantFrom('timeout', 'x', ['a', 1]),
      },
      { requiredKeys: ['gap', 'wait', 'process', 'type', 'f'] },
    ),
    { maxLength: 60 },
  )
  .map((rows) => {
    let index = -1
    let time = 0
    return rows.map(({ gap, wait, ...row }): HistoryEvent => {
      index += gap
      time += wait
      return { index, time, ...row }
    })
  })

function tableOf(history: readonly HistoryEvent[]) {
  const table = new OperationTable()
  const pairer = new OperationPairer(table)
  for (const event of history) {
    const problem = pairer.add(event)
    if (problem !== undefined) return { ok: false, problem } as const
  }
  return { ok: true, operations: table } as const
}

describe('a table of operations', () => {
  it('holds what the events say, and refuses what contradicts them', () => {
    fc.assert(
      fc.property(events, (history) => {
        const paired = pairOperations(history)
        const read = tableOf(history)
        if (!paired.ok || !read.ok) {
          expect(read).toEqual(paired)
          return
        }
        expect([...read.operations]).toStrictEqual(paired.operations.map(filled))
        expect(read.operations.length).toBe(paired.operations.length)
        for (const [place, operation] of paired.operations.entries()) {
          expect(read.operations.at(place)).toStrictEqual(filled(operation))
        }
        expect(read.operations.at(paired.operations.length)).toBeUndefined()
      }),
      { seed: 11, numRuns: 2000 },
    )
  })

  it('falls into the same objects', () => {
    fc.assert(
      fc.property(events, (history) => {
        const paired = pairOperations(history)
        const read = tableOf(history)
        if (!paired.ok || !read.ok) return
        const expected = new Map<string | undefined, HistoryOperation[]>()
        for (const operation of paired.operations) {
          expected.set(operation.key, [...(expected.get(operation.key) ?? []), filled(operation)])
        }
        const objects = finish(splitByObject(read.operations, kv))
        expect(objects.map(({ key, operations }) => [key, [...operations]])).toEqual([...expected])
      }),
      { seed: 12, numRuns: 1000 },
    )
  })

  it('holds more than fits into one of its parts', () => {
    const table = new OperationTable()
    const pairer = new OperationPairer(table)
    const count = 100_000
    for (let place = 0; place < count; place++) {
      const common = { process: place % 10, f: 'write', key: `k${place % 7}`, value: place }
      pairer.add({ ...common, index: 2 * place, time: place, type: 'invoke' })
      pairer.add({ ...common, index: 2 * place + 1, time: place, type: 'ok' })
    }
    expect(table.length).toBe(count)
    for (const place of [0, 16_383, 16_384, 99_999]) {
      expect(table.at(place)).toMatchObject({ index: 2 * place, input: place, output: place })
    }
  })
})

/** An `ok` always has an output, if only `undefined`. */
function filled(operation: HistoryOperation): HistoryOperation {
  return operation.outcome === 'ok' ? { ...operation, output: operation.output } : operation
}
