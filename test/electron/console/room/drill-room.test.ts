/**
 * Goal: a person starts a drill, breaks it by hand, sees what that does, halts, and gets a
 * verdict and a run; and nothing is left of it. Method: the real part on live clusters, watched
 * as a window watches it.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSchedule } from '../../../../core/drills/with-schedule.ts'
import type { ScheduleEntry } from '../../../../core/drills/drill.ts'
import { FAULTS } from '../../../../core/faults/index.ts'
import { showRun, type ShownRun } from '../../../../electron/library/show-run.ts'
import { allGone, descendants } from '../../conductor/processes.ts'
import { LISTS, WatchedRoom } from './watched-room.ts'

const DRILL = `
drill: by-hand
question: What happens when a person breaks it?
hypothesis: The schedule is the whole story.
expect: [{ probe: longest-outage, at-least: 5s }]
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 4, rate: 200/s, duration: 60s }
schedule: [{ at: 1s, fault: { kind: kill, target: leader } }]
tags: [hands, easy]
check: [linearizable, converged]
`
const ROUNDS = 25

let room: WatchedRoom
beforeEach(() => {
  room = new WatchedRoom()
})
afterEach(() => room.close())

function nameOf(role: 'leader' | 'follower'): string {
  const node = room.now?.nodes.find((candidate) => candidate.role === role)
  if (node === undefined) throw new Error(`there is no ${role}`)
  return node.name
}

function theRun(name: string): ShownRun {
  const shown = showRun(join(room.runs, `${name}.faultline`))
  if (!shown.ok) throw new Error(shown.problem.message)
  return shown.run
}

async function startByHand(): Promise<string> {
  room.save('by-hand', DRILL)
  const drill = { name: 'by-hand', origin: 'own' } as const
  const started = await room.start({ drill, seed: '7', byHand: true, prediction: 'unsure' })
  if (!started.ok) throw new Error(JSON.stringify(started.errors))
  await room.until('running', () => room.standing === 'running')
  await room.until('led', () => room.now?.nodes.some(({ leads }) => leads) === true)
  return started.run
}

/** From each call to its answer, ms, in order of size. */
async function measureClicks(link: string): Promise<readonly number[]> {
  const tookMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const beganMs = performance.now()
    const fault = { kind: 'delay', target: link, by: '5ms' }
    const injected = await room.call['room.inject']({ fault })
    const appliedMs = performance.now()
    await room.call['room.undo']({ fault: injected.fault })
    tookMs.push(appliedMs - beganMs, performance.now() - appliedMs)
  }
  return tookMs.sort((left, right) => left - right)
}

describe('a drill by hand', { retry: 1 }, () => {
  it('is broken, seen, undone, halted, judged and kept, and leaves no process', async () => {
    const before = descendants(process.pid)
    const run = await startByHand()
    const own = descendants(process.pid).filter((pid) => !before.includes(pid))
    expect(own.length).toBeGreaterThanOrEqual(5)
    await expect(startByHand()).rejects.toThrow('the drill by-hand runs')

    const link = `${nameOf('leader')} <-> ${nameOf('follower')}`
    const { fault: cut } = await room.call['room.inject']({ fault: { kind: 'cut', target: link } })
    await room.until('proven', () => room.fault(cut)?.proven === true)
    expect(room.fault(cut)).toMatchObject({ kind: 'cut', byHand: true, undoneAtMs: null })
    expect(room.fault(cut)?.effect).toMatch(/[1-9][0-9]* messages? dropped/)
    expect(room.fault(cut)?.links).toHaveLength(2)
    await room.call['room.undo']({ fault: cut })
    await room.until('undone', () => room.fault(cut)?.undoneAtMs !== null)
    await expect(room.call['room.undo']({ fault: cut })).rejects.toThrow(`no fault ${cut} stands`)
    await expect(room.call['room.inject']({ fault: { kind: 'kil' } })).rejects.toThrow(
      'did you mean "kill"?',
    )

    const clicks = await measureClicks(link)
    const at = (share: number) => clicks[Math.floor((clicks.length - 1) * share)]?.toFixed(1)
    console.log(`from the click to the fault applied: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)

    const follower = nameOf('follower')
    await room.call['room.inject']({ fault: { kind: 'pause', target: follower } })
    const offset = { kind: 'clock-offset', target: nameOf('leader'), by: '2s' }
    await room.call['room.inject']({ fault: offset })
    await room.until(
      'off',
      () => room.now?.nodes.some((node) => node.clockOffsetMs > 1500) === true,
    )
    room.call['room.predict']({ prediction: 'holds' })
    const halted = await room.call['room.halt']({})
    expect(halted).toMatchObject({ lifted: 2, resumed: 1 })
    expect(halted.tookMs).toBeLessThan(1_000)
    await room.until(
      'straight',
      () => room.now?.nodes.every((node) => node.clockOffsetMs === 0) === true,
    )
    await expect(
      room.call['room.inject']({ fault: { kind: 'pause', target: follower } }),
    ).rejects.toThrow('the drill was halted')

    await room.until('judged', () => room.standing === 'judged')
    expect(await allGone(own)).toEqual([])
    const standing = room.changes.at(-1)?.standing
    if (standing?.kind !== 'judged') throw new Error('there is no verdict')
    expect(standing.document).toMatchObject({ run, verdict: 'valid' })
    expect(standing.document.faults).toHaveLength(ROUNDS + 3)
    expect(room.call['room.state']({})).toMatchObject({ run, prediction: 'holds', byHand: true })
    expect(room.runsChanged).toBe(2)

    const kept = theRun(run)
    expect(kept.header.drill).toMatchObject({ schedule: [], expect: [], check: expect.anything() })
    const told = kept.log.filter(({ kind }) => kind === 'prediction').map(({ text }) => text)
    expect(told).toEqual(['unsure', 'holds'])
    const schedule = kept.log
      .filter(({ kind }) => kind === 'schedule')
      .map(({ text }) => JSON.parse(text) as ScheduleEntry)
    expect(withSchedule(kept.header.drill, schedule).schedule).toHaveLength(kept.faults.length)
    expect(schedule[0]).toMatchObject({ fault: { kind: 'cut', target: { both: true } } })
    expect(kept.faults.every(({ effect }) => effect !== null)).toBe(true)
    expect(FAULTS.map(({ kind }) => kind)).toContain(kept.faults[0]?.kind)
  }, 120_000)

  it('is aborted by closing the room, and kept as interrupted', async () => {
    const before = descendants(process.pid)
    const run = await startByHand()
    await room.call['room.inject']({ fault: { kind: 'pause', target: 'followers' } })
    const own = descendants(process.pid).filter((pid) => !before.includes(pid))
    await room.part.close()
    expect(await allGone(own)).toEqual([])
    expect(room.standing).toBe('interrupted')
    expect(room.changes.map(({ standing }) => standing.kind)).not.toContain('judging')
    expect(theRun(run)).toMatchObject({ status: 'interrupted', reason: 'Faultline was closed' })
    expect(readdirSync(room.runs)).toEqual([`${run}.faultline`])
    await expect(startByHand()).rejects.toThrow('Faultline was closed')
  }, 60_000)
})

describe('a scheduled drill', { retry: 1 }, () => {
  it('tells everything once and in order, and pauses its schedule', async () => {
    const source = DRILL.replace('60s', '3s').replace('expect', 'recover-within: 9s\nexpect')
    const started = await room.start({ drill: { source }, seed: '9' })
    if (!started.ok) throw new Error(JSON.stringify(started.errors))
    await room.until('running', () => room.standing === 'running')
    room.call['room.pause']({ paused: true })
    await room.until('held', () => (room.now?.atMs ?? 0) > 1_300)
    expect(room.now).toMatchObject({ schedulePaused: true, scheduleLeft: 1, faults: [] })
    room.call['room.pause']({ paused: false })
    const moved = room.changes.at(-1)?.schedule[0]?.atMs ?? 0
    expect(moved).toBeGreaterThan(2_000)
    await room.until('struck', () => room.fault('f1') !== undefined)
    expect(room.fault('f1')?.atMs).toBeGreaterThanOrEqual(moved)
    await room.until('elected', () => (room.now?.nodes ?? []).some(({ term }) => term > 1))
    await room.until('judged', () => room.standing === 'judged')

    const state = room.call['room.state']({})
    if (state instanceof Promise || state === null) throw new Error('there is no state')
    expect(room.missed).toBe(0)
    for (const list of LISTS) expect(room.lists[list]).toEqual(state[list])
    const times = state.slots.map(({ atMs }) => atMs)
    expect(
      times.every((atMs, index) => index === 0 || atMs === (times[index - 1] ?? 0) + 100),
    ).toBe(true)
    expect(times[0]).toBeLessThan(0)
    const gaps = room.summaries.map(
      ({ atMs }, index) => atMs - (room.summaries[index - 1]?.atMs ?? 0),
    )
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(40)
    expect(state.now.feed.length).toBeGreaterThan(0)
    expect(state.elections.length).toBeGreaterThanOrEqual(2)
    expect(state.log.map(({ kind }) => kind)).toContain('fault')
  }, 60_000)
})

describe('what cannot be started', () => {
  it('is told as every mistake of the file, or as not there', async () => {
    const wrong = DRILL.replace('kill', 'kil').replace('nodes: 3', 'nodes: 999')
    const refused = await room.start({ drill: { source: wrong } })
    expect(refused).toMatchObject({ ok: false })
    expect(refused.ok ? [] : refused.errors.map(({ line }) => line)).toEqual([6, 8])
    const mutant = await room.start({ drill: { source: DRILL }, mutant: 'no-such' })
    expect(mutant).toMatchObject({ ok: false, errors: [{ file: 'mutant' }] })
    const missing = { drill: { name: 'nowhere', origin: 'own' } } as const
    await expect(room.start(missing)).rejects.toMatchObject({ code: 'not-found' })
    expect(room.call['room.state']({})).toBeNull()
    expect(() => room.call['room.pause']({ paused: true })).toThrow('no drill runs')
    expect(await room.call['room.halt']({})).toEqual({ lifted: 0, resumed: 0, tookMs: 0 })
  })
})
