/** Goal: a selector names whom it says, always from who is there. Method: small scripted views. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import type { Selector } from '../../../core/drills/drill.ts'
import { parseSelector } from '../../../core/drills/parse-selector.ts'
import {
  leaderOf,
  resolveTargets,
  selectMachines,
  type SelectionContext,
} from '../../../core/drills/selectors.ts'
import { findFault } from '../../../core/faults/index.ts'
import type { Fault } from '../../../core/faults/fault.ts'
import { viewOf, type ScriptedCluster } from './scripted.ts'

function context(cluster: ScriptedCluster, seed = 'a'): SelectionContext {
  const zones = { a: ['n1', 'n2'], b: ['n3'] }
  return { view: viewOf(cluster), zones, retired: [], prng: new Prng(seed) }
}

function selector(data: unknown): Selector {
  const parsed = parseSelector(data, [])
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.selector
}

function select(
  data: unknown,
  cluster: ScriptedCluster,
  seed?: string,
): readonly string[] | string {
  const selection = selectMachines(selector(data), context(cluster, seed))
  return selection.ok ? selection.value : selection.problem
}

function fault(kind: string): Fault {
  const found = findFault(kind)
  if (found === undefined) throw new Error(`no fault ${kind}`)
  return found
}

const five = { nodes: 5, leader: 'n3' }

describe('selectors of machines', () => {
  it.each([
    ['leader', ['n3']],
    ['followers', ['n1', 'n2', 'n4', 'n5']],
    ['all', ['n1', 'n2', 'n3', 'n4', 'n5']],
    ['clients', ['c1', 'c2']],
    ['n2', ['n2']],
    [
      ['n2', 'n1'],
      ['n2', 'n1'],
    ],
    [
      ['leader', 'c1'],
      ['n3', 'c1'],
    ],
    [{ zone: 'a' }, ['n1', 'n2']],
    [['leader', 'n3'], ['n3', 'n3'].slice(0, 1)],
  ])('%j', (data, expected) => {
    expect(select(data, five)).toEqual(expected)
  })

  it.each([
    ['leader', { nodes: 3 }, 'no node leads'],
    ['n9', { nodes: 3 }, 'there is no n9'],
    [{ random: 3 }, { nodes: 3, down: ['n1'] }, 'there are only 2 running nodes'],
    ['random', { nodes: 1, down: ['n1'] }, 'there are no running nodes'],
    [{ zone: 'x' }, { nodes: 3 }, 'it names nobody'],
    ['clients', { nodes: 1, clients: 0 }, 'there are no clients'],
  ])('%j of %j matches nothing', (data, cluster, problem) => {
    expect(select(data, cluster)).toBe(problem)
  })

  it('takes the leader of the highest term, and none that is down', () => {
    const old = viewOf({ nodes: 3, leader: 'n1', term: 2 })
    const young = viewOf({ nodes: 3, leader: 'n2', term: 3 })
    const nodes = [old.nodes[0], young.nodes[1], old.nodes[2]].filter((node) => node !== undefined)
    expect(leaderOf({ nodes, clients: [] })).toBe('n2')
    expect(leaderOf(viewOf({ nodes: 3, leader: 'n1', down: ['n1'] }))).toBeUndefined()
  })

  it('counts minorities and majorities of all, and prefers those that run', () => {
    const sizes = fc.record({ nodes: fc.integer({ min: 1, max: 9 }), seed: fc.string() })
    fc.assert(
      fc.property(sizes, ({ nodes, seed }) => {
        const cluster = { nodes, down: ['n1'] }
        const minority = select('minority', cluster, seed)
        const majority = select('majority', cluster, seed)
        expect(minority).toHaveLength(Math.max(1, Math.floor((nodes - 1) / 2)))
        expect(majority).toHaveLength(Math.floor(nodes / 2) + 1)
        if (nodes > 2) expect(minority).not.toContain('n1')
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  it('draws the same for the same seed, and not always the same', () => {
    const draws = Array.from({ length: 20 }, (_, seed) => String(select('random', five, `${seed}`)))
    const again = Array.from({ length: 20 }, (_, seed) => String(select('random', five, `${seed}`)))
    expect(again).toEqual(draws)
    expect(new Set(draws).size).toBeGreaterThan(2)
  })
})

describe('selectors of links', () => {
  function links(data: unknown): readonly string[] | string {
    const target = data === undefined ? undefined : selector(data)
    const targets = resolveTargets(fault('cut'), target, context({ nodes: 3, leader: 'n1' }))
    return targets.ok ? targets.value.links.map(({ from, to }) => `${from}${to}`) : targets.problem
  }

  it.each([
    ['n1 -> n2', ['n1n2']],
    ['n1 <-> n2', ['n1n2', 'n2n1']],
    ['leader -> followers', ['n1n2', 'n1n3']],
    ['n1, n2 -> n3', ['n1n3', 'n2n3']],
    ['n2 <-> c1', ['n2c1', 'c1n2']],
    ['n2', ['n2n1', 'n1n2', 'n2n3', 'n3n2']],
    [undefined, ['n1n2', 'n1n3', 'n2n1', 'n2n3', 'n3n1', 'n3n2']],
  ])('%j', (data, expected) => {
    expect(links(data)).toEqual(expected)
  })

  it('matches nothing from a node to itself', () => {
    expect(links('leader -> n1')).toBe('both ends are the same node')
  })

  it('leaves out those that have left', () => {
    const where = { ...context({ nodes: 3 }), retired: ['n3'] }
    const targets = resolveTargets(fault('cut'), undefined, where)
    expect(targets.ok && targets.value.links).toHaveLength(2)
    expect(targets.ok && targets.value.all.nodes).toEqual(['n1', 'n2'])
  })
})
