/**
 * Goal: a fault by hand is read as a drill file would be, with the same sentences. Method: each
 * mistake that a file could have, and a few faults that are right.
 */
import { expect, it } from 'vitest'
import { drillOf } from '../../core/drills/scripted.ts'
import { readFault } from '../../../electron/drill-files/read-fault.ts'

const drill = drillOf()
const NODES = ['n1', 'n2', 'n3', 'n4', 'n5']

it.each([
  [{ kind: 'kil', target: 'n1' }, 'unknown fault "kil" (did you mean "kill"?)'],
  [{}, '"kind" is missing: which fault?'],
  [{ kind: 'kill' }, '"target" is missing'],
  [{ kind: 'loss', target: 'n1 -> n2', shre: '5%' }, 'unknown key "shre" (did you mean "share"?)'],
  [{ kind: 'cut', target: 'n1 <-> n9' }, '"n9" matches nothing'],
  [{ kind: 'cut', target: 'n1 -> n1' }, 'a link from a machine to itself matches nothing'],
  [{ kind: 'cut', target: 'leadr' }, '"leadr" names no target (did you mean "leader"?)'],
  [{ kind: 'cut', target: 'n1 -> n2', for: '5' }, '"5" does not fit here'],
  [{ kind: 'kill', target: 'n1', name: 'mine' }, 'a fault by hand goes by its id'],
  [{ kind: 'bad-release', target: 'n1', release: 'x' }, 'raft has no release "x"'],
])('%j is refused in a sentence', (data, sentence) => {
  const read = readFault(data, drill, NODES)
  expect(read.ok ? 'read' : read.problem).toContain(sentence)
})

it('takes what a drill file takes, with defaults filled in', () => {
  const data = { kind: 'delay', target: 'leader <-> followers', by: '20ms', for: '1.5s' }
  expect(readFault(data, drill, NODES)).toMatchObject({
    ok: true,
    choice: { kind: 'delay', forMs: 1500, target: { type: 'link', both: true } },
  })
})

it('knows the nodes that faults have brought in', () => {
  const data = { kind: 'kill', target: 'n6' }
  expect(readFault(data, drill, NODES).ok).toBe(false)
  expect(readFault(data, drill, [...NODES, 'n6']).ok).toBe(true)
})
