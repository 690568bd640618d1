/**
 * Goal: one line says how far a drill is and how its nodes stand. Method: fixed states.
 */
import { describe, expect, it } from 'vitest'
import type { NodeView } from '../../../core/drills/world.ts'
import { bar } from '../../../electron/cli/bar.ts'
import { liveLine } from '../../../electron/cli/live-line.ts'
import type { DrillProgress } from '../../../electron/conductor/progress.ts'

function node(name: string, state: NodeView['state'], leads = false): NodeView {
  const description = { leads } as NonNullable<NodeView['description']>
  const common = { node: name, state, incarnation: 1, release: 'correct' }
  return leads ? { ...common, description } : common
}

const progress: DrillProgress = {
  phase: 'drill',
  atMs: 5_000,
  durationMs: 20_000,
  view: {
    nodes: [
      node('n1', 'up', true),
      node('n2', 'up'),
      node('n3', 'paused'),
      node('n4', 'down'),
      node('n5', 'failed'),
    ],
    clients: [],
  },
  okPerSecond: 1234,
  acknowledged: 5000,
  p99Ms: 12.34,
  activeFaults: 1,
}

describe('the live line', () => {
  it('tells time, load, nodes and faults', () => {
    expect(liveLine(progress)).toBe(
      '[==        ] 5.0 s drill  1,234 ok/s  p99 12.3 ms  n1* n2 n3= n4- n5!  1 fault',
    )
  })

  it('of five nodes fits a terminal of 80 columns', () => {
    const long = liveLine({ ...progress, atMs: 19_900, okPerSecond: 9_999, p99Ms: 99.9 })
    expect(long.length).toBeLessThan(80)
  })

  it('leaves out what there is not', () => {
    const early = {
      ...progress,
      phase: 'warm-up',
      atMs: null,
      p99Ms: null,
      activeFaults: 0,
    } as const
    const view = { nodes: [node('n1', 'starting')], clients: [] }
    expect(liveLine({ ...early, okPerSecond: 0, view })).toBe(
      '[          ] warming up  0 ok/s  n1…',
    )
  })

  it('never has a bar beyond its ends', () => {
    expect(bar(-1)).toBe(bar(0))
    expect(bar(7)).toBe(`[${'='.repeat(10)}]`)
    expect(liveLine({ ...progress, phase: 'converge', atMs: 25_000 })).toContain(
      `[${'='.repeat(10)}] 25.0 s converging`,
    )
  })
})
