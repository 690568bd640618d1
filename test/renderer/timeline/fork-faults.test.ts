import { expect, it } from 'vitest'
import { entryWords, openFaults } from '../../../renderer/timeline/fork-faults.ts'

const fault = (id: string, fromUs: number, toUs: number) => ({
  ...{ id, kind: 'kill', target: 'n1', fromUs, toUs },
  ...{ proven: true, effect: '', lanes: [], links: [] },
})
const head = { faults: [fault('f1', 2e6, 3e6), fault('f2', 4e6, 6e6), fault('f3', 7e6, 8e6)] }

it('a fork may leave out what stands at its moment and what comes later, and nothing else', () => {
  expect(openFaults(head, 5e6)).toEqual([
    { id: 'f2', kind: 'kill', target: 'n1', when: 'standing since 4.000 s' },
    { id: 'f3', kind: 'kill', target: 'n1', when: 'from 7.000 s' },
  ])
  expect(openFaults(head, 3e6).map(({ id }) => id)).toEqual(['f2', 'f3'])
})

it('a fault that is added is told with its target and its parameters', () => {
  const entry = { kind: 'delay', target: ['n1', 'n2'], by: '50ms', for: '2s' }
  expect(entryWords(entry)).toEqual({ kind: 'delay', what: 'n1, n2, by 50ms, for 2s' })
  expect(entryWords({ kind: 'heal' })).toEqual({ kind: 'heal', what: '' })
  expect(entryWords({ kind: 'reconfigure', settings: { heartbeat: '20ms' } }).what).toBe(
    'settings {"heartbeat":"20ms"}',
  )
})
