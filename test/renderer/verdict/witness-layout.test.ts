/** Goal: a witness can be read: no bar or word over another. Method: a stale read, and any. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DrawnWitness, WitnessOperation } from '../../../electron/ipc/shapes/runs.ts'
import { layOutWitness } from '../../../renderer/views/verdict/witness-layout.ts'
import { aFault } from '../series/a-series.ts'

function operation(changed: Partial<WitnessOperation> = {}): WitnessOperation {
  return {
    client: 'c1',
    text: 'read x -> 4',
    fromUs: 0,
    toUs: 1000,
    result: 'ok',
    part: 'context',
    ...changed,
  }
}

function witness(operations: readonly WitnessOperation[]): DrawnWitness {
  return { check: 'linearizable', sentence: 'no', fromUs: 0, toUs: 1, operations, faults: [] }
}

describe('a drawn witness', () => {
  it('has a lane for each client, in the order of their numbers', () => {
    const clients = ['c10', 'c2', 'c1'].map((client) => operation({ client }))
    const { lanes } = layOutWitness(witness(clients), 800)
    expect(lanes.map(({ client }) => client)).toEqual(['c1', 'c2', 'c10'])
  })

  it('begins with those whose operations are the story, as it goes', () => {
    const operations = [
      operation({ client: 'c1' }),
      operation({ client: 'c9', part: 'witness', fromUs: 10 }),
      operation({ client: 'c4', part: 'impossible', fromUs: 2000, toUs: 3000 }),
      operation({ client: 'c2', fromUs: 2500 }),
    ]
    const { lanes } = layOutWitness(witness(operations), 800)
    expect(lanes.map(({ client }) => client)).toEqual(['c9', 'c4', 'c1', 'c2'])
  })

  it('marks what had been answered when the impossible was asked for', () => {
    const story = [
      operation({ part: 'witness', toUs: 900 }),
      operation({ part: 'witness', fromUs: 100, toUs: 1500 }),
      operation({ part: 'impossible', fromUs: 1000, toUs: 2000 }),
    ]
    const { knownX, operations } = layOutWitness(witness(story), 800)
    const [known] = operations
    expect(knownX).toBe((known?.x ?? 0) + (known?.width ?? 0))
    expect(layOutWitness(witness([operation()]), 800).knownX).toBeNull()
  })

  it('says of every piece of the axis when it begins, however short it is', () => {
    const dense = [0, 1, 2, 3, 4, 5].map((step) =>
      operation({ fromUs: step * 5000, toUs: (step + 1) * 5000 }),
    )
    const late = operation({ fromUs: 1_000_000, toUs: 1_000_500 })
    const { breaks, ticks } = layOutWitness(witness([...dense, late]), 1100)
    expect(breaks.map(({ toUs }) => toUs)).toEqual([1_000_000])
    expect(ticks.map(({ us }) => us)).toContain(1_000_000)
    expect(ticks.map(({ us }) => us)).toContain(0)
  })

  it('draws what was never answered to the end', () => {
    const { operations } = layOutWitness(
      witness([operation(), operation({ client: 'c2', fromUs: 500, toUs: null })]),
      800,
    )
    const open = operations.find(({ operation }) => operation.toUs === null)
    expect((open?.x ?? 0) + (open?.width ?? 0)).toBe(800)
  })

  it('has faults on the same axis', () => {
    const drawn = {
      ...witness([operation(), operation({ fromUs: 9_000, toUs: 10_000 })]),
      faults: [aFault({ fromMs: 0, toMs: 1 }), aFault({ fromMs: -5, toMs: 99 })],
    }
    const { faults, operations } = layOutWitness(drawn, 800)
    const { bands, shades } = faults
    const [first] = operations
    expect(bands[0]).toMatchObject({ x: first?.x, width: first?.width })
    expect(bands[1]).toMatchObject({ x: 0, width: 800 })
    expect(bands.map(({ row }) => row)).toEqual([0, 1])
    expect(shades).toEqual([{ x: 0, width: 800 }])
  })

  it('never lets two of a row overlap, with their words', () => {
    const drawn = fc.record({
      client: fc.constantFrom('c1', 'c2'),
      text: fc.stringMatching(/^[a-z]{1,20}$/),
      fromUs: fc.integer({ min: 0, max: 1e7 }),
      length: fc.option(fc.integer({ min: 0, max: 1e6 })),
    })
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 24 }), (list) => {
        const operations = list.map(({ client, text, fromUs, length }) =>
          operation({ client, text, fromUs, toUs: length === null ? null : fromUs + length }),
        )
        const layout = layOutWitness(witness(operations), 800)
        expect(layout.operations).toHaveLength(list.length)
        for (const one of layout.operations) {
          for (const other of layout.operations) {
            if (one === other || one.row !== other.row) continue
            const apart = one.x + one.width <= other.x || other.x + other.width <= one.x
            expect(apart).toBe(true)
          }
        }
      }),
    )
  })
})
