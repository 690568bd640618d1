/**
 * Goal: a process is only ever in a state that it can be in. Method: the table by example, and
 * random events against the two laws that the rest relies on.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NodeState } from '../../../core/drills/world.ts'
import { exitReason } from '../../../electron/cluster/exit-reason.ts'
import { isRunning, nextState } from '../../../electron/cluster/process-state.ts'
import type { ProcessEvent } from '../../../electron/cluster/process-state.ts'

const EVENTS: readonly ProcessEvent[] = [
  'spawned',
  'started',
  'paused',
  'resumed',
  'ended',
  'broke',
]

test('a life from birth to death', () => {
  const life: readonly ProcessEvent[] = ['spawned', 'started', 'paused', 'resumed', 'ended']
  const states: NodeState[] = ['down']
  for (const event of life) states.push(nextState(states.at(-1) as NodeState, event) ?? 'failed')
  expect(states).toEqual(['down', 'starting', 'up', 'paused', 'up', 'down'])
})

test('what makes no sense is refused', () => {
  expect(nextState('up', 'spawned')).toBeNull()
  expect(nextState('down', 'paused')).toBeNull()
  expect(nextState('starting', 'paused')).toBeNull()
  expect(nextState('failed', 'ended')).toBeNull()
})

test('only a process that runs can end, and only one that does not can be spawned', () => {
  const events = fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 })
  fc.assert(
    fc.property(events, (sequence) => {
      let state: NodeState = 'down'
      for (const event of sequence) {
        const next = nextState(state, event)
        expect(nextState(state, 'ended') !== null).toBe(isRunning(state))
        expect(nextState(state, 'spawned') !== null).toBe(!isRunning(state))
        state = next ?? state
      }
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('the end of a process in words', () => {
  const tail = 'warning\nInvariantError: two leaders\n    at raft.ts:3\n\nNode.js v24.21.0\n'
  expect(exitReason({ code: 70, signal: null, tail })).toBe(
    'it broke an invariant: InvariantError: two leaders',
  )
  expect(exitReason({ code: null, signal: 'SIGSEGV', tail: '' })).toBe('it was killed by SIGSEGV')
  expect(exitReason({ code: 3, signal: null, tail: ' odd \n' })).toBe('it exited with code 3: odd')
  expect(exitReason({ code: null, signal: null, error: 'ENOENT', tail: '' })).toBe(
    'it could not be started (ENOENT)',
  )
})
