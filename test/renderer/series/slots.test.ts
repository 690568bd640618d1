/** Goal: a short run is no noisier than a long one. Method: known lengths. */
import { describe, expect, it } from 'vitest'
import { binsFor, binsLike } from '../../../renderer/series/slots.ts'

describe('the slots of a run', () => {
  it('are 100 ms in a short run, and as many as fit in a long one', () => {
    expect([0, 5_700, 20_000, 600_000].map(binsFor)).toEqual([1, 57, 200, 240])
  })

  it('are as long in the short one of two as in the long one', () => {
    const short = { slotMs: 25, ok: new Uint32Array(240) }
    expect([100, 25, 1e9].map((ms) => binsLike(short, ms))).toEqual([60, 240, 1])
  })
})
