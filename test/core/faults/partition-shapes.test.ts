/**
 * Goal: every pair of machines is cut exactly as the shape's definition says. Method: each
 * definition is said again here, over sets, and compared for clusters of many sizes.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import type { Targets } from '../../../core/faults/fault.ts'
import {
  divide,
  divideGroups,
  minority,
  SHAPE_NODES_MINIMUM,
  SHAPES,
  type Division,
} from '../../../core/faults/partition-shapes.ts'

const CLIENTS = ['c1', 'c2', 'c3']

function nodesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index + 1}`)
}

function targetsOf(count: number, named: readonly string[]): Targets {
  const all = { nodes: nodesOf(count), clients: CLIENTS, retired: [] }
  return { nodes: named, links: [], all }
}

/** Whom each node hears, itself included. */
function hearing(nodes: readonly string[], { cuts }: Division): string[][] {
  return nodes.map((to) =>
    nodes.filter((from) => !cuts.some((cut) => cut.from === from && cut.to === to)),
  )
}

function isCut({ cuts }: Division, from: string, to: string): boolean {
  return cuts.some((cut) => cut.from === from && cut.to === to)
}

const cluster = fc.record({
  nodes: fc.integer({ min: 4, max: 11 }),
  seed: fc.string(),
  named: fc.subarray([...nodesOf(3), ...CLIENTS]),
})
const RUNS = { seed: 11, numRuns: 150 }

describe('shapes', () => {
  it('halves: a pair is cut when exactly one of it is on the named side', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed, named }) => {
        fc.pre(named.length > 0)
        const division = divide('halves', targetsOf(nodes, named), new Prng(seed))
        const machines = [...nodesOf(nodes), ...named.filter((name) => name.startsWith('c'))]
        for (const from of machines) {
          for (const to of machines) {
            const other = named.includes(from) !== named.includes(to)
            expect(isCut(division, from, to)).toBe(from !== to && other)
          }
        }
        for (const free of CLIENTS.filter((client) => !named.includes(client))) {
          expect(division.cuts.some(({ from, to }) => from === free || to === free)).toBe(false)
        }
      }),
      RUNS,
    )
  })

  it('halves, unnamed: a minority loses the rest', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed }) => {
        const division = divide('halves', targetsOf(nodes, []), new Prng(seed))
        const sizes = hearing(nodesOf(nodes), division).map(({ length }) => length)
        const small = minority(nodesOf(nodes))
        expect(new Set(sizes)).toEqual(new Set([small, nodes - small]))
      }),
      RUNS,
    )
  })

  it('isolate: the named hear only themselves, the others all others', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed }) => {
        const division = divide('isolate', targetsOf(nodes, ['n1', 'n2']), new Prng(seed))
        const [first, second, ...rest] = hearing(nodesOf(nodes), division)
        expect([first, second]).toEqual([['n1'], ['n2']])
        for (const heard of rest) expect(heard).toEqual(nodesOf(nodes).slice(2))
      }),
      RUNS,
    )
  })

  it('majorities ring: everybody hears a majority, no two the same, and hearing is mutual', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed }) => {
        const division = divide('majorities-ring', targetsOf(nodes, []), new Prng(seed))
        const heard = hearing(nodesOf(nodes), division)
        for (const { length } of heard) expect(length).toBeGreaterThan(nodes / 2)
        expect(new Set(heard.map(String)).size).toBe(nodes)
        for (const { from, to } of division.cuts) expect(isCut(division, to, from)).toBe(true)
        expect(division.cuts.length).toBeGreaterThan(0)
      }),
      RUNS,
    )
  })

  it('bridge: one hears all, the others only their half and the bridge', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed }) => {
        const division = divide('bridge', targetsOf(nodes, ['n2']), new Prng(seed))
        const heard = hearing(nodesOf(nodes), division)
        expect(heard[1]).toEqual(nodesOf(nodes))
        const halves = new Set(heard.filter((_, index) => index !== 1).map(String))
        expect(halves.size).toBe(2)
        const sizes = [...halves].map((half) => half.split(',').length)
        expect((sizes[0] ?? 0) + (sizes[1] ?? 0)).toBe(nodes + 1)
      }),
      RUNS,
    )
  })

  it('one-way: the named are not heard, and hear', () => {
    fc.assert(
      fc.property(cluster, ({ nodes, seed }) => {
        const division = divide('one-way', targetsOf(nodes, ['n1']), new Prng(seed))
        const heard = hearing(nodesOf(nodes), division)
        expect(heard[0]).toEqual(nodesOf(nodes))
        for (const others of heard.slice(1)) expect(others).toEqual(nodesOf(nodes).slice(1))
      }),
      RUNS,
    )
  })

  it('cuts something as soon as there are nodes enough, and nothing twice', () => {
    for (const shape of SHAPES) {
      const least = SHAPE_NODES_MINIMUM[shape]
      const { cuts } = divide(shape, targetsOf(least, []), new Prng(shape))
      expect(cuts.length, shape).toBeGreaterThan(0)
      expect(new Set(cuts.map(({ from, to }) => `${from} ${to}`)).size, shape).toBe(cuts.length)
      expect(cuts.every(({ from, to }) => from !== to)).toBe(true)
      const fewer = divide(shape, targetsOf(least - 1, []), new Prng(shape))
      expect(fewer.cuts, shape).toEqual([])
    }
  })

  it('named as it was drawn, the cluster falls apart in the same way whatever is drawn', () => {
    fc.assert(
      fc.property(cluster, fc.constantFrom(...SHAPES), fc.string(), (drawn, shape, other) => {
        const { nodes, seed, named } = drawn
        const first = divide(shape, targetsOf(nodes, named), new Prng(seed))
        const again = divide(shape, targetsOf(nodes, first.named), new Prng(other))
        expect(again).toEqual(first)
      }),
      RUNS,
    )
  })

  it('groups: a machine of two groups belongs to the first', () => {
    const { cuts, told } = divideGroups([['n1', 'c1'], ['n1', 'n2'], []])
    expect(told).toBe('n1 c1 | n2')
    expect(cuts).toEqual([
      { from: 'n1', to: 'n2' },
      { from: 'c1', to: 'n2' },
      { from: 'n2', to: 'n1' },
      { from: 'n2', to: 'c1' },
    ])
  })
})
