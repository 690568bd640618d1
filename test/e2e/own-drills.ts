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
