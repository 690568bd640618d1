/** Drills of a user that are over soon: run live by specs, or simulated before them. */

interface OwnDrill {
  readonly name: string
  readonly duration: string
  readonly killAt: string
  /** What is foretold, as a drill file has it. */
  readonly expect?: string
  /** For how long all must be well before anything is broken. */
  readonly steady?: string
}

/** One leader is lost, and comes back a second later. */
export function ownDrill({
  name,
  duration,
  killAt,
  expect = '{ probe: elections, at-least: 1 }',
  steady = '1s',
}: OwnDrill): string {
  return `drill: ${name}
question: What do clients see while the leader is gone?
hypothesis: Somebody else leads soon, and nothing is lost.
concept: Own drills
difficulty: easy

system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 2, keys: 2, rate: 60/s, duration: ${duration} }

schedule:
  - at: ${killAt}
    fault: { kind: kill, target: leader, for: 1s }

steady:
  - { probe: availability, window: ${steady}, at-least: 0.5 }
expect:
  - ${expect}
check: [linearizable, converged]
`
}

/** Its hypothesis will be refuted: nothing here writes that fast. To be halted. */
export const DOOMED = ownDrill({
  name: 'doomed',
  duration: '120s',
  killAt: '1s',
  expect: '{ probe: acknowledged, at-least: 1000000 }',
})
/** Time enough for a person who breaks things. */
export const UNHURRIED = ownDrill({ name: 'unhurried', duration: '20s', killAt: '3s' })
/** Longer than any spec, and slow to begin; what starts it must stop it. */
export const LONG = ownDrill({ name: 'long', duration: '300s', killAt: '200s', steady: '3s' })

/**
 * A promise that is broken within seconds, also by real processes that hardly get to run. The leader
 * is cut off with half of the clients and stands still until the others follow another; its clock is
 * slow, so that it goes on for seconds before it misses them, and this release of it answers reads
 * by itself. Whoever writes in there waits in vain, so nearly all of them read.
 */
export const DEPOSED = `drill: deposed-leader
question: Does a leader that was deposed without noticing answer reads?
hypothesis: No; the reads of the clients on its side time out.
concept: Own drills
difficulty: easy

system: { kind: raft, nodes: 3, release: local-reads, election-timeout: 1s }
workload:
  kind: register
  clients: 16
  keys: 8
  reads: 60
  writes: 4
  cas: 0
  rate: 400/s
  duration: 12s
  attempt: 200ms
  deadline: 1s

schedule:
  - at: 500ms
    fault: { kind: clock-drift, target: leader, parts-per-million: -900000 }
  - at: 500ms
    fault: { kind: partition, shape: halves, target: [leader, c1, c2, c3, c4, c5, c6, c7, c8] }
  - at: 500ms
    fault: { kind: pause, target: leader, for: 3s }
  - at: 10s
    undo: all

check: [linearizable, converged]
`
