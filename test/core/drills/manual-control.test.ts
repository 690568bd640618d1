/**
 * Goal: a person may break things, undo them, hold the schedule and halt, and the drill stays one
 * that can be judged and repeated. Method: the scripted world of `scripted-world.ts`.
 */
import { describe, expect, it } from 'vitest'
import { byHand } from '../../../core/drills/by-hand.ts'
import { BY_HAND_FAULTS_MAXIMUM } from '../../../core/drills/director.ts'
import type { FaultChoice, ScheduleEntry } from '../../../core/drills/drill.ts'
import { repeated } from '../../../core/drills/recorded-schedule.ts'
import { drillOf } from './scripted.ts'
import { World } from './scripted-world.ts'

const CUT_LEADER: FaultChoice = {
  kind: 'cut',
  target: {
    type: 'link',
    from: { type: 'leader' },
    to: { type: 'random', count: 2 },
    both: true,
  },
  parameters: {},
}
const PAUSE: FaultChoice = {
  kind: 'pause',
  target: { type: 'names', names: ['n2'] },
  parameters: {},
}
const SCHEDULE: readonly ScheduleEntry[] = [
  { atMs: 3000, fault: { ...PAUSE, name: 'scheduled' } },
  { atMs: 4000, undo: 'scheduled' },
  { atMs: 8000, fault: PAUSE },
]

/** Applies a fault by hand and carries its decisions out. */
function inject(world: World, choice: FaultChoice): string {
  const applied = world.director.inject(choice, world.moment())
  if (!applied.ok) return `refused: ${applied.problem}`
  for (const decision of applied.decisions) world.carryOut(decision)
  return applied.id
}

describe('a fault by hand', () => {
  it('is applied at once, between two turns of the director, and is recorded as by hand', () => {
    const world = new World({ schedule: SCHEDULE }).until(3500)
    world.atMs += 7
    expect(inject(world, { ...PAUSE, forMs: 500 })).toBe('f2')
    expect(world.lines.at(-1)).toBe('3507 apply f2 pause n2')
    world.until(4500)
    expect(world.lines.slice(-2)).toEqual(['4007 undo f2', '4007 undo f1'])
    expect(world.director.faults).toMatchObject([
      { id: 'f1', byHand: false, atMs: 3000, endsAtMs: null, undoneAtMs: 4007 },
      { id: 'f2', byHand: true, atMs: 3507, endsAtMs: 4007, undoneAtMs: 4007 },
    ])
  })

  it('is refused at once with the reason where its target matches nothing', () => {
    const world = new World().until(1000)
    world.cluster = { nodes: 5 }
    expect(inject(world, CUT_LEADER)).toBe('refused: no node leads')
    const nobody = { ...PAUSE, target: { type: 'names', names: ['n9'] } } as const
    expect(inject(world, nobody)).toBe('refused: there is no n9')
    expect(world.director.outcome().missed).toEqual([])
    expect(world.finish().director.faults).toEqual([])
  })

  it('is refused before the workload begins and after its time is over', () => {
    const world = new World()
    world.step()
    expect(inject(world, PAUSE)).toMatch(/^refused: the drill is warming up/)
    world.until(10_100)
    expect(inject(world, PAUSE)).toMatch(/^refused: the time for faults is over/)
  })

  it('is undone by its id and no other, and only once', () => {
    const world = new World().until(1000)
    inject(world, PAUSE)
    const second = inject(world, CUT_LEADER)
    expect(world.director.undo(second, world.atMs)).toMatchObject({ kind: 'undo', id: 'f2' })
    expect(world.director.undo(second, world.atMs)).toBeNull()
    expect(world.director.undo('f9', world.atMs)).toBeNull()
    expect(world.director.activeFaults).toBe(1)
  })

  it('makes recovery a question', () => {
    const world = new World().until(1000)
    expect(world.director.outcome().recovery.answer).toBe('not-asked')
    inject(world, PAUSE)
    expect(world.finish().director.outcome().recovery.answer).toBe('recovered')
  })

  it('is taken a bounded number of times', () => {
    const world = new World().until(1000)
    const jump = {
      kind: 'clock-jump',
      target: PAUSE.target,
      parameters: { byMs: 5 },
    } as FaultChoice
    for (let count = 0; count < BY_HAND_FAULTS_MAXIMUM; count++) inject(world, jump)
    expect(inject(world, jump)).toMatch(/^refused: 1000 faults were applied by hand/)
  })
})

describe('a schedule that is paused', () => {
  it('comes later by as long, in order, and says so on the verdict', () => {
    const world = new World({ schedule: SCHEDULE }).until(2000)
    expect(world.director.pauseSchedule(true, world.atMs)).toEqual([])
    world.until(3500)
    expect(world.director.schedulePaused).toBe(true)
    expect(world.lines.join()).not.toContain('apply')
    for (const decision of world.director.pauseSchedule(false, world.atMs)) world.carryOut(decision)
    expect(world.director.scheduleAt(world.atMs).map(({ atMs }) => atMs)).toEqual([
      4500, 5500, 9500,
    ])
    world.finish()
    expect(world.lines.slice(4, 9)).toEqual([
      '3500 warning the schedule was held for 1.5s by hand, and came later by that',
      '4500 apply f1 pause n2',
      '5500 undo f1',
      '9500 apply f2 pause n2',
      '10000 recovery',
    ])
    expect(world.director.outcome().warnings).toHaveLength(1)
  })

  it('may come too late, which is said too', () => {
    const world = new World({ schedule: SCHEDULE }).until(2000)
    world.director.pauseSchedule(true, world.atMs)
    world.finish()
    expect(world.director.outcome().warnings).toEqual([
      'the schedule was held by hand for so long that 3 entries of it never came',
    ])
  })

  it('is not said of an undo or a fault whose time comes with the end of the workload', () => {
    const last = { atMs: 9_990, fault: PAUSE }
    const ends = [
      { atMs: 9_000, fault: { ...PAUSE, name: 'last' } },
      { atMs: 10_000, undo: 'last' },
    ]
    expect(new World({ schedule: ends }).finish().director.outcome().warnings).toEqual([])
    expect(new World({ schedule: [...ends, last] }).finish().director.outcome().warnings).toEqual([
      '1 fault of the schedule was due just before the end of the workload, and never came',
    ])
  })

  it('does not hold faults that stand, nor a person', () => {
    const world = new World({ schedule: [{ atMs: 1000, fault: { ...PAUSE, forMs: 1000 } }] })
    world.until(1500)
    world.director.pauseSchedule(true, world.atMs)
    world.until(2200)
    expect(world.lines.at(-1)).toBe('2000 undo f1')
    expect(inject(world, PAUSE)).toBe('f2')
  })
})

describe('a halt', () => {
  it('undoes everything, drops the rest, and goes on to the verdict', () => {
    const world = new World({ schedule: SCHEDULE }).until(3500)
    inject(world, CUT_LEADER)
    const before = world.lines.length
    for (const decision of world.director.halt(world.atMs)) world.carryOut(decision)
    world.finish()
    expect(world.lines.slice(before)).toEqual([
      '3500 warning halted by hand after 3.5s; 2 entries of the schedule never came',
      '3500 undo f2',
      '3500 undo f1',
      '3550 recovery',
      '4550 final',
      '4550 clients final',
      '4600 clients stop',
      '4600 converge',
      '4650 done',
    ])
    const { aborted, recovery, warnings } = world.director.outcome()
    expect({ aborted, recovery, warnings: warnings.length }).toEqual({
      aborted: null,
      recovery: { answer: 'recovered', afterMs: 0 },
      warnings: 1,
    })
  })

  it('lets nothing more be broken', () => {
    const world = new World().until(1000)
    world.director.halt(world.atMs)
    expect(inject(world, PAUSE)).toMatch(/^refused: the drill was halted/)
    expect(world.director.halt(world.atMs)).toEqual([])
  })

  it('during warm-up leaves a drill without a schedule that ends early', () => {
    const world = new World({ schedule: SCHEDULE })
    world.step()
    for (const decision of world.director.halt(world.atMs)) world.carryOut(decision)
    world.finish()
    expect(world.lines.join()).not.toContain('apply')
    expect(world.director.outcome().aborted).toBeNull()
  })
})

describe('a drill by hand', () => {
  it('keeps what speaks of the system and drops what speaks of the faults of its file', () => {
    const drill = drillOf({
      schedule: SCHEDULE,
      expect: [{ probe: 'longest-outage', atLeast: 2000 }],
      abortWhen: [{ probe: 'unavailable', forMs: 9000 }],
    })
    const { schedule, expect: expected, hypothesis, ...kept } = byHand(drill)
    expect({ schedule, expected }).toEqual({ schedule: [], expected: [] })
    expect(hypothesis).not.toBe(drill.hypothesis)
    expect(drill).toMatchObject(kept)
  })

  it('can be repeated from its record, aimed at the machines that were hit', () => {
    const drill = drillOf({ schedule: SCHEDULE })
    const world = new World(drill).until(1000)
    inject(world, CUT_LEADER)
    world.until(2500)
    const undo = world.director.undo('f1', world.atMs)
    if (undo) world.carryOut(undo)
    world.finish()
    const again = new World(repeated(drill, world.director.faults))
    again.cluster = { nodes: 5, leader: 'n5' }
    again.finish()
    const done = (lines: readonly string[]) => lines.filter((line) => /apply|undo/.test(line))
    expect(done(again.lines)).toEqual(done(world.lines))
    expect(done(world.lines)).toHaveLength(6)
    expect(done(world.lines)[0]).toMatch(/^1000 apply f1 cut n1 <-> n[2-5], n1 <-> n[2-5]$/)
  })
})
