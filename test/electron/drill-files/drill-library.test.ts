/** Goal: every drill that comes along loads and keeps to what the library promises of it. */
import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { formatDrillFileErrors } from '../../../electron/drill-files/drill-file-error.ts'
import {
  DRILLS_FOLDER,
  listDrills,
  resolveDrill,
} from '../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../electron/drill-files/load-drill.ts'

const files = (await readdir(DRILLS_FOLDER)).sort()

describe.each(files)('%s', (file) => {
  it('loads, asks and expects', async () => {
    const loaded = await loadDrill(`${DRILLS_FOLDER}${file}`)
    if (!loaded.ok) throw new Error(formatDrillFileErrors(loaded.errors))
    const { drill, source } = loaded
    expect(`${drill.name}.yaml`).toBe(file)
    expect(drill.question).toMatch(/\?$/)
    expect(drill.hypothesis.length).toBeGreaterThan(10)
    expect(drill.expect.length).toBeGreaterThan(0)
    expect(drill.concept).toMatch(/^[A-Z]/)
    expect(drill.difficulty).toMatch(/^(easy|medium|hard)$/)
    expect(drill.tags).not.toContainEqual(expect.stringMatching(/^(easy|medium|hard)$/))
    expect(source).toMatch(/^# /)
    expect(drill.schedule.length > 0 || drill.random !== undefined).toBe(true)
    const seconds = drill.workload.durationMs / 1000
    expect(seconds).toBeGreaterThanOrEqual(10)
    expect(seconds).toBeLessThanOrEqual(drill.random === undefined ? 25 : 60)
  })
})

describe('the library', () => {
  it('lists every file, in order', async () => {
    const names = (await listDrills()).map(({ name }) => `${name}.yaml`)
    expect(names).toEqual(files)
    expect(names.length).toBeGreaterThanOrEqual(18)
  })

  it('finds drills by name and by path', async () => {
    const found = await resolveDrill('leader-loss')
    expect(found.ok && found.file.endsWith('leader-loss.yaml')).toBe(true)
    expect(await resolveDrill('./mine.yaml')).toEqual({ ok: true, file: './mine.yaml' })
    const missed = await resolveDrill('leder-loss')
    expect(missed).toEqual({
      ok: false,
      message: 'there is no drill "leder-loss" (did you mean "leader-loss"?)',
    })
  })
})
