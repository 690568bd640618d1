/** Goal: what is expected of a part of a run is expected of the same part when its times move. */
import { describe, expect, it } from 'vitest'
import type { Expectation } from '../../../core/drills/drill.ts'
import {
  windowsOnGrid,
  windowsSooner,
  windowsUntil,
} from '../../../core/simulation/moved-windows.ts'

const windowed = (fromMs: number, toMs: number): Expectation => ({
  probe: 'elections',
  atMost: 0,
  during: { fromMs, toMs },
})
const whole: Expectation = { probe: 'longest-outage', atMost: 4000 }

describe('a window', () => {
  it('comes sooner with the faults that it follows, and is shorter where it holds the gap', () => {
    expect(windowsSooner([windowed(4000, 18_000)], 4000, 1500)).toEqual([windowed(2500, 16_500)])
    expect(windowsSooner([windowed(4000, 18_000)], 9000, 1500)).toEqual([windowed(4000, 16_500)])
    expect(windowsSooner([windowed(1000, 3000)], 9000, 1500)).toEqual([windowed(1000, 3000)])
  })

  it('ends with the run, and is left for a check to refuse where it never comes', () => {
    expect(windowsUntil([windowed(4000, 18_000)], 9000)).toEqual([windowed(4000, 9000)])
    expect(windowsUntil([windowed(4000, 18_000)], 3000)).toEqual([windowed(4000, 18_000)])
  })

  it('lies on the grid', () => {
    expect(windowsOnGrid([windowed(4051, 17_999)], 100)).toEqual([windowed(4000, 17_900)])
  })

  it('of the whole run is the whole run', () => {
    expect(windowsSooner([whole], 0, 500)).toEqual([whole])
    expect(windowsUntil([whole], 3000)).toEqual([whole])
    expect(windowsOnGrid([whole], 100)).toEqual([whole])
  })
})
