import { describe, expect, it } from 'vitest'
import type { RoomFault, RoomLink } from '../../../electron/ipc/shapes/room.ts'
import { drawnPairs, pairOf, pairsWithin, standingRules } from '../../../renderer/topology/links.ts'

const fault = (links: readonly RoomLink[], undoneAtMs: number | null = null): RoomFault => ({
  id: 'f1',
  kind: 'cut',
  target: '',
  atMs: 0,
  endsAtMs: null,
  undoneAtMs,
  byHand: true,
  proven: false,
  effect: '',
  nodes: [],
  links,
})

describe('the links of the topology', () => {
  it('names a pair the same from either end, n2 before n10 and nodes before clients', () => {
    expect(pairOf('n10', 'n2')).toEqual({ key: 'n2 n10', from: 'n2', to: 'n10' })
    expect(pairOf('c1', 'n5')).toEqual({ key: 'n5 c1', from: 'n5', to: 'c1' })
  })

  it('shows the worst of several rules on one direction, and none of a fault that is over', () => {
    const rules = standingRules([
      fault([{ from: 'n1', to: 'n2', rule: 'delay' }]),
      fault([{ from: 'n1', to: 'n2', rule: 'cut' }]),
      fault([{ from: 'n1', to: 'n2', rule: 'loss' }]),
      fault([{ from: 'n2', to: 'n1', rule: 'cut' }], 40),
    ])
    expect([...rules]).toEqual([['n1 n2', 'cut']])
  })

  it('draws all links between nodes, and of clients those that something is done to', () => {
    const rules = standingRules([fault([{ from: 'c1', to: 'n1', rule: 'cut' }])])
    const pairs = drawnPairs(['n1', 'n2', 'n3'], rules, [])
    expect(pairs.map(({ key }) => key)).toEqual(['n1 n2', 'n1 n3', 'n2 n3', 'n1 c1'])
    expect(pairsWithin(['n1'])).toEqual([])
  })
})
