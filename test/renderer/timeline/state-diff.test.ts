/** Goal: what an event changed is told field by field and entry by entry, and nothing else is. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LogEntryState, MachineState } from '../../../electron/ipc/shapes/timeline.ts'
import { diffWords, isUnchanged, stateDiff } from '../../../renderer/timeline/state-diff.ts'

function aState(
  inspection: MachineState['inspection'],
  log: readonly LogEntryState[] | null = null,
): MachineState {
  return { name: 'n1', role: 'node', incarnation: 1, inspection, log }
}

function entries(...lines: readonly [index: number, term: number, text: string][]) {
  return lines.map(([index, term, text]) => ({ index, term, text, committed: false }))
}

it('names each field that differs, also inside of others, and no other', () => {
  const before = { role: 'follower', term: 2, leader: 'n2', peers: {}, voters: ['n1', 'n2'] }
  const after = {
    ...{ role: 'leader', term: 3, leader: null, voters: ['n1', 'n2'] },
    peers: { n2: { match: 7 } },
  }
  expect(stateDiff(aState(before), aState(after)).fields).toEqual([
    { name: 'role', before: 'follower', after: 'leader' },
    { name: 'term', before: '2', after: '3' },
    { name: 'leader', before: 'n2', after: 'none' },
    { name: 'peers n2 match', before: null, after: '7' },
  ])
})

it('says nothing of what stayed as it was, whatever a state holds', () => {
  const states = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(states, (state) => {
      const diff = stateDiff(aState(state), aState(structuredClone(state)))
      expect(isUnchanged(diff)).toBe(true)
      expect(diffWords(diff)).toBe('nothing of the state changed')
    }),
  )
})

it('tells entries that were added, and those that were overwritten', () => {
  const before = entries([4, 1, 'a'], [5, 1, 'b'], [6, 1, 'c'])
  const after = entries([4, 1, 'a'], [5, 2, 'd'])
  const diff = stateDiff(aState({}, before), aState({}, after))
  expect(diff.removed.map(({ index, text }) => [index, text])).toEqual([
    [5, 'b'],
    [6, 'c'],
  ])
  expect(diff.added.map(({ index, text }) => [index, text])).toEqual([[5, 'd']])
  expect(diffWords(diff)).toBe('1 entry added, 2 entries removed')
})

it('does not take for removed what only left the newest end that is told, nor for added what came back to it', () => {
  const long = entries([4, 1, 'a'], [5, 1, 'b'], [6, 1, 'c'])
  const longer = entries([5, 1, 'b'], [6, 1, 'c'], [7, 1, 'd'])
  const grown = stateDiff(aState({}, long), aState({}, longer))
  expect(grown.removed).toEqual([])
  expect(grown.added.map(({ index }) => index)).toEqual([7])
  const shrunk = stateDiff(aState({}, longer), aState({}, long))
  expect(shrunk.added).toEqual([])
  expect(shrunk.removed.map(({ index }) => index)).toEqual([7])
})

it('says so where a state begins', () => {
  const diff = stateDiff(aState(null), aState({ role: 'follower', term: 0 }))
  expect(diff.begins).toBe(true)
  expect(diffWords(diff)).toBe('role to follower, term to 0')
})
