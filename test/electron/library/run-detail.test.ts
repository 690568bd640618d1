/** Goal: the console shows of a run what people can read, and says where it shows less than all. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readRunDetail } from '../../../electron/library/run-detail.ts'
import { alter, reading, recordRun } from './recorded-run.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('detail', { brokenRuns: 'written by hand, of machines that only talk' })

it('leaves the schedule that is kept as data out of the log, and nothing else', () => {
  const path = join(folder, 'by-hand.faultline')
  recordRun(path)
  alter(path, (database) => {
    const insert = database.prepare('INSERT INTO log (at_ms, kind, text) VALUES (?, ?, ?)')
    insert.run(1, 'schedule', 'schedule paused by hand')
    insert.run(2, 'schedule', '{"at":"1s","undo":"all"}')
    insert.run(3, 'prediction', 'holds')
  })
  const { log, prediction, troubles } = reading(path, readRunDetail)
  expect(log.filter(({ kind }) => kind === 'schedule').map(({ text }) => text)).toEqual([
    'schedule paused by hand',
  ])
  expect(log.at(-1)?.kind).not.toBe('schedule')
  expect(prediction).toBe('holds')
  expect(troubles).toEqual([])
})

it('says which list it cut', () => {
  const path = join(folder, 'many-notes.faultline')
  recordRun(path)
  alter(path, (database) => {
    database.exec(`
      WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10002)
      INSERT INTO note (written_at, at_us, text) SELECT '2026-01-01T00:00:00Z', i, 'x' FROM n`)
  })
  const { notes, troubles } = reading(path, readRunDetail)
  expect(notes).toHaveLength(10_000)
  expect(troubles).toEqual([expect.stringMatching(/^only the first 10000 of its \d+ notes/)])
})
