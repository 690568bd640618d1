/**
 * Goal: a run file from elsewhere joins the library whole or not at all, and what is given up
 * leaves nothing behind. Method: uploads through the contract, right ones and wrong ones.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PIECE_BYTES_MAX, Uploads, UPLOADS_MAX } from '../../../../electron/console/runs/uploads.ts'
import { nameFor } from '../../../../electron/library/import-run.ts'
import { IMPORT_BYTES_MAX } from '../../../../electron/library/import-run.ts'
import { recordRun } from '../../library/recorded-run.ts'
import { usePart } from './part-in-test.ts'

const { api, runs, elsewhere, published } = usePart()
let bytes: Buffer

beforeAll(() => {
  recordRun(join(elsewhere, 'mine.faultline'))
  bytes = readFileSync(join(elsewhere, 'mine.faultline'))
})

async function upload(fileName: string, content: Uint8Array, pieceBytes = 10_000): Promise<string> {
  const { upload } = await api.beginImport({ fileName, bytes: content.length })
  for (let at = 0; at < content.length; at += pieceBytes) {
    await api.continueImport({ upload, bytes: content.subarray(at, at + pieceBytes) })
  }
  return (await api.finishImport({ upload })).run
}

/** What the library holds beside runs. */
function leftovers(): readonly string[] {
  return readdirSync(runs).filter((file) => !file.endsWith('.faultline'))
}

describe('a file that comes in', () => {
  it('joins the library under a safe name that is free', async () => {
    published()
    expect(await upload('mine.faultline', bytes)).toBe('mine')
    expect(published()).toEqual(['runs.changed'])
    expect(await upload('mine.faultline', bytes)).toBe('mine-2')
    expect(await upload('../../etc/pass wd<b>.FAULTLINE', bytes)).toBe('pass-wd-b-')
    expect(await api.show({ run: 'mine-2' })).toMatchObject({ name: 'mine-2', status: 'finished' })
    expect(leftovers()).toEqual([])
  })

  it.each([
    ['run.faultline', 'run'],
    ['C:\\Users\\Ada\\my run.faultline', 'my-run'],
    ['...', 'run'],
    ['', 'run'],
    ['-rf.faultline', 'rf'],
    ['_x', 'x'],
    ['лог.faultline', 'run'],
    ['x'.repeat(300), 'x'.repeat(80)],
  ])('called %o is named %o', (fileName, name) => {
    expect(nameFor(fileName)).toBe(name)
  })

  it('is refused where it is no sound run file, and leaves nothing', async () => {
    const before = readdirSync(runs)
    await expect(upload('x', Buffer.from('no run at all'))).rejects.toMatchObject({
      code: 'refused',
      message: 'not an SQLite file, so not a run file',
    })
    const damaged = Buffer.from(bytes)
    damaged.fill(0xff, 20_000, 60_000)
    await expect(upload('x', damaged)).rejects.toMatchObject({ code: 'refused' })
    await expect(upload('x', Buffer.alloc(0))).rejects.toMatchObject({ code: 'refused' })
    expect(readdirSync(runs)).toEqual(before)
  })

  it('of a run that was cut short does not send anybody after its journals', async () => {
    recordRun(join(elsewhere, 'cut.faultline'), { end: 'none' })
    const run = await upload('cut.faultline', readFileSync(join(elsewhere, 'cut.faultline')))
    expect(await api.show({ run })).toMatchObject({
      status: 'interrupted',
      reason: 'it was cut short on the computer that it came from',
    })
  })
})

describe('an upload', () => {
  it('is refused where it is too large, and where too many come at once', async () => {
    await expect(
      api.beginImport({ fileName: 'x', bytes: IMPORT_BYTES_MAX + 1 }),
    ).rejects.toMatchObject({ code: 'refused' })
    const begun = await Promise.all(
      Array.from({ length: UPLOADS_MAX }, () => api.beginImport({ fileName: 'x', bytes: 1 })),
    )
    await expect(api.beginImport({ fileName: 'x', bytes: 1 })).rejects.toMatchObject({
      message: '4 files are coming in already; wait for them',
    })
    for (const { upload } of begun) {
      await expect(api.finishImport({ upload })).rejects.toMatchObject({
        message: '0 of 1 bytes came',
      })
    }
    expect(leftovers()).toEqual([])
  })

  it.each<[string, unknown]>([
    ['text', 'SQLite format 3'],
    ['a list', [1, 2, 3]],
    ['another kind of numbers', new Float64Array(4)],
    ['nothing', null],
    ['an object that looks like bytes', { length: 4, 0: 1 }],
    ['too many bytes', new Uint8Array(PIECE_BYTES_MAX + 1)],
  ])('takes no pieces that are %s', async (_, piece) => {
    const { upload } = await api.beginImport({ fileName: 'x', bytes: 2 ** 24 })
    await expect(
      api.continueImport({ upload, bytes: piece as Uint8Array }),
    ).rejects.toMatchObject({ code: 'bad-request' })
    await expect(api.finishImport({ upload })).rejects.toMatchObject({ code: 'refused' })
    expect(leftovers()).toEqual([])
  })

  it('is given up where more comes than was announced', async () => {
    const { upload } = await api.beginImport({ fileName: 'x', bytes: 3 })
    await expect(api.continueImport({ upload, bytes: new Uint8Array(4) })).rejects.toMatchObject({
      message: 'more came than the 3 bytes that were announced',
    })
    await expect(api.finishImport({ upload })).rejects.toMatchObject({ code: 'not-found' })
    expect(leftovers()).toEqual([])
  })

  it('is known by its token alone', async () => {
    for (const upload of ['', '../x', 'f'.repeat(32), '__proto__']) {
      await expect(
        api.continueImport({ upload, bytes: new Uint8Array(1) }),
      ).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('keeps the order of its pieces, also where nobody waits between them', async () => {
    const { upload } = await api.beginImport({ fileName: 'quick', bytes: bytes.length })
    const pieces: Promise<unknown>[] = []
    for (let at = 0; at < bytes.length; at += 4_096) {
      pieces.push(api.continueImport({ upload, bytes: bytes.subarray(at, at + 4_096) }))
    }
    await Promise.all(pieces)
    expect((await api.finishImport({ upload })).run).toBe('quick')
  })

  it('is removed when nothing came for a while, and when the console closes', async () => {
    const uploads = new Uploads(runs, 1)
    await uploads.begin({ fileName: 'idle', bytes: 10 })
    await expect.poll(leftovers).toEqual([])
    const lasting = new Uploads(runs)
    const token = await lasting.begin({ fileName: 'open', bytes: 10 })
    await lasting.take(token, new Uint8Array(4))
    expect(leftovers()).toHaveLength(1)
    await lasting.close()
    expect(leftovers()).toEqual([])
  })
})
