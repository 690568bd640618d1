/** A cluster that exists only as a view, for tests of what a drill decides. */
import type { Drill } from '../../../core/drills/drill.ts'
import type { ClusterView, NodeView } from '../../../core/drills/world.ts'

export interface ScriptedCluster {
  readonly nodes: number
  readonly clients?: number
  /** Name of the leader; none where absent. */
  readonly leader?: string
  readonly term?: number
  readonly down?: readonly string[]
}

export function viewOf(cluster: ScriptedCluster): ClusterView {
  const { nodes, clients = 2, leader, term = 1, down = [] } = cluster
  return {
    nodes: Array.from({ length: nodes }, (_, index): NodeView => {
      const node = `n${index + 1}`
      const leads = node === leader
      const state = { applied: 7, digest: 7 }
      return {
        node,
        state: down.includes(node) ? 'down' : 'up',
        incarnation: 1,
        release: 'correct',
        description: { role: leads ? 'leader' : 'follower', leads, term: leads ? term : 0, state },
      }
    }),
    clients: Array.from({ length: clients }, (_, index) => `c${index + 1}`),
  }
}

export function drillOf(changes: Partial<Drill> = {}): Drill {
  return {
    name: 'scripted',
    question: 'What?',
    hypothesis: 'That.',
    expect: [],
    tags: [],
    system: { kind: 'raft', nodes: 5, release: 'correct', options: {} },
    workload: { kind: 'register', clients: 2, durationMs: 10_000, options: {} },
    schedule: [],
    steady: [{ probe: 'availability', windowMs: 1000, atLeast: 0.9 }],
    recoverWithinMs: 5000,
    check: ['converged'],
    abortWhen: [],
    zones: {},
    ...changes,
  }
}
