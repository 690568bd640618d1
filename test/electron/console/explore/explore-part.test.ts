/**
 * Goal: an exploration goes on behind the contract, tells of itself without flooding, and does with
 * a seed what is asked. Method: small drills and a published bug on real worker threads.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SEEDS_MAX } from '../../../../electron/console/explore/exploration.ts'
import { parseDrill } from '../../../../electron/drill-files/load-drill.ts'
import { openRunFile } from '../../../../electron/recorder/open-run-file.ts'
import { readRun } from '../../../../electron/recorder/queries/run.ts'
import { everyRunReplays } from '../../../folders/every-run-replays.ts'
import { ExplorerInTest } from './explorer-in-test.ts'

const LOST_WRITES = {
  drill: { name: 'power-loss', origin: 'library' },
  mutant: 'ack-before-fsync',
  fromSeed: 1,
  toSeed: 1,
} as const

let explorer: ExplorerInTest
beforeEach(() => void (explorer = new ExplorerInTest()))
afterEach(() => explorer.close())

describe('an exploration', { timeout: 120_000 }, () => {
  it('tells what became of each seed, with nothing missed and not too often', async () => {
    expect(await explorer.api.state({})).toBeNull()
    expect(await explorer.start({ toSeed: 60 })).toEqual({ ok: true })
    await explorer.over()
    const { now, results, missed, toldAtMs } = explorer
    expect(missed).toBe(0)
    expect(now).toMatchObject({ standing: { kind: 'explored' }, seeds: 60, valid: 60, invalid: 0 })
    const seeds = results.map(({ seed }) => seed).sort((left, right) => left - right)
    expect(seeds).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    expect(now?.simulatedMs).toBeGreaterThan(60 * 2_000)
    const gaps = toldAtMs.slice(1).map((atMs, index) => atMs - (toldAtMs[index] ?? 0))
    // Timers may be early by a rounding.
    expect(Math.min(...gaps)).toBeGreaterThan(45)
  })

  it('is all there for a window that comes later', async () => {
    await explorer.start({ overrides: ['system.nodes=5'] })
    await explorer.over()
    const state = await explorer.api.state({})
    expect(state).toMatchObject({
      drill: { name: 'small', nodes: 5 },
      fromSeed: 1,
      toSeed: 12,
      now: { seeds: 12 },
    })
    expect(state?.results).toEqual(explorer.results)
    const file = join(explorer.drills, 'small.yaml')
    const words = `faultline drill ${file} --simulate --set system.nodes=5 --seed`
    expect(state?.command).toBe(words)
  })

  it('stops when it is told to, and keeps what it has', async () => {
    await explorer.start({ toSeed: SEEDS_MAX })
    await explorer.until('begun', ({ seeds }) => seeds > 0)
    await explorer.api.stop({})
    const state = await explorer.api.state({})
    expect(state?.now.standing).toEqual({ kind: 'stopped' })
    expect(state?.now.seeds).toBe(state?.results.length)
    expect(state?.now.seeds).toBeLessThan(SEEDS_MAX)
    await expect(explorer.api.stop({})).rejects.toThrow('no exploration goes on')
  })

  it('says which check broke, and why', async () => {
    await explorer.start(LOST_WRITES)
    await explorer.over()
    expect(explorer.results).toEqual([
      { seed: 1, verdict: 'invalid', check: expect.any(String), why: expect.stringMatching(/\w/) },
    ])
  })

  it('is one at a time, and refuses in a sentence what cannot be', async () => {
    await explorer.start({ toSeed: SEEDS_MAX })
    await expect(explorer.start()).rejects.toThrow('an exploration goes on')
    await explorer.api.stop({})
    await expect(explorer.start({ fromSeed: 9, toSeed: 8 })).rejects.toThrow(/before the first/)
    await expect(explorer.start({ fromSeed: 0, toSeed: SEEDS_MAX })).rejects.toThrow(/at most/)
    await expect(explorer.start({ drill: { name: 'none', origin: 'own' } })).rejects.toThrow(/none/)
    expect(await explorer.start({ mutant: 'no-such-bug' })).toMatchObject({ ok: false })
  })

  it('waits while a live drill runs, and goes on by itself afterwards', async () => {
    explorer.roomStands('running')
    await explorer.start()
    expect(explorer.now?.standing).toEqual({ kind: 'waiting', waitsFor: 'drill' })
    // Another one that may go on is the measure of time.
    const other = new ExplorerInTest()
    await other.start()
    await other.over()
    await other.close()
    expect(explorer.now).toMatchObject({ seeds: 0, exploredMs: 0 })
    explorer.roomStands('judging')
    await explorer.over()
    expect(explorer.now).toMatchObject({ standing: { kind: 'explored' }, seeds: 12 })
  })

  it('can be stopped while it waits', async () => {
    explorer.roomStands('starting')
    await explorer.start()
    await explorer.api.stop({})
    expect((await explorer.api.state({}))?.now).toMatchObject({
      standing: { kind: 'stopped' },
      seeds: 0,
    })
  })
})

describe('an explored seed', { timeout: 120_000 }, () => {
  it('is recorded as a run of the library, once, and again where the run is gone', async () => {
    await explorer.start({ toSeed: 1, overrides: ['system.nodes=5'] })
    await explorer.over()
    const { run } = await explorer.api.record({ seed: 1 })
    const path = join(explorer.runs, `${run}.faultline`)
    expect(everyRunReplays(explorer.runs)).toBe(1)
    const opened = openRunFile(path, 'header')
    if (!opened.ok) throw new Error('it is no run file')
    const header = readRun(opened.file.database)?.header
    opened.file.close()
    expect(header).toMatchObject({ seed: '1', simulated: true, drill: { system: { nodes: 5 } } })
    expect(readdirSync(explorer.runs)).toEqual([`${run}.faultline`])
    expect(explorer.published).toContain('runs.changed')
    expect(await explorer.api.record({ seed: 1 })).toEqual({ run })
    rmSync(path)
    const again = await explorer.api.record({ seed: 1 })
    expect(existsSync(join(explorer.runs, `${again.run}.faultline`))).toBe(true)
  })

  it('is shrunk to an own drill that fails too', async () => {
    await explorer.start(LOST_WRITES)
    await explorer.over()
    await explorer.api.shrink({ seed: 1 })
    await expect(explorer.api.shrink({ seed: 1 })).rejects.toThrow('another seed is being shrunk')
    await expect(explorer.start()).rejects.toThrow('a seed is being shrunk')
    await explorer.until('smaller', ({ shrinking }) => (shrinking?.trials ?? 0) > 20)
    await explorer.api.stopShrinking({})
    const shrinking = (await explorer.api.state({}))?.now.shrinking
    expect(shrinking).toMatchObject({ seed: 1, standing: { kind: 'shrunk', stopped: true } })
    if (shrinking?.standing.kind !== 'shrunk') throw new Error('it was not shrunk')
    const { drill } = shrinking.standing
    const parsed = parseDrill(readFileSync(join(explorer.drills, `${drill}.yaml`), 'utf8'), drill)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
    expect(parsed.drill.name).toBe(drill)
    expect(parsed.drill.system.nodes).toBe(shrinking.size?.nodes)
    expect(explorer.published).toContain('drills.changed')
  })

  it('that kept every promise has nothing to shrink', async () => {
    await explorer.start({ toSeed: 1 })
    await explorer.over()
    await explorer.api.shrink({ seed: 1 })
    await explorer.until('over', ({ shrinking }) => shrinking?.standing.kind === 'nothing')
    expect(readdirSync(explorer.drills)).toEqual(['small.yaml'])
  })

  it('holds the others up while it is shrunk', async () => {
    await explorer.start({ toSeed: SEEDS_MAX })
    await explorer.until('begun', ({ seeds }) => seeds > 0)
    const seed = explorer.results[0]?.seed ?? 0
    await explorer.api.shrink({ seed })
    await explorer.until(
      'waiting',
      ({ standing }) => standing.kind === 'waiting' && standing.waitsFor === 'shrinking',
    )
    await explorer.until('going on', ({ standing }) => standing.kind === 'exploring')
  })

  it('is only one that was explored', async () => {
    await expect(explorer.api.record({ seed: 1 })).rejects.toThrow('seed 1 was not explored yet')
    await explorer.start({ toSeed: 1 })
    await explorer.over()
    await expect(explorer.api.shrink({ seed: 2 })).rejects.toThrow('seed 2 was not explored yet')
  })
})

describe('when the console closes', () => {
  it('a recording that was begun is whole', async () => {
    await explorer.start({ toSeed: 1 })
    await explorer.over()
    const recording = explorer.api.record({ seed: 1 })
    await explorer.closePart()
    const { run } = await recording
    expect(readdirSync(explorer.runs)).toEqual([`${run}.faultline`])
    await expect(explorer.start()).rejects.toThrow('Faultline was closed')
  })
})
