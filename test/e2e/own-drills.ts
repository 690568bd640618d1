/** Drills of a user that are over soon: run live by specs, or simulated before them. */

interface OwnDrill {
  readonly name: string
  readonly duration: string
  readonly killAt: string
}

/** One leader is lost, and comes back a second later. */
export function ownDrill({ name, duration, killAt }: OwnDrill): string {
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

expect:
  - { probe: elections, at-least: 1 }
check: [linearizable, converged]
`
}

/** Over within seconds. */
export const SHORT = ownDrill({ name: 'short', duration: '4s', killAt: '1s' })
/** Time enough for a person who breaks things. */
export const UNHURRIED = ownDrill({ name: 'unhurried', duration: '20s', killAt: '3s' })
/** Longer than any spec; what starts it must stop it. */
export const LONG = ownDrill({ name: 'long', duration: '300s', killAt: '200s' })
