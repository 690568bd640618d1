/** Goal: no bar or label hides another. Method: known faults, and any faults. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  availableSlots,
  happeningAt,
  laneCount,
  placeElections,
  placeFaults,
} from '../../../renderer/series/lanes.ts'
import { aFault, aSeries } from './a-series.ts'

const SPAN = { fromMs: 0, toMs: 1000 }

describe('the lanes under the charts', () => {
  it('put faults that follow each other into one lane', () => {
    const placed = placeFaults(
      [aFault({ fromMs: 500, toMs: 900 }), aFault({ fromMs: 0, toMs: 400 })],
      SPAN,
    )
    expect(placed.map(({ lane, left, width }) => [lane, left, width])).toEqual([
      [0, 0, 0.4],
      [0, 0.5, 0.4],
    ])
  })

  it('put a label beside a bar that is too short for it', () => {
    const labels = [
      { fromMs: 0, toMs: 400 },
      { fromMs: 0, toMs: 10 },
      { fromMs: 980, toMs: 1000 },
    ].map((times) => placeFaults([aFault(times)], SPAN)[0]?.label)
    expect(labels).toEqual(['inside', 'after', 'before'])
  })

  it('put a short label into a bar that has room for it', () => {
    const [one] = placeFaults([aFault({ kind: 'pause', target: 'n2', fromMs: 0, toMs: 150 })], SPAN)
    expect(one?.label).toBe('inside')
  })

  it('never let two bars of a lane overlap', () => {
    const times = fc.tuple(fc.integer({ min: -200, max: 1200 }), fc.integer({ min: 0, max: 800 }))
    fc.assert(
      fc.property(fc.array(times, { maxLength: 20 }), (drawn) => {
        const placed = placeFaults(
          drawn.map(([fromMs, length]) => aFault({ fromMs, toMs: fromMs + length })),
          SPAN,
        )
        for (let lane = 0; lane < laneCount(placed); lane++) {
          const bars = placed.filter((bar) => bar.lane === lane)
          for (const [index, bar] of bars.entries()) {
            const next = bars[index + 1]
            if (next) expect(bar.left + bar.width).toBeLessThanOrEqual(next.left + 1e-9)
          }
        }
      }),
    )
  })

  it('label elections only where the words do not run into each other', () => {
    const elections = [100, 120, 300, 990].map((atMs, term) => ({ atMs, node: 'n1', term }))
    expect(placeElections(elections, SPAN).map(({ labelled }) => labelled)).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('know in which slots something was acknowledged', () => {
    expect(availableSlots(aSeries())).toEqual([true, false, true, true])
  })

  it('tell in words what happens at a moment', () => {
    expect(happeningAt(aSeries(), 150)).toEqual(['kill n1', 'n2 leads term 3'])
    expect(happeningAt(aSeries(), 350)).toEqual([])
  })
})
