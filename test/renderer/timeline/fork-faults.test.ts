import { expect, it } from 'vitest'
import { openFaults } from '../../../renderer/timeline/fork-faults.ts'

const fault = (id: string, fromUs: number, toUs: number) => ({
  ...{ id, kind: 'kill', target: 'n1', fromUs, toUs },
  ...{ proven: true, effect: '', lanes: [], links: [] },
})
const head = {
  workloadFromUs: 1_000_000,
  faults: [fault('f1', 2e6, 3e6), fault('f2', 4e6, 6e6), fault('f3', 7e6, 8e6)],
}

it('a fork may leave out what stands at its moment and what comes later, and nothing else', () => {
  expect(openFaults(head, 5e6).map(({ id, text }) => [id, text])).toEqual([
    ['f2', expect.stringMatching(/^kill n1, standing since 3/)],
    ['f3', expect.stringMatching(/^kill n1, from 6/)],
  ])
  expect(openFaults(head, 3e6).map(({ id }) => id)).toEqual(['f2', 'f3'])
})
