import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSelector } from '../../../core/drills/parse-selector.ts'
import type { Selector } from '../../../core/drills/drill.ts'
import type { ChosenLink } from '../../../renderer/topology/cutting-stroke.ts'
import { linkTargets } from '../../../renderer/topology/fault-target.ts'
import { pairOf } from '../../../renderer/topology/links.ts'
import { neighbour } from '../../../renderer/topology/neighbour.ts'
import {
  NOTHING,
  pickLink,
  pickLinksBetween,
  pickMachine,
  selectionText,
  targetsFor,
  turnLinks,
  within,
} from '../../../renderer/topology/selection.ts'

const both = (from: string, to: string): ChosenLink => ({ from, to, both: true })
const oneWay = (from: string, to: string): ChosenLink => ({ from, to, both: false })

function namesOf(selector: Selector): readonly string[] {
  return selector.type === 'names' ? selector.names : []
}

/** Directions that targets name, read as the drill file's own reader reads them. */
function directions(targets: readonly string[]): string[] {
  const named = new Set<string>()
  for (const target of targets) {
    const read = parseSelector(target, [])
    if (!read.ok || read.selector.type !== 'link') throw new Error(`no link: ${target}`)
    const { from, to, both } = read.selector
    for (const left of namesOf(from)) {
      for (const right of namesOf(to)) {
        named.add(`${left} ${right}`)
        if (both) named.add(`${right} ${left}`)
      }
    }
  }
  return [...named].sort()
}

describe('targets of chosen links', () => {
  it('tells a star and a cross of links in one target each', () => {
    expect(linkTargets([both('n1', 'n2'), both('n1', 'n3')])).toEqual(['n1 <-> n2, n3'])
    const cross = [both('n1', 'n2'), both('n1', 'n3'), both('n2', 'n4'), both('n3', 'n4')]
    expect(linkTargets(cross)).toHaveLength(1)
    expect(linkTargets([oneWay('n2', 'n1'), oneWay('n2', 'n3')])).toEqual(['n2 -> n1, n3'])
  })

  it('names exactly the chosen directions, whatever was chosen', () => {
    const machine = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n10', 'c1')
    const link = fc
      .record({ from: machine, to: machine, both: fc.boolean() })
      .filter(({ from, to }) => from !== to)
    fc.assert(
      fc.property(
        fc.uniqueArray(link, { selector: ({ from, to }) => pairOf(from, to).key }),
        (links) => {
          const wanted = links.flatMap(({ from, to, both }) =>
            both ? [`${from} ${to}`, `${to} ${from}`] : [`${from} ${to}`],
          )
          expect(directions(linkTargets(links))).toEqual([...wanted].sort())
        },
      ),
    )
  })
})

describe('a selection', () => {
  it('holds one machine, several with Shift, and lets go of one that is picked again', () => {
    const one = pickMachine(NOTHING, 'n10', false)
    const two = pickMachine(one, 'n2', true)
    expect(two.machines).toEqual(['n2', 'n10'])
    expect(pickMachine(two, 'n10', true).machines).toEqual(['n2'])
    expect(pickMachine(two, 'n3', false).machines).toEqual(['n3'])
  })

  it('turns picked machines into the links between them, never between clients', () => {
    const picked = { machines: ['n1', 'n2', 'c1', 'c2'], links: [] }
    expect(pickLinksBetween(picked).links.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'n1 n2',
      'n1 c1',
      'n1 c2',
      'n2 c1',
      'n2 c2',
    ])
  })

  it('turns a link from both directions to one, to the other, and back', () => {
    const first = pickLink(NOTHING, pairOf('n2', 'n1'), false)
    expect(selectionText(first, '')).toBe('n1 ↔ n2')
    const second = turnLinks(first)
    expect(selectionText(second, '')).toBe('n1 → n2')
    const third = turnLinks(second)
    expect(selectionText(third, '')).toBe('n2 → n1')
    expect(turnLinks(third)).toEqual(first)
  })

  it('forgets machines that are gone, and stays the same object where none is', () => {
    const picked = { machines: ['n1', 'n9'], links: [both('n1', 'n9')] }
    expect(within(picked, new Set(['n1', 'n2']))).toEqual({ machines: ['n1'], links: [] })
    expect(within(picked, new Set(['n1', 'n9']))).toBe(picked)
  })
})

describe('what a fault is aimed at', () => {
  it('is what is picked, in the form of a drill file', () => {
    const one = { machines: ['n1'], links: [] }
    const two = { machines: ['n1', 'c1'], links: [] }
    expect(targetsFor('nodes', one, 'leader')).toEqual({ ok: true, targets: ['n1'] })
    expect(targetsFor('nodes', two, 'leader')).toEqual({ ok: true, targets: ['n1'] })
    expect(targetsFor('groups', two, 'leader')).toEqual({ ok: true, targets: [['n1', 'c1']] })
    expect(targetsFor('cluster', two, 'leader')).toEqual({ ok: true, targets: [null] })
    expect(targetsFor('links', NOTHING, 'leader')).toEqual({ ok: true, targets: ['leader'] })
  })

  it('refuses what cannot be meant', () => {
    const links = { machines: [], links: [both('n1', 'n2')] }
    expect(targetsFor('nodes', links, 'leader').ok).toBe(false)
    expect(targetsFor('nodes', { machines: ['c1'], links: [] }, 'leader').ok).toBe(false)
  })
})

describe('the arrow keys', () => {
  const nodes = ['n1', 'n2', 'n3']
  const clients = ['c1', 'c2']
  it('go around the ring, along the clients, and between them', () => {
    expect(neighbour('n3', 'ArrowRight', nodes, clients)).toBe('n1')
    expect(neighbour('n1', 'ArrowLeft', nodes, clients)).toBe('n3')
    expect(neighbour('n2', 'ArrowDown', nodes, clients)).toBe('c1')
    expect(neighbour('c2', 'ArrowUp', nodes, clients)).toBe('n1')
    expect(neighbour('n2', 'ArrowUp', nodes, clients)).toBe('n2')
    expect(neighbour('n2', 'ArrowDown', nodes, [])).toBe('n2')
  })
})
