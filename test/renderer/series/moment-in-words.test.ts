/** Goal: what the canvas shows is told to those who do not see it. Method: one moment, read. */
import { describe, expect, it } from 'vitest'
import { comparedRows, rowsOf } from '../../../renderer/series/lines.ts'
import { momentInWords } from '../../../renderer/series/moment-in-words.ts'
import { aSeries } from './a-series.ts'

describe('a moment in words', () => {
  it('tells every line and what happens', () => {
    expect(momentInWords(rowsOf(aSeries()), 150, ['kill n1'])).toBe(
      '0.15 s. Operations a second: ok 0, failed 30, unknown 10. ' +
        'Latency of ok: p50 –, p99 –, p99.9 –. kill n1.',
    )
  })

  it('names the runs that are compared', () => {
    const rows = comparedRows(aSeries(), aSeries({ slotMs: 200 })).slice(0, 1)
    expect(momentInWords(rows, 0, [], ['before', 'after'])).toBe(
      '0 s. Ok a second: before 100, after 50.',
    )
  })
})
