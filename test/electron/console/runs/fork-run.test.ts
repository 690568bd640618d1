/**
 * Goal: a run of the library is forked through the contract into the same library, and what cannot
 * be forked is refused in a sentence. Method: a small simulated run and the part itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRunsPart, type RunsPart } from '../../../../electron/console/runs/create-runs-part.ts'
import { simulateRun, type SimulatedRun } from '../timeline/simulated-run.ts'

let simulated: SimulatedRun
let part: RunsPart
let changes = 0

beforeAll(async () => {
  simulated = await simulateRun()
  const places = { runs: simulated.runs, drills: simulated.runs }
  part = createRunsPart({ places, publish: () => void changes++ })
}, 30_000)
afterAll(async () => {
  await part.close()
  await simulated.remove()
})

const order = { run: 'small', atMs: 1_200, without: ['f2'], with: [] as string[] }

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
  expect(changes).toBe(1)
}, 30_000)

test('a fault can be added, as the line of a drill file', async () => {
  const added = { ...order, with: ['kind: pause, target: leader, for: 300ms'], seed: '9' }
  const { run } = await part.handlers['runs.fork'](added)
  const { verdict } = await part.handlers['runs.show']({ run })
  expect(verdict?.faults.map(({ kind }) => kind)).toEqual(['kill', 'pause', 'duplicate'])
}, 30_000)

test('a wrong fault, a wrong moment and an unknown run are refused', async () => {
  for (const [wrong, sentence] of [
    [{ with: ['kind: kil'] }, /unknown fault "kil"/],
    [{ with: ['['] }, /expected a fault such as/],
    [{ atMs: 100_000 }, /fork it before that/],
    [{ without: ['f9'] }, /the run has no fault f9/],
    [{ run: 'none' }, /no .*run/],
  ] as readonly [Partial<typeof order>, RegExp][]) {
    await expect(part.handlers['runs.fork']({ ...order, ...wrong })).rejects.toThrow(sentence)
  }
})
