/**
 * Goal: what the room tells is right and bounded, whatever a drill does. Method: its small parts,
 * each fed by hand.
 */
import { describe, expect, it } from 'vitest'
import { Measurements } from '../../../../core/drills/measurements.ts'
import type { ScheduleEntry } from '../../../../core/drills/drill.ts'
import type { FaultRecord } from '../../../../core/drills/standing-faults.ts'
import type { ClusterView } from '../../../../core/drills/world.ts'
import { OperationFeed, FEED_LINES_MAX } from '../../../../electron/console/room/operation-feed.ts'
import { RecordingRate } from '../../../../electron/console/room/recording-rate.ts'
import { roomMs } from '../../../../electron/console/room/room-clock.ts'
import {
  LINKS_TOLD_MAX,
  PAST_FAULTS_MAX,
  roomFaults,
} from '../../../../electron/console/room/room-faults.ts'
import { LOG_LINES_MAX, RoomLog } from '../../../../electron/console/room/room-log.ts'
import { roomNodes } from '../../../../electron/console/room/room-nodes.ts'
import { SlotRows } from '../../../../electron/console/room/slot-rows.ts'
import { ToldSchedule } from '../../../../electron/console/room/told-schedule.ts'
import type { OperationSample } from '../../../../electron/node-host/operation-sample.ts'

describe('the time of the room', () => {
  it('is negative and never goes back while nobody knows when the workload begins', () => {
    const times = [0, 1_000, 4_990, 5_000, 60_000].map((runMs) => roomMs(runMs, null))
    expect(times).toEqual([-5_000, -4_000, -10, -1, -1])
    expect([900, 1_000.4, 2_500].map((runMs) => roomMs(runMs, 1_000))).toEqual([-100, 0, 1_500])
  })
})

describe('slots', () => {
  it('are read once, when they are over and what belongs to them was heard', () => {
    const measurements = new Measurements()
    const slots = new SlotRows()
    measurements.completed(50, { okUs: [1_000, 3_000], fail: 1, info: 2 })
    slots.advance(150, measurements)
    expect(slots.rows).toEqual([])
    slots.advance(290, measurements)
    expect(slots.rows).toMatchObject([
      { atMs: 0, ok: 2, fail: 1, info: 2 },
      { atMs: 100, ok: 0, p50Ms: null, p99Ms: null, p999Ms: null },
    ])
    const [first] = slots.rows
    expect(first?.p50Ms).toBeCloseTo(1, 0)
    expect(first?.p99Ms).toBeCloseTo(3, 0)
  })
})

function viewOf(...nodes: readonly [string, boolean, number, 'up' | 'paused' | 'down'][]) {
  const view: ClusterView = {
    nodes: nodes.map(([node, leads, term, state]) => ({
      node,
      state,
      incarnation: 1,
      release: 'correct',
      inspection: { commit: 7 },
      description: {
        role: leads ? 'leader' : 'follower',
        leads,
        term,
        state: { applied: 6, digest: 1 },
      },
    })),
    clients: [],
  }
  return view
}

describe('nodes', () => {
  it('are mistaken where they lead and another leads a newer term', () => {
    const view = viewOf(
      ['n1', true, 3, 'up'],
      ['n2', true, 4, 'up'],
      ['n3', false, 4, 'up'],
      ['n4', true, 2, 'paused'],
      ['n5', true, 9, 'down'],
    )
    const nodes = roomNodes(view, new Map([['n2', -12.4]]))
    expect(nodes.map(({ mistaken }) => mistaken)).toEqual([
      'believes it leads',
      null,
      null,
      'believes it leads',
      null,
    ])
    expect(nodes[1]).toMatchObject({ leads: true, commit: 7, applied: 6, clockOffsetMs: -12 })
    expect(nodes[4]?.leads).toBe(false)
  })
})

function recordOf(number: number, undoneAtMs: number | null, links = 1): FaultRecord {
  const id = `f${number}`
  return {
    id,
    kind: 'cut',
    target: 'n1 -> n2',
    parameters: {},
    atMs: number,
    byHand: true,
    endsAtMs: null,
    undoneAtMs,
    choice: { kind: 'cut', parameters: {} },
    plan: {
      apply: Array.from({ length: links }, () => ({
        kind: 'link',
        id,
        from: 'n1',
        to: 'n2',
        rule: { type: 'cut' },
      })),
      undo: [],
      target: '',
    },
  }
}

describe('faults', () => {
  it('are told with their links and what they were measured to do', () => {
    const told = roomFaults([recordOf(1, 5), recordOf(2, null)], { f2: { dropped: 12 } })
    expect(told).toMatchObject([
      { id: 'f1', proven: false, effect: 'no message met the cut', links: [] },
      {
        id: 'f2',
        proven: true,
        effect: '12 messages dropped',
        links: [{ from: 'n1', to: 'n2', rule: 'cut' }],
      },
    ])
  })

  it('are bounded: the newest of those that are over, and so many links', () => {
    const past = Array.from({ length: 500 }, (_, index) => recordOf(index + 2, 9_000))
    const told = roomFaults([recordOf(1, null, 10_000), ...past], {})
    expect(told).toHaveLength(PAST_FAULTS_MAX + 1)
    expect(told[0]?.links).toHaveLength(LINKS_TOLD_MAX)
    expect(told.slice(0, 2).map(({ id }) => id)).toEqual(['f1', 'f402'])
  })
})

describe('the log', () => {
  it('ends with a word where it is full, and cuts what is long', () => {
    const log = new RoomLog()
    for (let count = 0; count < LOG_LINES_MAX + 50; count++) log.add(count, 'a', 'x'.repeat(9_000))
    expect(log.rows).toHaveLength(LOG_LINES_MAX)
    expect(log.rows[0]?.text.length).toBeLessThan(600)
    expect(log.rows.at(-1)?.kind).toBe('log')
  })
})

describe('operations', () => {
  const sample: OperationSample = {
    client: 'c1',
    f: 'read',
    key: 'k1',
    output: 7,
    result: 'ok',
    atUs: 1_500,
    latencyUs: 2_345,
  }

  it('are told as people read them, the newest of them', () => {
    const feed = new OperationFeed()
    for (let count = 0; count < 100; count++) {
      feed.heard(count, { samples: [{ ...sample, key: `k${count}` }], worst: {} })
    }
    expect(feed.lines).toHaveLength(FEED_LINES_MAX)
    expect(feed.lines.at(-1)).toEqual({
      atMs: 1.5,
      client: 'c1',
      text: 'read k99 -> 7',
      result: 'ok',
      latencyMs: 2.345,
      error: null,
    })
  })

  it('make a client as bad as the worst of its last second', () => {
    const feed = new OperationFeed()
    feed.heard(1_000, { samples: [], worst: { c1: 'fail', c2: 'ok' } })
    feed.heard(1_500, { samples: [], worst: { c1: 'info' } })
    const at = (nowMs: number) =>
      feed.clients(['c1', 'c2', 'c3'], nowMs).map(({ lately }) => lately)
    expect(at(1_600)).toEqual(['fail', 'ok', null])
    expect(at(2_100)).toEqual(['info', null, null])
    expect(at(2_600)).toEqual([null, null, null])
  })
})

describe('the rate of recording', () => {
  it('is what came between two looks', () => {
    const rate = new RecordingRate()
    const cost = { journalBytes: 0, historyEvents: 0, behindBytes: 0 }
    rate.heard(1_000, { ...cost, journalEntries: 500 })
    expect(rate.rate.eventsPerSecond).toBe(0)
    rate.heard(3_000, { ...cost, journalEntries: 2_500, behindBytes: 9 })
    expect(rate.rate).toEqual({ eventsPerSecond: 1_000, behindBytes: 9 })
  })
})

describe('the schedule as it is told', () => {
  const entries: readonly ScheduleEntry[] = [1_000, 2_000, 3_000].map((atMs) => ({
    atMs,
    undo: `${atMs}`,
  }))
  const times = (told: readonly ScheduleEntry[]) => told.map(({ atMs }) => atMs)

  it('keeps what came where it came, and moves the rest', () => {
    const told = new ToldSchedule()
    told.begin({ schedule: entries, scheduleLeft: 3 })
    const held = entries.slice(1).map((entry) => ({ ...entry, atMs: entry.atMs + 500 }))
    told.moved({ schedule: held, scheduleLeft: 2 })
    expect(times(told.entries({ schedule: [], scheduleLeft: 0 }))).toEqual([1_000, 2_500, 3_500])
  })

  it('forgets what never came', () => {
    const told = new ToldSchedule()
    told.begin({ schedule: entries, scheduleLeft: 3 })
    told.cut({ scheduleLeft: 2 })
    expect(times(told.entries({ schedule: [], scheduleLeft: 0 }))).toEqual([1_000])
  })
})
