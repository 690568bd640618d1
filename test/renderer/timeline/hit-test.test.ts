import { describe, expect, it } from 'vitest'
import { FLAG } from '../../../electron/ipc/shapes/timeline.ts'
import {
  distanceTo,
  hitAt,
  type Hit,
  type HitContext,
} from '../../../renderer/timeline/hit-test.ts'
import { hitWords } from '../../../renderer/timeline/hit-words.ts'
import { layOutLanes } from '../../../renderer/timeline/lane-layout.ts'
import { SegmentList } from '../../../renderer/timeline/segments.ts'
import { rootLevel, tileName, tileToUs } from '../../../renderer/timeline/tile-grid.ts'
import { TimeScale } from '../../../renderer/timeline/time-scale.ts'
import { LOST, MESSAGE, windowOf, type TestEvent } from './columns.ts'

const RUN_US = 1_000_000
const ROOT = rootLevel(RUN_US)
const lanes = [
  { name: 'n1', role: 'node' as const, lives: [] },
  { name: 'n2', role: 'node' as const, lives: [] },
  { name: 'n3', role: 'node' as const, lives: [] },
  { name: 'c1', role: 'client' as const, lives: [] },
]
const operation = {
  lane: 3,
  fromUs: 100_000,
  toUs: 300_000,
  result: 'ok' as const,
  text: 'read x -> 4',
  key: 'x',
  violates: false,
}

function contextOf(events: readonly TestEvent[], asDots = true): HitContext {
  const scale = TimeScale.whole(RUN_US, 1_000)
  const name = tileName(ROOT, 0)
  const tile = windowOf(0, tileToUs(name), events, [operation])
  const segments = new SegmentList()
  segments.fill({ tile: (wanted) => (wanted === name ? tile : undefined) }, scale, ROOT)
  const layout = layOutLanes({
    lanes,
    hidden: new Set(),
    heightPx: 500,
    together: false,
    scrollPx: 0,
  })
  return { scale, layout, segments, lostKind: LOST, thinning: 1, exact: true, asDots }
}

const idOf = (hit: Hit | null): unknown =>
  hit?.kind === 'event' || hit?.kind === 'message' ? [hit.kind, hit.events.id[hit.at]] : hit

describe('what lies under a point', () => {
  const events: TestEvent[] = [
    { id: 1, atUs: 201_000, lane: 0 },
    { id: 2, atUs: 203_500, lane: 0 },
    { id: 3, atUs: 600_000, lane: 2, kind: MESSAGE, peer: 0, sentAtUs: 400_000 },
    { id: 4, atUs: 700_000, lane: 0, kind: LOST, peer: 2, flags: FLAG.corrupt },
  ]
  const context = contextOf(events)
  const y = (lane: number): number => context.layout.y[lane] as number

  it('is the nearest event of the lane', () => {
    expect(idOf(hitAt(context, 203, y(0) + 3))).toEqual(['event', 2])
    expect(idOf(hitAt(context, 199, y(0)))).toEqual(['event', 1])
    expect(hitAt(context, 199, y(0) + 20)).toBeNull()
  })

  it('is the message whose line passes there', () => {
    expect(idOf(hitAt(context, 501, (y(0) + y(2)) / 2))).toEqual(['message', 3])
    expect(hitAt(context, 520, (y(0) + y(2)) / 2)).toBeNull()
  })

  it('is a lost message on its broken way', () => {
    const half = y(0) + (y(2) - y(0)) * 0.275
    expect(idOf(hitAt(context, 713, half))).toEqual(['message', 4])
  })

  it('is the bar of an operation', () => {
    expect(hitAt(context, 150, y(3))).toEqual({ kind: 'operation', operation })
    expect(hitAt(context, 320, y(3))).toBeNull()
  })

  it('is a bin where only density is drawn', () => {
    const dense = contextOf(events, false)
    expect(hitAt(dense, 202, y(0))).toMatchObject({ kind: 'bin', lane: 0, events: 2 })
    expect(hitAt(dense, 900, y(1))).toBeNull()
  })

  it('is not what the thinning left out', () => {
    const thinned = { ...context, thinning: 2 ** 20 }
    expect(hitAt(thinned, 501, (y(0) + y(2)) / 2)).toBeNull()
  })

  it('is told in one line', () => {
    const head = {
      kinds: ['', '', 'message', 'timer', '', '', '', '', 'lost'],
      types: ['append'],
      lanes,
    }
    const told = (hit: Hit | null): string =>
      hit === null ? '' : hitWords(hit, head as never, RUN_US)
    expect(told(hitAt(context, 501, (y(0) + y(2)) / 2))).toBe(
      'n1 to n3: append, 0.600 s, 200 ms under way',
    )
    expect(told(hitAt(context, 700, y(0)))).toBe('n1 to n3: lost append, damaged, 0.700 s')
    expect(told(hitAt(context, 150, y(3)))).toBe('c1: read x -> 4, answered, 200 ms')
  })
})

describe('the distance to a line', () => {
  it('is that to its nearest end beyond its ends', () => {
    const line = { fromX: 0, fromY: 0, toX: 10, toY: 0, lost: false }
    expect(distanceTo(line, 5, 3)).toBe(3)
    expect(distanceTo(line, 13, 4)).toBe(5)
    expect(distanceTo({ ...line, toX: 0 }, 3, 4)).toBe(5)
  })
})
