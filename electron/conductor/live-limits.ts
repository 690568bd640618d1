/** How much of a drill one computer can carry as real processes. The simulator carries more. */
import { NODES_MAXIMUM } from '../../core/drills/schema.ts'
import type { Drill } from '../../core/drills/drill.ts'

/** A process a node, at some 45 MB each, and a TLS connection for every pair of them. */
export const LIVE_NODES_MAXIMUM = 25

/** Why the drill cannot run live, for people; null where it can. */
export function refuseLive({ system: { nodes } }: Drill): string | null {
  if (nodes <= LIVE_NODES_MAXIMUM) return null
  const allowed = `${LIVE_NODES_MAXIMUM} nodes at most run as live processes`
  return `${allowed}, and the drill has ${nodes}; simulated it may have ${NODES_MAXIMUM}`
}
