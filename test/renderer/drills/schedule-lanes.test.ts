/** Goal: the picture of a schedule has every fault where and as long as it will stand. */
import { expect, test } from 'vitest'
import type { PlannedEntry } from '../../../electron/ipc/shapes/drills.ts'
import {
  entryText,
  ROWS_MAX,
  schedulePicture,
} from '../../../renderer/views/drills/schedule-lanes.ts'

const pause: PlannedEntry = {
  atMs: 5000,
  what: 'fault',
  kind: 'pause',
  target: 'leader',
  parameters: '',
  endsAtMs: 8000,
}
const undo: PlannedEntry = { ...pause, atMs: 12_000, what: 'undo', kind: 'all', target: '' }

test('A fault is a bar from its beginning to its end, an undo a mark.', () => {
  const picture = schedulePicture({ schedule: [pause, undo], durationMs: 20_000 }, 300)
  expect(picture.rows).toMatchObject([{ left: 0.25, open: false, kind: 'pause', when: '5s to 8s' }])
  expect(picture.rows[0]?.width).toBeCloseTo(0.15)
  expect(picture.undos).toEqual([{ left: 0.6, text: '12s: undo all' }])
  expect(picture.ticks.map(({ text }) => text)).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s'])
})

test('A fault that nothing ends reaches to the end of the drill.', () => {
  const schedule = [{ ...pause, endsAtMs: null }]
  const [row] = schedulePicture({ schedule, durationMs: 20_000 }, 300).rows
  expect(row).toMatchObject({ left: 0.25, width: 0.75, open: true })
})

test('What is planned for after the workload still lies on the axis.', () => {
  const schedule = [{ ...pause, atMs: 19_000, endsAtMs: 25_000 }]
  const [row] = schedulePicture({ schedule, durationMs: 20_000 }, 300).rows
  expect((row?.left ?? 2) + (row?.width ?? 2)).toBeLessThanOrEqual(1)
})

test('Of very many faults the first are drawn and the rest is counted.', () => {
  const schedule = Array.from({ length: ROWS_MAX + 3 }, () => pause)
  const { rows, more } = schedulePicture({ schedule, durationMs: 20_000 }, 300)
  expect([rows.length, more]).toEqual([ROWS_MAX, 3])
})

test('An entry in words says from when to when, what, and to whom.', () => {
  expect(entryText(pause)).toBe('5s to 8s: pause leader')
  expect(entryText({ ...pause, endsAtMs: null, target: '', parameters: 'by: 30ms' })).toBe(
    '5s to the end: pause (by: 30ms)',
  )
})
