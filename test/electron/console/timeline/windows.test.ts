/**
 * Goal: whatever window and filter is asked for, what comes back is what a plain look through all
 * events gives. Method: one simulated drill; its columns, read whole, filtered one by one.
 */
import fc from 'fast-check'
import SQLite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TimelineFilter } from '../../../../electron/ipc/requests.ts'
import type { TimelineHead } from '../../../../electron/ipc/shapes/timeline.ts'
import { FLAG } from '../../../../electron/ipc/shapes/timeline.ts'
import { readTimelineColumns } from '../../../../electron/recorder/queries/timeline-columns.ts'
import type { TimelineColumns } from '../../../../electron/recorder/timeline-columns.ts'
import { simulateRun, type SimulatedRun } from './simulated-run.ts'

let simulated: SimulatedRun
let head: TimelineHead
let columns: TimelineColumns

beforeAll(async () => {
  simulated = await simulateRun()
  head = await simulated.timeline.handlers['timeline.open']({ run: simulated.run })
  const database = new SQLite(simulated.path, { readonly: true })
  const read = readTimelineColumns(database)
  database.close()
  if (read === null) throw new Error('the run has no columns')
  columns = read
}, 30_000)
afterAll(() => simulated.remove())

function passes(at: number, filter: TimelineFilter | null): boolean {
  if (filter === null) return true
  const kind = head.kinds[columns.kind[at] as number] as string
  const lane = columns.lanes[columns.lane[at] as number] as string
  const peer = columns.lanes[columns.peer[at] as number]
  if (filter.hiddenKinds.includes(kind)) return false
  if (filter.hiddenTypes.includes(columns.types[columns.type[at] as number] as string)) return false
  if (filter.hiddenMachines.includes(lane)) return false
  if (filter.term !== null && columns.term[at] !== filter.term) return false
  if (filter.link === null) return true
  const { from, to } = filter.link
  const between = (lane === from && peer === to) || (lane === to && peer === from)
  return between && ['message', 'request', 'lost'].includes(kind)
}

const machine = fc.constantFrom('n1', 'n2', 'n3', 'c1', 'c2', 'n9')
const filters = fc.option(
  fc.record({
    hiddenKinds: fc.subarray(['message', 'stored', 'timer', 'lost', 'nonsense']),
    hiddenTypes: fc.subarray(['heartbeat', 'append', 'tick', 'nonsense']),
    hiddenMachines: fc.subarray(['n1', 'n3', 'c1', 'n9']),
    link: fc.option(fc.record({ from: machine, to: machine })),
    term: fc.option(fc.integer({ min: 0, max: 3 })),
  }),
)

test('every window under every filter is what a look through all events gives', async () => {
  const { durationUs } = head
  const window = fc.record({
    fromUs: fc.double({ min: 0, max: durationUs, noNaN: true }),
    spanUs: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: durationUs })),
    bins: fc.integer({ min: 1, max: 200 }),
    filter: filters,
  })
  await fc.assert(
    fc.asyncProperty(window, async ({ fromUs, spanUs, bins, filter }) => {
      const toUs = fromUs + spanUs
      const request = { run: simulated.run, fromUs, toUs, bins, filter }
      const answer = await simulated.timeline.handlers['timeline.window'](request)
      const density = new Uint32Array(columns.lanes.length * bins)
      const lost = new Uint32Array(density.length)
      const inside: number[] = []
      for (let at = 0; at < columns.atUs.length; at++) {
        const us = columns.atUs[at] as number
        if (!passes(at, filter)) continue
        const crosses = (columns.sentAtUs[at] as number) < toUs && us >= toUs
        if ((us >= fromUs && us < toUs) || crosses) inside.push(at + 1)
        if (us < fromUs || us >= toUs) continue
        let bin = 0
        while (bin + 1 < bins && us >= fromUs + ((toUs - fromUs) * (bin + 1)) / bins) bin++
        const cell = (columns.lane[at] as number) * bins + bin
        density[cell] = (density[cell] as number) + 1
        if (head.kinds[columns.kind[at] as number] === 'lost') {
          lost[cell] = (lost[cell] as number) + 1
        }
      }
      expect(answer.density).toEqual(density)
      expect(answer.lost).toEqual(lost)
      expect([...(answer.exact?.events.id ?? [])]).toEqual(inside)
    }),
    { numRuns: 150 },
  )
})

test('exact events say all that the columns say', async () => {
  const { exact } = await simulated.timeline.handlers['timeline.window']({
    run: simulated.run,
    fromUs: 0,
    toUs: head.durationUs,
    bins: 10,
    filter: null,
  })
  const { atUs, lane, kind, type, peer, sentAtUs, term, flags } = columns
  expect(exact?.events).toEqual({
    id: Uint32Array.from(atUs, (_, at) => at + 1),
    ...{ atUs, lane, kind, type, peer, sentAtUs, term, flags },
  })
  expect(exact?.operations).toHaveLength(head.operations)
  const bar = exact?.operations.find(({ result }) => result === 'ok')
  expect(bar?.text).toMatch(/^(read k\d -> |write k\d = \d|cas k\d .* -> )/)
  expect(head.lanes[bar?.lane ?? 0]?.role).toBe('client')
})

test('what a partition swallowed is drawn towards its receiver, with type and term', () => {
  const partition = head.faults.find(({ kind }) => kind === 'partition')
  if (partition === undefined) throw new Error('no partition')
  const cut = new Set(partition.links.map(({ from, to }) => `${from} ${to}`))
  let swallowed = 0
  for (let at = 0; at < columns.atUs.length; at++) {
    if (head.kinds[columns.kind[at] as number] !== 'lost') continue
    const us = columns.atUs[at] as number
    if (us <= partition.fromUs || us >= partition.toUs) continue
    swallowed++
    expect(cut).toContain(`${columns.lane[at]} ${columns.peer[at]}`)
    expect(columns.types[columns.type[at] as number]).not.toBe('')
    expect(columns.term[at]).toBeGreaterThan(0)
  }
  expect(swallowed).toBeGreaterThan(5)
  expect(head.replayTrouble).toBeNull()
})

test('a copy of a message is told from the first, while a fault makes copies', () => {
  const fault = head.faults.find(({ kind }) => kind === 'duplicate')
  if (fault === undefined) throw new Error('no duplicates')
  const copies = [...columns.flags.keys()].filter((at) => columns.flags[at] === FLAG.duplicate)
  expect(copies.length).toBeGreaterThan(5)
  for (const at of copies) {
    const first = columns.cause.indexOf(columns.cause[at] as number)
    expect(columns.cause[at]).toBeGreaterThan(0)
    expect(first).toBeLessThan(at)
    expect(columns.atUs[at]).toBeGreaterThanOrEqual(fault.fromUs)
  }
})

test('the head tells lives, faults, elections and phases in their lanes', () => {
  expect(head.lanes.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3', 'c1', 'c2'])
  const killed = head.faults.find(({ kind }) => kind === 'kill')
  const lane = killed?.lanes[0] ?? -1
  expect(head.lanes[lane]?.lives).toMatchObject([
    { incarnation: 1, toUs: killed?.fromUs },
    { incarnation: 2, toUs: null },
  ])
  expect(head.elections.length).toBeGreaterThanOrEqual(2)
  expect(head.elections[0]?.lane).toBe(lane)
  expect(head.phases.map(({ phase }) => phase)).toContain('drill')
  expect(head.phases.find(({ phase }) => phase === 'drill')?.atUs).toBe(head.workloadFromUs)
  expect(head.violations).toEqual([])
})
