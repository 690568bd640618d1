/**
 * What a drill sees of the world that it runs in, live or simulated.
 */
import type { Address, Inspection } from '../runtime/machine.ts'
import type { NodeDescription } from '../runtime/description.ts'

export type NodeState =
  | 'starting'
  | 'up'
  | 'paused'
  /** Down because somebody took it down. */
  | 'down'
  /** Down by itself: a broken invariant, a damaged disk, a full disk. */
  | 'failed'

export interface NodeView {
  readonly node: Address
  readonly state: NodeState
  /** Why it failed, for people. */
  readonly reason?: string
  /** How many lives it has had. */
  readonly incarnation: number
  readonly release: string
  /** As last heard; absent until the node has said something in this life. */
  readonly inspection?: Inspection
  readonly description?: NodeDescription
}

export interface ClusterView {
  /** Ordered by name as people order them: n2 before n10. */
  readonly nodes: readonly NodeView[]
  readonly clients: readonly Address[]
}
