/**
 * Which definite failures speak of the node that was asked rather than of the request: the
 * request did not happen there, and may be tried elsewhere. Every other failure is the answer of
 * the state machine itself, such as `precondition-failed`, and asking again would not change it.
 */
const TRY_ELSEWHERE: ReadonlySet<string> = new Set([
  'leadership-transfer',
  'not-leader',
  'no-leader',
  'no-quorum',
  'not-ready',
  'overloaded',
  'stopping',
  'unavailable',
])

export function isWorthTryingElsewhere(error: string): boolean {
  return TRY_ELSEWHERE.has(error)
}

/** Whether a definite failure is the state machine's own answer: the client was served. */
export function isAnswer(error: string): boolean {
  return !isWorthTryingElsewhere(error) && error !== TIMED_OUT && error !== DISCONNECTED
}

/** An `info` that no further attempt can resolve: the system forgot the session. */
export const SESSION_EXPIRED = 'session-expired'

/** What a client itself says of an attempt that got no answer. */
export const TIMED_OUT = 'timeout'
export const DISCONNECTED = 'disconnected'
