import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laneAt, layOutLanes, scrollShowing } from '../../../renderer/timeline/lane-layout.ts'

function lanesOf(nodes: number, clients: number) {
  return [
    ...Array.from({ length: nodes }, (_, at) => ({ name: `n${at + 1}`, role: 'node' as const })),
    ...Array.from({ length: clients }, (_, at) => ({
      name: `c${at + 1}`,
      role: 'client' as const,
    })),
  ]
}
const plain = { hidden: new Set<string>(), together: false, scrollPx: 0 }

describe('the layout of lanes', () => {
  it('shows every node in the height, however many clients there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 420, max: 1_200 }),
        fc.nat(5_000),
        (nodes, clients, heightPx, scrollPx) => {
          const layout = layOutLanes({
            ...plain,
            lanes: lanesOf(nodes, clients),
            heightPx,
            scrollPx,
          })
          for (let lane = 0; lane < nodes; lane++) {
            expect(layout.shown[lane]).toBe(1)
            expect(layout.y[lane]).toBeGreaterThan(layout.clients.bottomPx)
            expect(layout.y[lane]).toBeLessThan(heightPx)
          }
          expect(layout.scrollPx).toBeLessThanOrEqual(layout.scrollMaxPx)
        },
      ),
    )
  })

  it('puts what scrolled away at the edge beyond which it lies, and does not draw it', () => {
    const layout = layOutLanes({ ...plain, lanes: lanesOf(5, 40), heightPx: 600 })
    const last = 5 + 39
    expect(layout.shown[last]).toBe(0)
    expect(layout.y[last]).toBe(Math.round(layout.clients.bottomPx))
  })

  it('scrolls to a client that is out of view', () => {
    const lanes = lanesOf(5, 40)
    const layout = layOutLanes({ ...plain, lanes, heightPx: 600 })
    const scrollPx = scrollShowing(layout, lanes, 5 + 39)
    const after = layOutLanes({ ...plain, lanes, heightPx: 600, scrollPx })
    expect(after.shown[5 + 39]).toBe(1)
    expect(scrollShowing(after, lanes, 5 + 39)).toBe(after.scrollPx)
  })

  it('has no place for hidden machines, and one row for clients together', () => {
    const lanes = lanesOf(3, 4)
    const hidden = layOutLanes({ ...plain, lanes, heightPx: 600, hidden: new Set(['n2']) })
    expect(hidden.y[1]).toBeNaN()
    expect(hidden.shown[1]).toBe(0)
    const together = layOutLanes({ ...plain, lanes, heightPx: 600, together: true })
    expect(new Set(together.y.subarray(3)).size).toBe(1)
  })

  it('finds the lane at a height', () => {
    const layout = layOutLanes({ ...plain, lanes: lanesOf(3, 2), heightPx: 600 })
    for (let lane = 0; lane < 5; lane++) expect(laneAt(layout, layout.y[lane] as number)).toBe(lane)
    expect(laneAt(layout, 599.9)).toBeNull()
  })
})
