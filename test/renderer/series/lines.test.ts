/** Goal: charts say what was recorded. Method: a run of four slots, read back from its lines. */
import { describe, expect, it } from 'vitest'
import {
  comparedRows,
  extentOf,
  rowsOf,
  spanOf,
  valueAt,
  type Row,
} from '../../../renderer/series/lines.ts'
import { aSeries } from './a-series.ts'

function lineOf(rows: readonly Row[], title: string, name: string) {
  const line = rows.find((row) => row.title === title)?.lines.find((one) => one.name === name)
  if (line === undefined) throw new Error(`no line ${name} of ${title}`)
  return line
}

describe('the lines of a run', () => {
  it('count operations by the second, whatever the length of a slot', () => {
    const line = lineOf(rowsOf(aSeries()), 'Operations a second', 'ok')
    expect([...line.values]).toEqual([100, 0, 200, 50])
  })

  it('have a gap where nothing was acknowledged', () => {
    const line = lineOf(rowsOf(aSeries()), 'Latency of ok', 'p99')
    expect([...line.values]).toEqual([8, NaN, 9, 32])
  })

  it('are told apart by their stroke alone', () => {
    for (const row of [...rowsOf(aSeries()), ...comparedRows(aSeries(), aSeries())]) {
      expect(new Set(row.lines.map(({ stroke }) => stroke)).size).toBe(row.lines.length)
    }
  })

  it('tell the value of a moment, and nothing of moments outside', () => {
    const line = lineOf(rowsOf(aSeries()), 'Operations a second', 'ok')
    expect([0, 99, 100, 250, 400].map((atMs) => valueAt(line, atMs))).toEqual([
      100, 100, 0, 200, 50,
    ])
    expect([-1, 401].map((atMs) => valueAt(line, atMs))).toEqual([NaN, NaN])
  })

  it('lay two runs over each other, each in its own slots', () => {
    const rows = comparedRows(aSeries(), aSeries({ slotMs: 200 }))
    expect([...lineOf(rows, 'Ok a second', 'right').values]).toEqual([50, 0, 100, 25])
    expect([...lineOf(rows, 'Failed or unknown', 'left').values]).toEqual([0, 40, 0, 0])
  })

  it('span every run that is drawn', () => {
    expect(spanOf([aSeries(), aSeries({ slotMs: 200 })])).toEqual({ fromMs: 0, toMs: 800 })
  })

  it('have an extent that leaves gaps out, and none without a measurement', () => {
    const [, latency] = rowsOf(aSeries())
    expect(latency && extentOf(latency)).toEqual({ least: 2, most: 64 })
    const none = new Float32Array(4).fill(NaN)
    const [, empty] = rowsOf(aSeries({ p50: none, p99: none, p999: none }))
    expect(empty && extentOf(empty)).toBeNull()
  })
})
