/**
 * Goal: a run of the library is forked through the contract into the same library, and what cannot
 * be forked is refused in a sentence. Method: a small simulated run and the part itself.
 */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createRunsPart, type RunsPart } from '../../../../electron/console/runs/create-runs-part.ts'
import type { PartOptions } from '../../../../electron/console/part.ts'
import type { RequestOf } from '../../../../electron/ipc/contract.ts'
import type { EventListener } from '../../../../electron/console/create-console.ts'
import type { Room, RoomStanding } from '../../../../electron/ipc/shapes/room.ts'
import type { Forking } from '../../../../electron/ipc/shapes/runs.ts'
import { withPreparations } from '../preparations-in-test.ts'
import { simulateRun, type SimulatedRun } from '../timeline/simulated-run.ts'

let simulated: SimulatedRun
let part: RunsPart
let published: [name: string, event: unknown][] = []

let heard: (forking: Forking) => unknown = () => undefined

const publish: PartOptions['publish'] = (name, event) => {
  published.push([name, event])
  if (name === 'runs.forking') heard(event as Forking)
}

const listeners = new Set<EventListener>()
const listen = (listener: EventListener) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function room(kind: RoomStanding['kind']): void {
  for (const listener of listeners) listener('room.changed', { standing: { kind } } as Room)
}

beforeAll(async () => {
  simulated = await simulateRun()
  const places = { runs: simulated.runs, drills: simulated.runs }
  part = withPreparations(createRunsPart, { places, publish, listen })
}, 30_000)
afterAll(async () => {
  await part.close()
  await simulated.remove()
})

type Fault = RequestOf<'runs.fork'>['with'][number]

const order = { run: 'small', atMs: 1_200, without: ['f2'], with: [] as Fault[] }

beforeEach(() => (published = []))

test('the new run is in the library, names its parent and says what it changes', async () => {
  const { run } = await part.handlers['runs.fork'](order)
  expect(run).toMatch(/^small-\d{4}-/)
  const detail = await part.handlers['runs.show']({ run })
  expect(detail.parent).toEqual({
    run: 'small',
    atMs: 1_200,
    changes: [expect.stringMatching(/^without f2: partition .* at 1\.5s$/)],
  })
  expect(detail.verdict?.faults.map(({ kind }) => kind)).toEqual(['kill', 'duplicate'])
  expect(published.filter(([name]) => name === 'runs.changed')).toHaveLength(1)
  const line = (await part.handlers['runs.list']({})).find(({ name }) => name === run)
  expect(line).toMatchObject({ ok: true, parent: { run: 'small', atMs: 1_200 } })
}, 30_000)

test('it tells how far it has come, part by part', async () => {
  await part.handlers['runs.fork'](order)
  const told = forkings()
  expect(told.map(({ run }) => run)).toEqual(told.map(() => 'small'))
  const parts = told.map(({ doing }) => doing)
  expect(parts.filter((doing, at) => doing !== parts[at - 1])).toEqual([
    'repeating',
    'continuing',
    'recording',
  ])
  for (const { share } of told) {
    if (share !== null) expect(share).toBeGreaterThanOrEqual(0)
    if (share !== null) expect(share).toBeLessThanOrEqual(1)
  }
}, 30_000)

test('a fork waits for a live drill, says so, and goes on by itself', async () => {
  const waiting = Promise.withResolvers<undefined>()
  const told: Forking[] = []
  heard = (forking) => {
    told.push(forking)
    if (forking.waits) waiting.resolve(undefined)
  }
  room('running')
  const forked = part.handlers['runs.fork'](order)
  await waiting.promise
  expect(told).toEqual([{ run: 'small', doing: 'repeating', share: null, waits: true }])
  room('judging')
  await forked
  expect(told.some(({ doing, waits }) => doing === 'recording' && !waits)).toBe(true)
}, 30_000)

test('a fork that waits can be stopped', async () => {
  const waiting = Promise.withResolvers<undefined>()
  heard = ({ waits }) => waits && waiting.resolve(undefined)
  room('starting')
  const refused = expect(part.handlers['runs.fork'](order)).rejects.toThrow('stopped')
  await waiting.promise
  await part.handlers['runs.stopFork']({})
  await refused
  room('failed')
}, 30_000)

test('a fork that is stopped is refused, and leaves nothing in the library', async () => {
  const before = readdirSync(simulated.runs)
  for (const stopAt of ['repeating', 'continuing', 'recording']) {
    const told = Promise.withResolvers<undefined>()
    heard = ({ doing }) => doing === stopAt && told.resolve(undefined)
    const refused = expect(part.handlers['runs.fork'](order)).rejects.toThrow('stopped')
    await expect(part.handlers['runs.fork'](order)).rejects.toThrow('another fork is being made')
    await told.promise
    await part.handlers['runs.stopFork']({})
    await refused
    // The forks before it may still be getting their timelines.
    const others = readdirSync(simulated.runs).filter(
      (file) => !before.some((known) => file.startsWith(known)),
    )
    expect(others).toEqual([])
  }
  await part.handlers['runs.stopFork']({})
}, 30_000)

test('a fault can be added, as an entry of a schedule', async () => {
  const added = { ...order, with: [{ kind: 'pause', target: 'leader', for: '300ms' }], seed: '9' }
  const { run } = await part.handlers['runs.fork'](added)
  const { verdict, parent } = await part.handlers['runs.show']({ run })
  expect(parent?.changes).toContain('with pause on leader for 300ms')
  expect(verdict?.faults.map(({ kind }) => kind)).toEqual(['kill', 'pause', 'duplicate'])
}, 30_000)

test('a wrong fault, a wrong moment and an unknown run are refused', async () => {
  for (const [wrong, sentence] of [
    [{ with: [{ kind: 'kil' }] }, /unknown fault "kil"/],
    [{ with: [{ kind: 'delay', target: 'leader', by: 'much' }] }, /^delay: .*duration/],
    [{ atMs: 100_000 }, /fork it before that/],
    [{ without: ['f9'] }, /the run has no fault f9/],
    [{ run: 'none' }, /no .*run/],
  ] as readonly [Partial<typeof order>, RegExp][]) {
    await expect(part.handlers['runs.fork']({ ...order, ...wrong })).rejects.toThrow(sentence)
  }
  expect(readdirSync(simulated.runs).filter((name) => name.endsWith('-lock'))).toEqual([])
}, 30_000)

function forkings(): readonly Forking[] {
  return published.flatMap(([name, event]) =>
    name === 'runs.forking' ? [event as Forking] : [],
  )
}
