/**
 * Goal: a drill unfolds as its file says, whatever the world does. Method: a scripted world with
 * a tiny vocabulary: let time pass, serve clients or not, have a leader or not; the decisions are
 * written down as lines with their time since the workload began.
 */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../core/drills/decision.ts'
import { WARM_UP_MAXIMUM_MS } from '../../../core/drills/director.ts'
import type { ScheduleEntry } from '../../../core/drills/drill.ts'
import { viewOf } from './scripted.ts'
import { told, World } from './scripted-world.ts'

const KILL: ScheduleEntry = {
  atMs: 3000,
  fault: { kind: 'kill', target: { type: 'leader' }, parameters: {} },
}

describe('a drill', () => {
  it('goes through its phases in order', () => {
    const { lines } = new World({ schedule: [KILL, { atMs: 5000, undo: 'all' }] }).finish()
    expect(lines).toEqual([
      '- warm-up',
      '- clients setup',
      '- clients begin',
      '0 drill',
      '3000 apply f1 kill n1',
      '5000 undo f1',
      '10000 recovery',
      '10050 final',
      '10050 clients final',
      '10100 clients stop',
      '10100 converge',
      '10150 done',
    ])
  })

  it('is the same for the same seed, with every random choice', () => {
    const random = {
      kinds: [{ kind: 'kill', target: { type: 'random' }, parameters: {} }] as const,
      swarm: true,
      everyMs: 900,
      lastsMs: { from: 200, to: 800 },
      atMostActive: 2,
      startMs: 500,
      endMs: 9000,
    }
    const first = new World({ random }).finish()
    expect(new World({ random }).finish().lines).toEqual(first.lines)
    const applied = first.lines.filter((line) => line.includes('apply')).length
    expect(applied).toBeGreaterThan(3)
    expect(first.lines.filter((line) => line.includes('undo'))).toHaveLength(applied)
  })

  it('waits for nodes, clients and steadiness, and gives up with the reason', () => {
    const absent = new World()
    absent.cluster = { nodes: 5, down: ['n2'] }
    absent.finish()
    expect(absent.lines).toContain('- abort only 4 of 5 nodes came up within 30s')
    const mute = new World()
    mute.serving = false
    mute.finish()
    expect(mute.lines.join()).toContain('abort the system was not steady within 30s')
    expect(mute.atMs).toBeGreaterThan(WARM_UP_MAXIMUM_MS)
    expect(mute.director.outcome()).toMatchObject({ startedMs: null, aborted: expect.any(String) })
  })
})

describe('faults of a drill', () => {
  it('wait for a leader, and strike the one that comes', () => {
    const world = new World({ schedule: [KILL] }).until(2500)
    world.cluster = { nodes: 5 }
    world.until(4000)
    world.cluster = { nodes: 5, leader: 'n4' }
    world.until(5000)
    expect(world.lines.at(-1)).toBe('4050 apply f1 kill n4')
  })

  it('are given up when none comes, with a warning and a record', () => {
    const world = new World({ schedule: [KILL] })
    world.cluster = { nodes: 5 }
    world.finish()
    expect(world.lines).toContain('6000 warning fault kill was given up: no node leads')
    const { missed, warnings, recovery } = world.director.outcome()
    expect(missed).toEqual([{ kind: 'kill', atMs: 3000, problem: 'no node leads' }])
    expect(warnings).toHaveLength(1)
    expect(recovery.answer).toBe('not-asked')
  })

  it('are never applied after their undo', () => {
    const named = { ...KILL, fault: { ...KILL.fault, name: 'first' } } as ScheduleEntry
    const world = new World({ schedule: [named, { atMs: 3500, undo: 'first' }] })
    world.cluster = { nodes: 5 }
    world.until(4000)
    world.cluster = { nodes: 5, leader: 'n1' }
    world.finish()
    expect(world.lines.join()).not.toContain('apply')
  })

  it('end by themselves, after `for` or their own time, and one by name', () => {
    const target = { type: 'names', names: ['n2'] } as const
    const pause = { kind: 'pause', target, parameters: {} }
    const schedule: ScheduleEntry[] = [
      { atMs: 1000, fault: { ...pause, forMs: 700 } },
      { atMs: 1000, fault: { kind: 'clock-jump', target, parameters: { byMs: 5 } } },
      { atMs: 2000, fault: { ...pause, name: 'left' } },
      { atMs: 2000, fault: { ...pause, name: 'right' } },
      { atMs: 3000, undo: 'left' },
      { atMs: 4000, undo: 'all' },
    ]
    const { lines } = new World({ schedule }).until(5000)
    expect(lines.slice(4)).toEqual([
      '1000 apply f1 pause n2',
      '1000 apply f2 clock-jump n2',
      '1000 undo f2',
      '1700 undo f1',
      '2000 apply f3 pause n2',
      '2000 apply f4 pause n2',
      '3000 undo f3',
      '4000 undo f4',
    ])
  })

  it('take their steps, again and again, until they are undone', () => {
    const fault = { kind: 'flap', parameters: { downForMs: 200, upForMs: 300 } }
    const schedule: ScheduleEntry[] = [
      { atMs: 1000, fault },
      { atMs: 2100, undo: 'all' },
    ]
    const { lines } = new World({ schedule }).until(3000)
    expect(lines.filter((line) => line.includes('f1')).map((line) => line.slice(0, 16))).toEqual([
      '1000 apply f1 fl',
      '1200 step f1 lif',
      '1500 step f1 lin',
      '1700 step f1 lif',
      '2000 step f1 lin',
      '2100 undo f1',
    ])
  })

  it('tell commands to whoever leads by then', () => {
    const target = { type: 'names', names: ['n5'] } as const
    const schedule: ScheduleEntry[] = [
      { atMs: 1000, fault: { kind: 'replace-node', target, parameters: {} } },
    ]
    const world = new World({ schedule }).until(1200)
    world.cluster = { nodes: 5 }
    world.until(1800)
    expect(world.lines.join()).not.toContain('step')
    world.cluster = { nodes: 5, leader: 'n3' }
    const decisions: Decision[] = []
    world.carryOut = (decision) => decisions.push(decision)
    world.step()
    expect(decisions).toEqual([
      {
        kind: 'step',
        id: 'f1',
        actions: [
          {
            kind: 'command',
            node: 'n3',
            command: { type: 'change-membership', members: ['n1', 'n2', 'n3', 'n4', 'n6'] },
          },
        ],
      },
    ])
    const expected = world.director
      .finalStates(viewOf(world.cluster))
      .map((state) => state.expected)
    expect(expected).toEqual([true, true, true, true, false])
  })
})

describe('recovery', () => {
  const schedule: ScheduleEntry[] = [KILL, { atMs: 5000, undo: 'all' }]

  it('is counted from the last undo to the beginning of the first steady window', () => {
    const world = new World({ schedule }).until(3000)
    world.serving = false
    world.until(6500)
    world.serving = true
    world.finish()
    const { answer, afterMs } = world.director.outcome().recovery
    expect(answer).toBe('recovered')
    expect(afterMs).toBeGreaterThanOrEqual(1300)
    expect(afterMs).toBeLessThanOrEqual(1600)
  })

  it('takes no time where nothing faltered', () => {
    const { recovery } = new World({ schedule }).finish().director.outcome()
    expect(recovery).toEqual({ answer: 'recovered', afterMs: 0 })
  })

  it('is undone for at the end, and failed when it does not come in time', () => {
    const world = new World({ schedule: [KILL] }).until(3000)
    world.serving = false
    world.finish()
    expect(world.lines).toContain('10000 undo f1')
    expect(world.lines).toContain('16000 final')
    expect(world.director.outcome().recovery).toEqual({ answer: 'not-recovered', afterMs: null })
  })
})

describe('the end of a drill', () => {
  it('comes at once by an abort rule, with everything undone', () => {
    const abortWhen = [{ probe: 'unavailable', forMs: 2000 }]
    const world = new World({ schedule: [KILL], abortWhen }).until(3500)
    world.serving = false
    world.finish()
    const [abort, ...rest] = world.lines.slice(-4)
    expect(abort).toMatch(/^5500 abort time since the last acknowledged operation at least 2s/)
    expect(rest).toEqual(['5500 undo f1', '5500 clients stop', '5500 done'])
    expect(world.director.outcome().recovery.answer).toBe('unknown')
    expect(world.director.activeFaults).toBe(0)
  })

  it('expects no node to be there where it came by an abort', () => {
    const abortWhen = [{ probe: 'unavailable', forMs: 2000 }]
    const world = new World({ schedule: [KILL], abortWhen }).until(3500)
    world.cluster = { nodes: 5, down: ['n1'] }
    world.serving = false
    world.finish()
    const states = world.director.finalStates(viewOf(world.cluster))
    expect(states.filter(({ expected }) => expected)).toEqual([])
  })

  it('comes at once by a halt, and only once', () => {
    const world = new World({ schedule: [KILL] }).until(4000)
    const decisions = world.director.abort('halted', world.atMs)
    expect(decisions.map(told)).toEqual(['abort halted', 'undo f1', 'clients stop', 'done'])
    expect(world.director.abort('again', world.atMs)).toEqual([])
  })

  it('waits for clients and for agreement, but not for ever', () => {
    const world = new World().until(9000)
    world.finishing = false
    world.cluster = { nodes: 5, leader: 'n1', down: ['n5'] }
    world.finish()
    expect(world.lines.slice(-4)).toEqual([
      '20050 warning only 0 of 2 clients finished in time',
      '20050 clients stop',
      '20050 converge',
      '30050 done',
    ])
  })
})
