/**
 * The life of a process as a state machine: the states of `NodeState`, and the only events that
 * lead from one to another. What is not in the table cannot happen, and asking for it is refused.
 */
import type { NodeState } from '../../core/drills/world.ts'

export type ProcessEvent =
  | 'spawned'
  | 'started'
  | 'paused'
  | 'resumed'
  /** It ended because somebody here ended it. */
  | 'ended'
  /** It ended by itself, or by a hand from outside. */
  | 'broke'

type Transitions = { readonly [event in ProcessEvent]?: NodeState }

const GONE: Transitions = { ended: 'down', broke: 'failed' }

const TABLE: { readonly [state in NodeState]: Transitions } = {
  down: { spawned: 'starting' },
  failed: { spawned: 'starting' },
  starting: { started: 'up', ...GONE },
  up: { paused: 'paused', ...GONE },
  paused: { resumed: 'up', ...GONE },
}

/** The state after `event`, or null where the event is impossible in `state`. */
export function nextState(state: NodeState, event: ProcessEvent): NodeState | null {
  return TABLE[state][event] ?? null
}

/** Whether a process stands behind this state. */
export function isRunning(state: NodeState): boolean {
  return state === 'starting' || state === 'up' || state === 'paused'
}
