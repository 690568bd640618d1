/** Goal: a person finds a drill. Method: the library that comes along, and own drills beside it. */
import { expect, test } from 'vitest'
import { sketchDrill } from '../../../electron/console/drills/sketch-drill.ts'
import { listDrills } from '../../../electron/drill-files/drill-library.ts'
import {
  breakage,
  groupDrills,
  mistakesText,
  namedFirst,
  searchDrills,
  type ListedDrill,
} from '../../../renderer/views/drills/drill-groups.ts'

const library = (await listDrills()).map(({ drill }): ListedDrill => ({
  ok: true,
  origin: 'library',
  ...sketchDrill(drill),
}))
const error = { file: 'mine.yaml', line: 4, column: 1, message: 'no', expected: '' }
const broken: ListedDrill = { ok: false, origin: 'own', name: 'mine', errors: [error] }

function names(drills: readonly ListedDrill[]): readonly string[] {
  return drills.map(({ name }) => name)
}

test('Own drills come first, then the concepts from the known to the rare.', () => {
  const titles = groupDrills([...library, broken]).map(({ title }) => title)
  expect(titles.slice(0, 3)).toEqual(['Own drills', 'Elections', 'Quorums'])
  expect(titles.at(-1)).toBe('Random')
  expect(groupDrills(library)[0]?.title).toBe('Elections')
})

test('Every drill is in one group, and the easy ones stand before the hard ones.', () => {
  const groups = groupDrills([...library, broken])
  const grouped = groups.flatMap(({ drills }) => names(drills))
  expect([...grouped].sort()).toEqual([...names(library), 'mine'].sort())
  const elections = groups[1]?.drills ?? []
  expect(names(elections)[0]).toBe('leader-loss')
  const LEVELS = ['easy', 'medium', 'hard']
  const levels = elections.map((drill) => (drill.ok ? LEVELS.indexOf(drill.difficulty) : -1))
  expect(levels).toEqual(levels.toSorted((left, right) => left - right))
  expect(new Set(levels).size).toBeGreaterThan(1)
})

test('A search finds names, questions, concepts, what is broken, and needs every word.', () => {
  expect(names(searchDrills(library, 'kill majority'))).toContain('majority-lost')
  expect(names(searchDrills(library, 'POWER-loss disk'))).toContain('power-loss')
  expect(names(searchDrills(library, 'abd'))).toContain('abd-minority-lost')
  expect(searchDrills(library, 'kill nowhere')).toEqual([])
  expect(searchDrills(library, '  ')).toBe(library)
  expect(searchDrills([...library, broken], 'mistakes')).toEqual([broken])
})

test('A drill that is called so comes before those that only tell of it.', () => {
  const found = groupDrills(searchDrills(library, 'Stale'))
  expect(found[0]?.drills[0]?.name).not.toBe('stale-read')
  const [first, ...others] = namedFirst(found, 'Stale')
  expect(first?.drills[0]?.name).toBe('stale-read')
  expect([first?.title, ...others.map(({ title }) => title)].sort()).toEqual(
    found.map(({ title }) => title).sort(),
  )
  expect(namedFirst(found, ' ')).toBe(found)
})

test('What a drill breaks is told once for each kind.', () => {
  const byName = new Map(library.map((drill) => [drill.name, drill]))
  const told = (name: string) => {
    const drill = byName.get(name)
    return drill?.ok === true ? breakage(drill) : null
  }
  expect(told('lossy-network')).toBe('lossy')
  expect(told('stale-read')).toBe('partition, pause')
  expect(told('random-faults')).toBe('at random')
  expect(told('double-vote')).toBe('slow-fsync, at random')
})

test('Mistakes are counted, and the first one has its line.', () => {
  expect(mistakesText({ errors: [error] })).toBe('1 mistake, in line 4')
  expect(mistakesText({ errors: [error, error] })).toBe('2 mistakes, the first in line 4')
})
