/**
 * Goal: after any crash the log holds a prefix of what was stored, at least as long as what was
 * reported durable, or it says that it is damaged. Never less, silently.
 * Method: random sequences of appends, rewrites and flushes on a real file, cut off by a kill, a
 * loss of power, a torn write or a flipped bit, and opened again; several lives in a row.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import { DiskFaults } from '../../../../electron/node-host/disk/disk-faults.ts'
import { logPath } from '../../../../electron/node-host/disk/disk-folder.ts'
import { openDiskLog, type DiskLog } from '../../../../electron/node-host/disk/disk-log.ts'
import { readSyncedMark } from '../../../../electron/node-host/disk/synced-mark.ts'
import { BLOCK_MAGIC } from '../../../../electron/node-host/disk/block-format.ts'
import { flipBit } from '../../../../electron/node-host/disk/flip-bit.ts'

const magic = Buffer.alloc(4)
magic.writeUInt32LE(BLOCK_MAGIC)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-disk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Entry = { readonly type: 'entry'; readonly number: number; readonly text: string }

/** One life of a log, with what it was asked for and what it promised. */
class Life {
  readonly log: DiskLog
  readonly found: readonly Entry[]
  readonly cutBytes: number
  /** Content of the log after each position, position 0 first. */
  readonly contents: (readonly Entry[])[]
  readonly faults = new DiskFaults()
  durable = 0
  failure: string | null = null
  #changed: (() => void)[] = []

  constructor(cutsDamage = false) {
    const opened = openDiskLog({
      path: logPath(folder, 'n1'),
      faults: this.faults,
      cutsDamage,
      durable: (position) => {
        expect(position).toBeGreaterThan(this.durable)
        this.durable = position
        for (const wake of this.#changed.splice(0)) wake()
      },
      failed: (why) => (this.failure = why),
    })
    if (opened.kind === 'damaged') throw new Damaged(opened.why)
    this.log = opened.log
    this.found = opened.records as readonly Entry[]
    this.cutBytes = opened.cutBytes
    this.contents = [this.found]
  }

  get position(): number {
    return this.contents.length - 1
  }

  append(text: string): void {
    const entry: Entry = { type: 'entry', number: this.position, text }
    this.contents.push([...(this.contents.at(-1) ?? []), entry])
    this.log.append(entry, this.position)
  }

  rewrite(): void {
    const entries = (this.contents.at(-1) ?? []).slice(-2)
    this.contents.push(entries)
    this.log.rewrite(entries, this.position)
  }

  async reach(position: number): Promise<void> {
    while (this.durable < position) await new Promise<void>((wake) => this.#changed.push(wake))
  }
}

class Damaged extends Error {}

type Move = 'append' | 'append-long' | 'rewrite' | 'flush' | 'settle' | 'breathe'
type Crash = 'process' | 'power' | 'torn'

async function live(life: Life, moves: readonly Move[], crash: Crash): Promise<void> {
  for (const move of moves) {
    if (move === 'append') life.append('short')
    else if (move === 'append-long') life.append('long '.repeat(300))
    else if (move === 'rewrite') life.rewrite()
    else if (move === 'flush') life.log.flush()
    else if (move === 'breathe') await new Promise((resolve) => setImmediate(resolve))
    else {
      life.log.flush()
      await life.reach(life.position)
    }
  }
  if (crash !== 'process') life.log.losePower(crash === 'torn')
  life.log.close()
}

const move = fc.constantFrom<Move>(
  'append',
  'append',
  'append-long',
  'flush',
  'flush',
  'rewrite',
  'settle',
  'breathe',
)

test('a crash leaves a prefix that holds all that was durable', async () => {
  const lives = fc.array(
    fc.record({
      moves: fc.array(move, { maxLength: 14 }),
      crash: fc.constantFrom<Crash>('process', 'power', 'torn'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(lives, async (plans) => {
      rmSync(join(folder, 'disk'), { recursive: true, force: true })
      let last: Life | null = null
      for (const { moves, crash } of plans) {
        const life = new Life()
        if (last) expectKept(last, life.found)
        await live(life, moves, crash)
        last = life
      }
      if (last) expectKept(last, new Life().found)
    }),
    { seed: 20261121, numRuns: 60 },
  )
})

function expectKept(before: Life, found: readonly Entry[]): void {
  const allowed = before.contents.slice(before.durable)
  expect(allowed).toContainEqual(found)
}

test('a flipped bit is reported as damage, or the log still holds all that was durable', async () => {
  const moves = fc.array(move, { minLength: 2, maxLength: 12 })
  const where = fc.constantFrom<'middle' | 'tail'>('middle', 'tail')
  await fc.assert(
    fc.asyncProperty(moves, where, fc.nat(), async (plan, place, seed) => {
      rmSync(join(folder, 'disk'), { recursive: true, force: true })
      const life = new Life()
      await live(life, [...plan, 'settle'], 'process')
      const { bitsFlipped } = flipBit(folder, place, `seed ${seed}`)
      if (bitsFlipped === 0) return expectKept(life, new Life().found)
      // Everything was durable, so every bit counts.
      expect(() => new Life()).toThrow(Damaged)
    }),
    { seed: 4711, numRuns: 60 },
  )
})

test('a damaged length is not taken for a torn tail, also where nothing was marked durable', async () => {
  const life = new Life()
  await live(life, ['append', 'settle', 'append', 'settle', 'append', 'settle'], 'process')
  const path = logPath(folder, 'n1')
  writeFileSync(`${path}.synced`, '')
  const bytes = readFileSync(path)
  bytes.writeUInt32LE(0x00ff_ffff, 16 + 4)
  writeFileSync(path, bytes)
  expect(() => new Life()).toThrow(/good one follows/)
})

test('a machine that takes damage for a torn tail gets what is before it, and no warning', async () => {
  const life = new Life()
  await live(life, ['append', 'settle', 'append', 'settle', 'append', 'settle'], 'process')
  flipBit(folder, 'middle')
  expect(() => new Life()).toThrow(Damaged)
  const mutant = new Life(true)
  expect(mutant.found).toEqual((life.contents.at(-1) ?? []).slice(0, mutant.found.length))
  expect(mutant.found.length).toBeLessThan(3)
})

test('a tail that was never durable is cut, and the log goes on behind what is left', async () => {
  const life = new Life()
  await live(life, ['append', 'settle', 'append-long', 'flush'], 'torn')
  const next = new Life()
  expect(next.found).toEqual(life.contents[1])
  expect(next.cutBytes).toBeGreaterThan(0)
  await live(next, ['append', 'settle'], 'process')
  expect(new Life().found).toEqual(next.contents[1])
})

test('durable bytes that are gone are damage', async () => {
  await live(new Life(), ['append', 'settle', 'append', 'settle'], 'process')
  const path = logPath(folder, 'n1')
  const bytes = readFileSync(path)
  const end = readSyncedMark(`${path}.synced`)?.bytes as number
  const second = bytes.lastIndexOf(magic, end)
  for (const kept of [16, second, second + 5, end - 7]) {
    writeFileSync(path, bytes.subarray(0, kept))
    expect(() => new Life(), `${kept} bytes kept`).toThrow(/had been durable/)
    writeFileSync(path, Buffer.concat([bytes.subarray(0, kept), Buffer.alloc(bytes.length - kept)]))
    expect(() => new Life(), `${kept} bytes kept, then zeros`).toThrow(/had been durable/)
  }
})

test('bytes of an older log or of a value are never taken for a block', async () => {
  const first = new Life()
  await live(first, ['append', 'settle', 'append', 'settle'], 'process')
  const old = readFileSync(logPath(folder, 'n1'))
  const oldEnd = readSyncedMark(`${logPath(folder, 'n1')}.synced`)?.bytes as number
  rmSync(join(folder, 'disk'), { recursive: true })
  const life = new Life()
  await live(life, ['append', 'settle'], 'process')
  const path = logPath(folder, 'n1')
  const end = readSyncedMark(`${path}.synced`)?.bytes as number
  const kept = readFileSync(path).subarray(0, end)
  writeFileSync(path, Buffer.concat([kept, Buffer.from('torn'), old.subarray(16, oldEnd)]))
  const next = new Life()
  expect(next.found).toEqual(life.contents[1])
  expect(next.cutBytes).toBe(4 + oldEnd - 16)
})

test('a slow sync is really slow, and is counted', async () => {
  const life = new Life()
  life.faults.install('slow', { type: 'slow-fsync', ms: 40 })
  const started = performance.now()
  life.append('late')
  life.log.flush()
  await life.reach(1)
  expect(performance.now() - started).toBeGreaterThanOrEqual(39)
  const evidence = life.faults.evidence().get('slow')
  expect(evidence?.slowedSyncs).toBe(1)
  expect(evidence?.slowedMs).toBeGreaterThan(0)
  life.log.close()
})

test('a failed sync ends the log, and what it should have saved is gone', async () => {
  const life = new Life()
  life.append('kept')
  life.log.flush()
  await life.reach(1)
  life.faults.install('bad', { type: 'fsync-error' })
  life.append('lost')
  life.log.flush()
  await vi.waitFor(() => expect(life.failure).toBe('the disk failed a sync'))
  expect(life.durable).toBe(1)
  expect(life.faults.evidence().get('bad')?.failedSyncs).toBe(1)
  life.log.close()
  expect(new Life().found).toEqual(life.contents[1])
})

test('a failed write ends the log, and nothing is reported durable any more', async () => {
  const life = new Life()
  life.append('kept')
  life.log.flush()
  await life.reach(1)
  life.faults.install('full', { type: 'no-space' })
  life.append('lost')
  life.log.flush()
  expect(life.failure).toBe('no space left on the disk')
  life.faults.lift('full')
  life.append('lost too')
  life.log.flush()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(life.durable).toBe(1)
  expect(life.faults.evidence().get('full')?.failedWrites).toBe(1)
  life.log.close()
  expect(new Life().found).toEqual(life.contents[1])
})
