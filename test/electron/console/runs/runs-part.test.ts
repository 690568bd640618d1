/**
 * Goal: the library is listed, shown, told about and tidied through the contract, and nothing but
 * the library is ever touched. Method: the part with its worker, and run files of the recorder.
 */
import SQLite from 'better-sqlite3'
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrate, NEWEST_VERSION, versionOf } from '../../../../electron/recorder/migrate.ts'
import { takeRunLock } from '../../../../electron/recorder/run-lock.ts'
import { recordRun } from '../../library/recorded-run.ts'
import { BROKEN, STALE_READ } from '../../library/stale-read.ts'
import { usePart } from './part-in-test.ts'

const { api, part, pathOf, published, runs, elsewhere } = usePart()

beforeAll(() => {
  recordRun(pathOf('stale'), { history: STALE_READ, verdict: BROKEN })
  recordRun(pathOf('sound'), { header: { startedAt: '2026-11-20T00:00:00.000Z' } })
  recordRun(pathOf('cut'), { end: 'interrupt', header: { startedAt: '2026-11-19T00:00:00.000Z' } })
  recordRun(join(elsewhere, 'other.faultline'))
})

describe('the list', () => {
  it('names runs and never paths, newest first, and what is broken last', async () => {
    writeFileSync(pathOf('text'), 'no run at all')
    symlinkSync(join(elsewhere, 'other.faultline'), pathOf('link'))
    writeFileSync(join(runs, 'with space.faultline'), '')
    const list = await api.list({})
    expect(list.map(({ name, ok }) => [name, ok])).toEqual([
      ['stale', true],
      ['sound', true],
      ['cut', true],
      ['with space', false],
      ['text', false],
      ['link', false],
    ])
    expect(list[2]).toMatchObject({ status: 'interrupted', reason: 'Ctrl-C', verdict: null })
    expect(list[3]).toMatchObject({ problem: expect.stringContaining('rename it') as string })
    expect(list[4]).toMatchObject({ problem: 'not an SQLite file, so not a run file' })
    expect(list[5]).toMatchObject({ problem: expect.stringContaining('a link') as string })
    expect(JSON.stringify(list)).not.toContain(elsewhere)
    expect(JSON.stringify(list)).not.toContain(runs)
  })

  it('tells how many operations there were, and nothing where nobody counted them', async () => {
    recordRun(pathOf('garbled'))
    const garbled = new SQLite(pathOf('garbled'))
    garbled.prepare(`UPDATE verdict SET document = 'no JSON'`).run()
    garbled.close()
    const told = new Map((await api.list({})).map((run) => [run.name, run]))
    const counted = (await api.show({ run: 'stale' })).verdict?.operations
    const { ok, fail, info } = counted ?? { ok: 0, fail: 0, info: 0 }
    expect(ok).toBeGreaterThan(0)
    expect(told.get('stale')).toMatchObject({ operations: ok + fail + info })
    expect(told.get('cut')).toMatchObject({ operations: null })
    expect(told.get('garbled')).toMatchObject({ ok: true, operations: null })
  })

  it('is right again when a file became another', async () => {
    await api.list({})
    await api.tag({ runs: ['sound'], add: ['green'], remove: [] })
    const line = (await api.list({})).find(({ name }) => name === 'sound')
    expect(line).toMatchObject({ tags: ['green'] })
  })
})

describe('a run', () => {
  it('is shown without the path of the computer that made it', async () => {
    const detail = await api.show({ run: 'stale' })
    expect(detail).toMatchObject({
      name: 'stale',
      status: 'finished',
      prediction: 'breaks',
      machines: [],
      verdict: { verdict: 'invalid', run: 'stale' },
      notes: [],
      troubles: [],
      parent: null,
    })
  })

  it('is drawn, compared and exported', async () => {
    const series = await api.series({ run: 'stale', bins: 20 })
    expect(series.ok).toBeInstanceOf(Uint32Array)
    expect([...series.ok].slice(0, 4)).toEqual([0, 1, 1, 1])
    const witness = await api.witness({ run: 'stale', check: 'linearizable' })
    expect(witness.operations.map(({ part }) => part)).toContain('impossible')
    const { checks } = await api.compare({ left: 'stale', right: 'sound', bins: 4 })
    expect(checks[0]).toEqual({ name: 'linearizable', left: 'invalid', right: 'valid' })
    const file = await api.export({ run: 'stale', format: 'jsonl' })
    expect(file.fileName).toBe('stale.jsonl')
    expect(new TextDecoder().decode(file.bytes).split('\n')).toHaveLength(7)
  })

  it.each([
    ['a check without a witness', { run: 'sound', check: 'linearizable' }, 'has no witness'],
    ['a check that is not there', { run: 'sound', check: 'nope' }, 'no such check'],
  ])('has no witness for %s', async (_, request, message) => {
    await expect(api.witness(request)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(message) as string,
    })
  })

  it.each(['../elsewhere/other', '..', '/etc/passwd', 'a/b', '.hidden', 'nul\u0000', ''])(
    'called %o is refused before anything is looked at',
    async (run) => {
      await expect(api.show({ run })).rejects.toMatchObject({ code: 'bad-request' })
      await expect(api.remove({ runs: [run] })).rejects.toMatchObject({ code: 'bad-request' })
    },
  )

  it('that is a link to somewhere else is refused by every call, and its target stays', async () => {
    const target = join(elsewhere, 'other.faultline')
    const before = readFileSync(target)
    for (const call of [
      () => api.show({ run: 'link' }),
      () => api.export({ run: 'link', format: 'html' }),
      () => api.addNote({ run: 'link', atUs: null, text: 'x' }),
      () => api.remove({ runs: ['link'] }),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('it is a link') as string,
      })
    }
    expect(readFileSync(target).equals(before)).toBe(true)
    expect(existsSync(pathOf('link'))).toBe(true)
  })

  it('that is not there is not found', async () => {
    await expect(api.show({ run: 'nobody' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'there is no run nobody in the library',
    })
  })
})

describe('what people say of a run', () => {
  it('is kept in its file, and every window is told', async () => {
    published()
    const { id } = await api.addNote({ run: 'sound', atUs: 1_500_000.4, text: 'Here <b>it</b> was.' })
    await api.addNote({ run: 'sound', atUs: null, text: 'And all in all.' })
    await api.tag({ runs: ['sound', 'stale'], add: ['kept', 'seen'], remove: [] })
    await api.tag({ runs: ['sound'], add: [], remove: ['seen', 'never there'] })
    expect(published()).toEqual(Array<string>(4).fill('runs.changed'))
    expect(await api.show({ run: 'sound' })).toMatchObject({
      notes: [
        { id, atUs: 1_500_000, text: 'Here <b>it</b> was.' },
        { atUs: null, text: 'And all in all.' },
      ],
      tags: expect.arrayContaining(['kept']) as string[],
    })
    await api.removeNote({ run: 'sound', id })
    await expect(api.removeNote({ run: 'sound', id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await api.show({ run: 'sound' })).notes).toHaveLength(1)
    expect(readdirSync(runs).filter((file) => file.startsWith('sound.'))).toEqual([
      'sound.faultline',
    ])
  })

  it('is bounded', async () => {
    const tags = (from: number) => Array.from({ length: 32 }, (_, index) => `t${from + index}`)
    await api.tag({ runs: ['cut'], add: tags(0), remove: [] })
    await api.tag({ runs: ['cut'], add: tags(32), remove: [] })
    await expect(api.tag({ runs: ['cut'], add: ['more'], remove: [] })).rejects.toMatchObject({
      message: 'a run takes at most 64 tags',
    })
    expect((await api.show({ run: 'cut' })).tags).toHaveLength(64)
  })

  it('migrates a file of an older version in its place', async () => {
    recordRun(pathOf('old'))
    const old = new SQLite(pathOf('old-version'))
    migrate(old, 70)
    old.prepare(`ATTACH ? AS new`).run(pathOf('old'))
    for (const table of ['run', 'process', 'verdict', 'log']) {
      const known = old.pragma(`main.table_info(${table})`) as readonly { name: string }[]
      const columns = known.map(({ name }) => name).join(', ')
      old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM new.${table}`)
    }
    old.close()
    await api.addNote({ run: 'old-version', atUs: null, text: 'still here' })
    const database = new SQLite(pathOf('old-version'), { readonly: true })
    expect(versionOf(database)).toBe(NEWEST_VERSION)
    database.close()
    expect((await api.show({ run: 'old-version' })).notes).toMatchObject([{ text: 'still here' }])
  })

  it('is not written while the run is being recorded', async () => {
    recordRun(pathOf('running'), { end: 'none' })
    const lock = takeRunLock(pathOf('running'))
    const before = readFileSync(pathOf('running'))
    for (const call of [
      () => api.addNote({ run: 'running', atUs: null, text: 'x' }),
      () => api.tag({ runs: ['running'], add: ['x'], remove: [] }),
      () => api.remove({ runs: ['sound', 'running'] }),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('being recorded') as string,
      })
    }
    expect(readFileSync(pathOf('running')).equals(before)).toBe(true)
    expect(existsSync(pathOf('sound'))).toBe(true)
    lock?.release()
  })
})

describe('removing', () => {
  it('takes the file and what lies beside it, and passes over what is gone', async () => {
    recordRun(pathOf('gone'))
    for (const suffix of ['-wal', '-shm', '-lock']) writeFileSync(`${pathOf('gone')}${suffix}`, '')
    published()
    expect(await api.remove({ runs: ['gone', 'never-there'] })).toEqual({ removed: 1 })
    expect(published()).toEqual(['runs.changed'])
    expect(readdirSync(runs).filter((file) => file.startsWith('gone'))).toEqual([])
  })
})

describe('the thread that answers', () => {
  it('is not held up by the work', async () => {
    let longestMs = 0
    let lastMs = performance.now()
    const watch = setInterval(() => {
      const nowMs = performance.now()
      longestMs = Math.max(longestMs, nowMs - lastMs)
      lastMs = nowMs
    }, 1)
    await Promise.all(
      Array.from({ length: 10 }, () => api.compare({ left: 'stale', right: 'sound', bins: 4_096 })),
    )
    clearInterval(watch)
    // A machine may be busy; work on this thread would show as one long gap.
    expect(longestMs).toBeLessThan(200)
  })

  it('opens a file from elsewhere for a door, and an own one in its place', async () => {
    expect(await part.importFile(join(elsewhere, 'other.faultline'))).toBe('other')
    expect((await api.show({ run: 'other' })).verdict?.verdict).toBe('valid')
    expect(await part.importFile(pathOf('sound'))).toBe('sound')
    const text = join(elsewhere, 'text.faultline')
    writeFileSync(text, 'no run at all')
    await expect(part.importFile(text)).rejects.toMatchObject({ code: 'refused' })
    await expect(part.importFile(elsewhere)).rejects.toMatchObject({ code: 'refused' })
  })
})
