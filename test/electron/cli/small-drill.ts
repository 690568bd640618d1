/** A drill that a simulator is done with at once. */

export const SMALL_DRILL = `drill: small
question: Does a small cluster survive its leader?
hypothesis: Somebody else leads soon, and nothing is lost.
expect:
  - { probe: elections, at-least: 1 }
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 2, keys: 2, rate: 100/s, duration: 2s }
schedule:
  - at: 500ms
    fault: { kind: kill, target: leader }
  - at: 1500ms
    undo: all
check: [linearizable, converged]
`

/** `SMALL_DRILL` with one piece of its text replaced; throws where it has no such piece. */
export function smallDrillWith(piece: string, replacement: string): string {
  if (!SMALL_DRILL.includes(piece)) throw new Error(`the drill has no "${piece}"`)
  return SMALL_DRILL.replace(piece, replacement)
}
