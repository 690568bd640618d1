/**
 * Goal: own drill files are kept whole and go by their names alone. Method: the part on a folder
 * of its own, asked through the dispatcher as a window asks.
 */
import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDrillsPart } from '../../../../electron/console/drills/create-drills-part.ts'
import type { ResponseOf } from '../../../../electron/ipc/contract.ts'
import type { Handlers } from '../../../../electron/ipc/contract.ts'
import { createDispatch } from '../../../../electron/ipc/dispatch.ts'
import type { Envelope } from '../../../../electron/ipc/envelope.ts'

const SOURCE = `drill: mine
question: What?
hypothesis: That.
system: { kind: raft, nodes: 3 }
workload: { kind: register, duration: 10s }
`

let home: string
let drills: string
let ask: (name: string, request: object) => Promise<Envelope<unknown>>
let published: string[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'faultline-drills-'))
  drills = join(home, 'drills')
  published = []
  const places = { runs: join(home, 'runs'), drills }
  const part = createDrillsPart({ places, publish: (name) => void published.push(name) })
  ask = createDispatch(part.handlers as Handlers, (name, error) => {
    throw new Error(`${name} failed`, { cause: error })
  })
})
afterEach(() => rm(home, { recursive: true, force: true }))

function save(name: string, source: string, overwrite = false) {
  return ask('drills.save', { name, source, overwrite })
}

async function list(): Promise<ResponseOf<'drills.list'>> {
  const answer = await ask('drills.list', {})
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as ResponseOf<'drills.list'>
}

async function ownLines() {
  return (await list()).filter(({ origin }) => origin === 'own')
}

test('Without a folder of own drills the library alone is listed.', async () => {
  const lines = await list()
  expect(lines.length).toBeGreaterThanOrEqual(20)
  expect(lines.every((line) => line.ok && line.origin === 'library')).toBe(true)
})

test('A drill is saved, listed, read back and removed, and windows are told.', async () => {
  expect(await save('mine', SOURCE)).toMatchObject({ ok: true, value: { ok: true } })
  expect(await ownLines()).toMatchObject([{ ok: true, name: 'mine', nodes: 3 }])
  const read = await ask('drills.read', { name: 'mine', origin: 'own' })
  expect(read).toEqual({ ok: true, value: { source: SOURCE } })
  expect(await ask('drills.remove', { name: 'mine' })).toEqual({ ok: true, value: {} })
  expect(await ownLines()).toEqual([])
  expect(published).toEqual(['drills.changed', 'drills.changed'])
})

test('A name that is taken is written over only when it is said.', async () => {
  await save('mine', SOURCE)
  const changed = SOURCE.replace('What?', 'What else?')
  expect(await save('mine', changed)).toMatchObject({
    ok: false,
    error: { code: 'refused', message: 'there is an own drill "mine" already' },
  })
  expect(await readFile(join(drills, 'mine.yaml'), 'utf8')).toBe(SOURCE)
  expect(await save('mine', changed, true)).toMatchObject({ ok: true })
  expect(await readFile(join(drills, 'mine.yaml'), 'utf8')).toBe(changed)
  expect(await readdir(drills)).toEqual(['mine.yaml'])
})

test('Of two saves of one new name at once, one wins and the other is refused.', async () => {
  const answers = await Promise.all([save('mine', SOURCE), save('mine', SOURCE)])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
})

test('A drill with mistakes is kept, and listed with them.', async () => {
  const broken = SOURCE.replace('raft', 'raftt')
  expect(await save('mine', broken)).toMatchObject({ ok: true, value: { ok: false } })
  expect(await readFile(join(drills, 'mine.yaml'), 'utf8')).toBe(broken)
  const errors = [{ file: 'mine.yaml', line: 4, column: 17 }]
  expect(await ownLines()).toMatchObject([{ ok: false, name: 'mine', errors }])
})

test('The name in the file must be the name of the file.', async () => {
  expect(await save('yours', SOURCE)).toMatchObject({
    ok: false,
    error: { message: 'the drill is called "mine": save it under that name, or change it' },
  })
  await mkdir(drills)
  await writeFile(join(drills, 'yours.yaml'), `# one\n${SOURCE}`)
  const errors = [{ file: 'yours.yaml', line: 2, column: 8, expected: 'the name yours' }]
  expect(await ownLines()).toMatchObject([{ ok: false, name: 'yours', errors }])
})

test('A link to elsewhere is neither listed, read, written over nor removed.', async () => {
  await mkdir(drills)
  await writeFile(join(home, 'secret.yaml'), SOURCE)
  await symlink(join(home, 'secret.yaml'), join(drills, 'mine.yaml'))
  expect(await ownLines()).toEqual([])
  const notFound = { ok: false, error: { code: 'not-found' } }
  expect(await ask('drills.read', { name: 'mine', origin: 'own' })).toMatchObject(notFound)
  expect(await ask('drills.remove', { name: 'mine' })).toMatchObject(notFound)
  expect(await save('mine', `${SOURCE}#\n`, true)).toMatchObject({ ok: false })
  expect(await readFile(join(home, 'secret.yaml'), 'utf8')).toBe(SOURCE)
})

test('Files that are no drills of a name are passed over; what cannot be read is told.', async () => {
  await mkdir(join(drills, 'folder.yaml'), { recursive: true })
  await writeFile(join(drills, 'Not A Name.yaml'), SOURCE)
  await writeFile(join(drills, '.mine-1.tmp'), SOURCE)
  await writeFile(join(drills, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
  await writeFile(join(drills, 'huge.yaml'), '#'.repeat(300 * 1024))
  expect(await ownLines()).toMatchObject([
    { ok: false, name: 'bytes', errors: [{ message: 'bytes.yaml is not text in UTF-8' }] },
    { ok: false, name: 'huge', errors: [{ message: expect.stringMatching(/256 kB/) as string }] },
  ])
})

test.each(['../mine', 'a/b', 'C:mine', '.', '..', 'mine.yaml', '', 'Mine', 'mi\0ne'])(
  'The name %j never reaches a file.',
  async (name) => {
    for (const answer of [
      await save(name, SOURCE),
      await ask('drills.read', { name, origin: 'own' }),
      await ask('drills.read', { name, origin: 'library' }),
      await ask('drills.remove', { name }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    }
  },
)

test('A text that is too long is refused before it is looked at.', async () => {
  const source = '#'.repeat(300_000)
  expect(await ask('drills.check', { source })).toMatchObject({ error: { code: 'bad-request' } })
  expect(await save('mine', source)).toMatchObject({ error: { code: 'bad-request' } })
})

test('A check tells the sketch or every mistake with its place and what was expected.', async () => {
  expect(await ask('drills.check', { source: SOURCE })).toMatchObject({
    value: { ok: true, drill: { name: 'mine', durationMs: 10_000 } },
  })
  const source = `${SOURCE}schedule:\n  - at: 1s\n    fault: { kind: kil, target: leader }\n`
  expect(await ask('drills.check', { source })).toMatchObject({
    value: { ok: false, errors: [{ line: 8, column: 20, message: expect.any(String) as string }] },
  })
})

test('The library is read by name, and nothing of it is removed.', async () => {
  const read = await ask('drills.read', { name: 'leader-loss', origin: 'library' })
  expect(read).toMatchObject({
    ok: true,
    value: { source: expect.stringContaining('drill: leader-loss') as string },
  })
  expect(await ask('drills.read', { name: 'none', origin: 'library' })).toMatchObject({
    error: { code: 'not-found' },
  })
  expect(await ask('drills.remove', { name: 'leader-loss' })).toMatchObject({
    error: { code: 'not-found' },
  })
  expect(await ask('drills.schema', {})).toMatchObject({
    ok: true,
    value: { type: 'object', properties: { drill: {} } },
  })
})
