/**
 * Goal: the cone of an event is exactly what the messages and the order of each machine prove.
 * Method: random graphs of events and a simulated drill, against a search that follows edges.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EventStamper } from '../../../../core/clocks/stamp-events.ts'
import type { StepEntry } from '../../../../core/runtime/journal.ts'
import { frontsOf, pathTo } from '../../../../electron/console/timeline/cone.ts'
import { openRunFile } from '../../../../electron/recorder/open-run-file.ts'
import { readProcesses } from '../../../../electron/recorder/queries/journal.ts'
import { readEvent } from '../../../../electron/recorder/queries/timeline.ts'
import { readEntries } from '../../../../electron/recorder/read-entries.ts'
import { simulateRun, type SimulatedRun } from './simulated-run.ts'

interface Graph {
  readonly lanes: readonly string[]
  readonly lane: Uint16Array
  readonly cause: Uint32Array
  readonly kind: Uint8Array
}

const LANES = 4

/** In the order in which things happened; then neighbours on two lanes change places, as in a tie. */
const graphs = fc
  .record({
    happened: fc.array(
      fc.record({
        lane: fc.integer({ min: 0, max: LANES - 1 }),
        back: fc.option(fc.integer({ min: 1, max: 12 })),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    swaps: fc.array(fc.nat(), { maxLength: 40 }),
  })
  .map(({ happened, swaps }): Graph => {
    const order = [...happened.keys()]
    for (const swap of swaps) {
      const at = swap % order.length
      const [left, right] = [order[at], order[at + 1]]
      if (left === undefined || right === undefined) continue
      if (happened[left]?.lane === happened[right]?.lane) continue
      order[at] = right
      order[at + 1] = left
    }
    const placeOf = new Map(order.map((event, place) => [event, place]))
    const causes = order.map((event) => {
      const back = happened[event]?.back ?? null
      return back === null ? 0 : (placeOf.get(event - back) ?? -1) + 1
    })
    return {
      lanes: Array.from({ length: LANES }, (_, lane) => `n${lane}`),
      lane: Uint16Array.from(order, (event) => happened[event]?.lane ?? 0),
      cause: Uint32Array.from(causes),
      kind: new Uint8Array(order.length),
    }
  })

/** Everything from which `event` can be reached, and everything that it reaches. */
function reachable({ lane, cause }: Graph, event: number, towards: 'past' | 'future'): Set<number> {
  const found = new Set([event])
  const open = [event]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (let other = 0; other < lane.length; other++) {
      const [early, late] = towards === 'past' ? [other, at] : [at, other]
      const edge = (lane[early] === lane[late] && early < late) || cause[late] === early + 1
      if (!edge || found.has(other)) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}

test('fronts are those of a search through all edges, also where a receipt stands first', () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (graph, pick) => {
      const event = pick % graph.lane.length
      const { past, future } = frontsOf(graph, event)
      const before = [...reachable(graph, event, 'past')]
      const after = [...reachable(graph, event, 'future')]
      for (let lane = 0; lane < LANES; lane++) {
        const ofLane = (at: number): boolean => graph.lane[at] === lane
        expect(past[lane]).toBe(Math.max(-1, ...before.filter(ofLane)))
        const first = Math.min(...after.filter(ofLane), Infinity)
        expect(future[lane]).toBe(first === Infinity ? -1 : first)
      }
      for (const at of pathTo(graph, event)) expect(before).toContain(at)
    }),
    { numRuns: 500 },
  )
})

describe('in a simulated drill', () => {
  let simulated: SimulatedRun
  beforeAll(async () => {
    simulated = await simulateRun()
  }, 30_000)
  afterAll(() => simulated.remove())

  test('an event tells the vector clock that the journals prove, its input and its effects', async () => {
    const { run, path, timeline } = simulated
    const { events, lanes } = await timeline.handlers['timeline.open']({ run })
    const opened = openRunFile(path)
    if (!opened.ok) throw new Error(opened.problem.message)
    const { database } = opened.file
    const clocks = new Map<string, { entry: StepEntry; clock: readonly number[] }>()
    const stamper = new EventStamper<StepEntry>(({ entry, clock }) => {
      clocks.set(`${entry.machine} ${entry.atUs} ${entry.lamport}`, { entry, clock })
    })
    for (const { name } of readProcesses(database)) {
      for (const entry of readEntries(database, name)) if (entry.kind === 'step') stamper.add(entry)
    }
    stamper.finish()
    let looked = 0
    let effects = 0
    for (let event = 1; event <= events; event += 97) {
      const detail = await timeline.handlers['timeline.event']({ run, event })
      const row = readEvent(database, event)
      const known = clocks.get(`${row?.machine} ${detail.atUs} ${detail.lamport}`)
      if (known === undefined || detail.kind === 'lost') continue
      looked++
      const asked = await timeline.handlers['timeline.effects']({ run, event })
      effects += asked.effects.length
      const { entry, clock } = known
      const expected = stamper.machines.map((name, place) => [name, clock[place] ?? 0])
      expect(new Map(detail.vector.map(({ machine, events: count }) => [machine, count]))).toEqual(
        new Map(expected.filter(([, count]) => count !== 0) as [string, number][]),
      )
      expect(detail.vector[0]?.machine).toBe(lanes[detail.lane]?.name)
      expect(detail.localMs).toBe(entry.now)
      expect(detail.hybrid).toEqual(entry.hybrid)
      expect(detail.input).toMatchObject({ kind: entry.input.kind })
      expect(detail.reports).toHaveLength(entry.reports.length)
      expect(detail.cause === null).toBe(entry.cause === undefined)
      for (const { event: caused } of detail.caused) {
        const effect = await timeline.handlers['timeline.event']({ run, event: caused })
        expect(effect.cause?.event).toBe(event)
      }
    }
    expect(looked).toBeGreaterThan(20)
    expect(effects).toBeGreaterThan(20)
    opened.file.close()
    await expect(timeline.handlers['timeline.event']({ run, event: events + 1 })).rejects.toThrow(
      /no event/,
    )
  })

  test('a search finds the lines that hold the text, in both directions, and says of more', async () => {
    const { run, timeline } = simulated
    const { durationUs } = await timeline.handlers['timeline.open']({ run })
    const search = (text: string, fromUs: number, direction: 'forward' | 'backward', limit = 200) =>
      timeline.handlers['timeline.search']({ run, text, fromUs, direction, limit, filter: null })
    const forward = await search('VOTE FROM', 0, 'forward')
    expect(forward.hits.length).toBeGreaterThan(3)
    expect(forward.hits.every(({ summary }) => summary.includes('vote from'))).toBe(true)
    const backward = await search('vote from', durationUs, 'backward')
    expect(backward.hits.toReversed()).toEqual(forward.hits)
    const [, second] = forward.hits
    const later = await search('vote from', second?.atUs ?? 0, 'forward', 1)
    expect(later).toEqual({ hits: [second], more: true })
    const earlier = await search('vote from', second?.atUs ?? 0, 'backward', 1)
    expect(earlier).toEqual({ hits: [forward.hits[0]], more: false })
    expect((await search('%', 0, 'forward')).hits).toEqual([])
  })
})
