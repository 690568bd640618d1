/**
 * Goal: whatever a run file from a stranger holds, it is refused with a sentence or shown as
 * bounded plain data; nothing in it runs, and the library stays as it was. Method: a sound file,
 * spoiled in one way each, through every call that reads it, and through an import.
 */
import type { Database } from 'better-sqlite3'
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CallError } from '../../../../electron/ipc/envelope.ts'
import { frameOf } from '../../journal/frame-of.ts'
import { alter, alteredCopy, recordRun } from '../../library/recorded-run.ts'
import { BROKEN, STALE_READ } from '../../library/stale-read.ts'
import { usePart } from './part-in-test.ts'

const { api, part, pathOf, runs, elsewhere } = usePart()
const sound = join(elsewhere, 'sound.faultline')

beforeAll(() => {
  recordRun(sound, { history: STALE_READ, verdict: BROKEN, talking: true })
})

const FORMATS = ['jsonl', 'jepsen-edn', 'shiviz', 'junit', 'html', 'faultline'] as const

/** More would be a burden for a window, whatever the file holds. */
const SHOWN_CHARACTERS_MAX = 12_000_000

/** What every call that reads `run` answers: its value, or the sentence of the refusal. */
async function answers(run: string): Promise<readonly unknown[]> {
  const calls = [
    api.show({ run }),
    api.series({ run, bins: 100 }),
    api.witness({ run, check: 'linearizable' }),
    api.compare({ left: run, right: run, bins: 10 }),
    ...FORMATS.map((format) => api.export({ run, format })),
  ]
  const settled = await Promise.allSettled(calls)
  return settled.map((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value
    expect(outcome.reason).toBeInstanceOf(CallError)
    const { code, message } = outcome.reason as CallError
    expect(code, message).toBe('refused')
    expect(message.length).toBeLessThan(1_000)
    return message
  })
}

let copies = 0

function spoiled(change: (database: Database) => void): string {
  const run = `spoiled-${++copies}`
  alteredCopy(sound, pathOf(run), change)
  return run
}

/** Every call refuses `run` with `message`, the list tells it, and it cannot come in. */
async function expectRefused(run: string, message: RegExp): Promise<void> {
  for (const answer of await answers(run)) expect(answer).toMatch(message)
  const before = readdirSync(runs)
  const copy = join(elsewhere, `${run}.faultline`)
  copyFileSync(pathOf(run), copy)
  await expect(part.importFile(copy)).rejects.toThrow(message)
  expect(readdirSync(runs)).toEqual(before)
  const bytes = readFileSync(pathOf(run))
  await expect(api.addNote({ run, atUs: null, text: 'x' })).rejects.toThrow(message)
  expect(readFileSync(pathOf(run)).equals(bytes)).toBe(true)
}

/** Every call answers with finite numbers and texts of a bearable length. */
async function expectShown(run: string): Promise<readonly unknown[]> {
  const found = await answers(run)
  const [detail, series] = found
  expect(typeof detail, String(detail)).toBe('object')
  expect(typeof series, String(series)).toBe('object')
  expect(JSON.stringify(found.slice(0, 4)).length).toBeLessThan(SHOWN_CHARACTERS_MAX)
  for (const number of numbersOf(detail)) expect(Number.isFinite(number)).toBe(true)
  return found
}

function numbersOf(data: unknown): readonly number[] {
  if (typeof data === 'number') return [data]
  if (typeof data !== 'object' || data === null) return []
  return Object.values(data).flatMap(numbersOf)
}

describe('a file whose tables are not ours is refused', () => {
  it('with another application id', async () => {
    const run = spoiled((database) => database.pragma('application_id = 1'))
    await expectRefused(run, /of another application/)
  })

  it('of a later version', async () => {
    const run = spoiled((database) => database.pragma('user_version = 100000'))
    await expectRefused(run, /written by a later Faultline/)
  })

  it('of a version that never was', async () => {
    const run = spoiled((database) => database.pragma('user_version = 75'))
    await expectRefused(run, /it was altered/)
  })

  it.each([
    ['a missing table', 'DROP TABLE history'],
    ['a trigger', `CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM run; END`],
    ['a view in the place of a table', 'DROP TABLE log; CREATE VIEW log AS SELECT * FROM note'],
    ['a column that computes', `ALTER TABLE tag ADD COLUMN evil TEXT AS (hex(zeroblob(1e9)))`],
    ['an index on an expression', 'CREATE INDEX evil ON run (length(hex(document)))'],
    ['a virtual table', 'CREATE VIRTUAL TABLE evil USING fts5(words)'],
  ])('with %s', async (_, sql) => {
    await expectRefused(spoiled((database) => void database.exec(sql)), /it was altered/)
  })

  it('with a trigger hidden by writing the schema itself', async () => {
    const run = spoiled((database) => {
      database.unsafeMode(true)
      database.pragma('writable_schema = ON')
      database
        .prepare(`UPDATE sqlite_schema SET sql = replace(sql, 'text TEXT', 'text TEXT  ') WHERE name = 'note'`)
        .run()
    })
    await expectRefused(run, /it was altered/)
  })

  it('damaged in the middle', async () => {
    const run = spoiled(() => undefined)
    const bytes = readFileSync(pathOf(run))
    bytes.fill(0xa5, 16_384 * 3, 16_384 * 3 + 4_000)
    writeFileSync(pathOf(run), bytes)
    await expectRefused(run, /damaged/)
  })
})

describe('a file with cells of a size that ours never have is refused', () => {
  it('with 100 MB of JSON in the drill, at once', async () => {
    const json = `[${'0,'.repeat(50 * 1024 * 1024)}0]`
    const run = spoiled((database) => {
      database.prepare('UPDATE run SET document = ?').run(json)
    })
    const beganMs = performance.now()
    await expect(api.list({})).resolves.toContainEqual(
      expect.objectContaining({
        name: run,
        ok: false,
        problem: expect.stringMatching(/its run has a document of 104857603 bytes/) as string,
      }),
    )
    await expect(api.show({ run })).rejects.toThrow(/at most 4194304 are taken/)
    expect(performance.now() - beganMs).toBeLessThan(10_000)
    await api.remove({ runs: [run] })
  })

  it.each([
    ['a tag of a million characters', `INSERT INTO tag VALUES ('${'x'.repeat(1e6)}')`],
    ['a machine of a million characters', `UPDATE life SET machine = '${'x'.repeat(1e6)}'`],
    ['a line of the log of a million characters', `UPDATE log SET text = '${'x'.repeat(1e6)}'`],
    [
      'a fault with a million characters',
      `UPDATE fault SET effect = '${'x'.repeat(1e6)}', kind = '${'y'.repeat(1e6)}'`,
    ],
    [
      'millions of notes',
      `INSERT INTO note (written_at, text) WITH RECURSIVE n(i) AS
         (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200001) SELECT '', '' FROM n`,
    ],
  ])('with %s', async (_, sql) => {
    await expectRefused(spoiled((database) => void database.exec(sql)), /are taken$/)
  })
})

describe('a file whose JSON is not as we write it is refused', () => {
  it.each([
    ['run', 'no JSON', 'hello', /damaged/],
    ['run', 'a list', '[]', /its drill is not written/],
    ['run', 'null', 'null', /its drill is not written/],
    ['run', 'a number without end', PATCH({ recoverWithinMs: 'INF' }), /its drill is not written/],
    ['run', 'a schedule of words', PATCH({ schedule: ['kill'] }), /its drill is not written/],
    ['run', 'selectors without end', PATCH({ schedule: [endless()] }), /its drill is not written/],
    ['run', 'a name of a million characters', PATCH({ name: 'n'.repeat(1e6) }), /its drill is/],
    ['verdict', 'no JSON', '{', /damaged/],
    ['verdict', 'a list of nothing', '[null]', /its verdict is not written/],
    ['verdict', 'checks of numbers', PATCH({ checks: [1] }), /its verdict is not written/],
    ['verdict', 'a latency without end', PATCH({ latencyMs: { p50: 'INF' } }), /its verdict is/],
    ['verdict', 'a verdict of its own', PATCH({ verdict: 'splendid' }), /its verdict is/],
  ] as const)('in its %s: %s', async (table, _, json, message) => {
    const run = spoiled((database) => {
      const text = json.startsWith('PATCH') ? patched(database, table, json.slice(5)) : json
      database.prepare(`UPDATE ${table} SET document = ?`).run(text)
    })
    const detail = await api.show({ run }).catch((error: unknown) => error)
    expect((detail as Error).message).toMatch(message)
    for (const format of ['junit', 'html'] as const) {
      await expect(api.export({ run, format })).rejects.toMatchObject({ code: 'refused' })
    }
    await expect(api.compare({ left: run, right: run, bins: 1 })).rejects.toMatchObject({
      code: 'refused',
    })
    const before = readdirSync(runs)
    const copy = join(elsewhere, `${run}.faultline`)
    copyFileSync(pathOf(run), copy)
    await expect(part.importFile(copy)).rejects.toThrow(message)
    expect(readdirSync(runs)).toEqual(before)
  })

  it('nested a million times', async () => {
    const run = spoiled((database) => {
      const deep = `${'['.repeat(1e6)}${']'.repeat(1e6)}`
      database.prepare('UPDATE history SET value = ?').run(deep)
    })
    const found = await answers(run)
    expect(typeof found[0]).toBe('object')
    expect(found.slice(4, 6)).toEqual([expect.any(String), expect.any(String)])
  })

  function PATCH(change: object): string {
    return `PATCH${JSON.stringify(change)}`
  }

  /** JSON has no infinity, but it has 1e999. */
  function patched(database: Database, table: string, change: string): string {
    const document = database.prepare(`SELECT document FROM ${table}`).pluck().get() as string
    const merged = { ...(JSON.parse(document) as object), ...(JSON.parse(change) as object) }
    return JSON.stringify(merged).replaceAll('"INF"', '1e999')
  }

  function endless(): unknown {
    let target: unknown = { type: 'leader' }
    for (let depth = 0; depth < 500; depth++) target = { type: 'with', selectors: [target] }
    return { atMs: 1, fault: { kind: 'kill', target, parameters: {} } }
  }
})

describe('a file with strange content in sound tables is shown as data', () => {
  const MARKUP = `<img src=x onerror=alert(1)>"'</script>\u0000\u202e`

  it('with markup in every text', async () => {
    const run = spoiled((database) => {
      database.prepare('UPDATE run SET source = $m, seed = $m, started_at = $m').run({ m: MARKUP })
      database.prepare('UPDATE fault SET id = $m, target = $m, effect = $m').run({ m: MARKUP })
      database.prepare('INSERT INTO tag VALUES (?)').run(MARKUP)
      database.prepare('INSERT INTO note (written_at, text) VALUES (?, ?)').run(MARKUP, MARKUP)
      database.prepare(`INSERT INTO log (at_ms, kind, text) VALUES (1, ?, ?)`).run(MARKUP, MARKUP)
    })
    const [detail, , , , ...files] = await expectShown(run)
    expect(detail).toMatchObject({ seed: MARKUP, source: MARKUP, tags: [MARKUP] })
    for (const file of files as { fileName: string; bytes: Uint8Array }[]) {
      if (!/html|xml/.test(file.fileName)) continue
      expect(new TextDecoder().decode(file.bytes)).not.toMatch(/<img|<\/script/)
    }
  })

  it('with times before the beginning, without end, and beyond all numbers', async () => {
    const run = spoiled((database) => {
      database.exec(`
        UPDATE log SET at_ms = -9e999 WHERE id % 2 = 0;
        UPDATE log SET at_ms = 9e999 WHERE id % 2 = 1;
        UPDATE fault SET applied_at_ms = -1e308, undone_at_ms = 9e999, planned_at_ms = 9e999;
        UPDATE history SET time_ns = -9223372036854775808 WHERE id = 1;
        UPDATE history SET time_ns = 9223372036854775807 WHERE id = 6;
        UPDATE verdict SET duration_ms = 9e999;
        UPDATE run SET parent_run = 'x', parent_at_ms = 9e999;
        INSERT INTO note (written_at, at_us, text) VALUES ('', -9223372036854775808, 'x');
        UPDATE journal_chunk SET last_at_us = 9223372036854775807`)
    })
    await expectShown(run)
    const [line] = (await api.list({})).filter(({ name }) => name === run)
    for (const number of numbersOf(line)) expect(Number.isFinite(number)).toBe(true)
  })

  it('with processes, keys and functions that no client has', async () => {
    const run = spoiled((database) => {
      database.exec(`
        UPDATE history SET process = -9223372036854775808 WHERE id < 3;
        UPDATE history SET key = '__proto__', f = 'constructor', client = '' WHERE id > 2`)
    })
    await expectShown(run)
  })

  it('with reports that say nothing', async () => {
    const run = spoiled((database) => {
      database.exec(`UPDATE report SET type = 'role', role = 'node', body = 'null'`)
    })
    await expectShown(run)
  })

  it('with steps of any shape in whole frames of its journals', async () => {
    const run = spoiled((database) => {
      const clocks = { lamport: 1, hybrid: { wallMs: 1, counter: 0 }, firstSend: 1, digest: 1 }
      const input = { kind: 'message', from: 'c1', body: null }
      const at = { machine: 'n1', atUs: 1, now: 1 }
      const steps = [{ kind: 'step', ...at, input, ...clocks, reports: [] }]
      database
        .prepare(`UPDATE journal_chunk SET bytes = ? WHERE at_offset = 0`)
        .run(frameOf(steps as never))
      database.exec('DELETE FROM journal_chunk WHERE at_offset > 0')
    })
    const found = await expectShown(run)
    expect(found[4 + FORMATS.indexOf('shiviz')]).toMatch(/steps that are not written as Faultline/)
  })

  it('with a witness of everything', async () => {
    const events = Array.from({ length: 20_000 }, (_, index) => ({
      index,
      time: index,
      process: index,
      type: 'ok',
      f: 'read',
      key: `k${index}`,
      value: 'v'.repeat(50),
    }))
    const run = spoiled((database) => {
      const [check] = BROKEN.checks
      const checks = [{ ...check, witness: { sentence: 's'.repeat(100_000), events } }]
      database
        .prepare(`UPDATE verdict SET document = json_set(document, '$.checks', json(?))`)
        .run(JSON.stringify(checks))
    })
    const [, , witness] = await expectShown(run)
    expect((witness as { operations: unknown[] }).operations.length).toBeLessThan(100)
  })

  it('with a journal that is cut or garbled, which only ShiViz would need', async () => {
    const run = spoiled((database) => {
      database.exec(`UPDATE journal_chunk SET bytes = randomblob(length(bytes))`)
    })
    const found = await expectShown(run)
    expect(found[4 + FORMATS.indexOf('shiviz')]).toMatch(/the journal of .* is damaged/)
  })

  it('and nothing of it is executed when something is added to it', async () => {
    const run = spoiled((database) => {
      database.prepare('INSERT INTO tag VALUES (?)').run(`'); DROP TABLE run; --`)
    })
    await api.tag({ runs: [run], add: [`"); DELETE FROM run; --`], remove: [] })
    expect((await api.show({ run })).tags).toHaveLength(2)
    alter(pathOf(run), (database) => {
      expect(database.prepare('SELECT count(*) FROM run').pluck().get()).toBe(1)
    })
  })
})
