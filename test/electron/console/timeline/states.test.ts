/**
 * Goal: the states of a moment are those that a replay up to that moment shows. Method: a
 * simulated drill, moments at random and at the edges of lives, against `replayRun`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import type { StatesAt, TimelineHead } from '../../../../electron/ipc/shapes/timeline.ts'
import { replayRun } from '../../../../electron/library/replay-run.ts'
import { simulateRun, type SimulatedRun } from './simulated-run.ts'

let simulated: SimulatedRun
let head: TimelineHead

beforeAll(async () => {
  simulated = await simulateRun()
  head = await simulated.timeline.handlers['timeline.open']({ run: simulated.run })
}, 30_000)
afterAll(() => simulated.remove())

/** As whoever does not mind waiting hears them. */
async function statesAt(atUs: number, run = simulated.run): Promise<StatesAt> {
  for (;;) {
    const answer = await simulated.timeline.handlers['timeline.states']({ run, atUs })
    if (answer.kind === 'states') return answer
  }
}

function isAlive(lane: TimelineHead['lanes'][number], atUs: number): boolean {
  return lane.lives.some(({ fromUs, toUs }) => fromUs <= atUs && atUs <= (toUs ?? Infinity))
}

test('at any moment every machine stands as a replay up to it shows', async () => {
  const prng = new Prng('moments')
  const edges = head.lanes.flatMap(({ lives }) => lives.map(({ fromUs }) => fromUs))
  const moments = [0, ...edges, head.durationUs]
  for (let count = 0; count < 40; count++) moments.push(prng.integer(0, head.durationUs))
  for (const atUs of moments) {
    const { machines } = await statesAt(atUs)
    const answer = replayRun(simulated.path, { atMs: atUs / 1000 })
    if (!answer.ok) throw new Error(answer.problem.message)
    for (const lane of head.lanes) {
      const state = machines.find(({ name }) => name === lane.name)
      const expected = isAlive(lane, atUs) ? answer.replay.inspections?.[lane.name] : undefined
      expect(state?.inspection ?? undefined, `${lane.name} at ${atUs}`).toEqual(expected)
    }
  }
})

test('the log of a node is its newest entries, and only what it knows to be committed is so', async () => {
  const states = await statesAt(head.durationUs)
  for (const { role, inspection, log } of states.machines) {
    if (role === 'client') {
      expect(log).toBeNull()
      continue
    }
    expect(log?.length).toBe(30)
    expect(log?.at(-1)?.index).toBe(inspection?.['lastIndex'])
    for (const { index, committed } of log ?? []) {
      expect(committed).toBe(index <= (inspection?.['commit'] as number))
    }
  }
  const logs = states.machines.flatMap(({ log }) => (log === null ? [] : [JSON.stringify(log)]))
  // They converged.
  expect(new Set(logs).size).toBe(1)
  expect(logs[0]).toMatch(/"text":"k\d = /)
})

test('a machine that is down has no state, and no older one is shown for it', async () => {
  const killed = head.faults.find(({ kind }) => kind === 'kill')
  if (killed === undefined) throw new Error('nothing was killed')
  const atUs = (killed.fromUs + killed.toUs) / 2
  const { machines } = await statesAt(atUs)
  const down = machines.filter(({ inspection }) => inspection === null).map(({ name }) => name)
  expect(down).toEqual([head.lanes[killed.lanes[0] ?? -1]?.name])
})
