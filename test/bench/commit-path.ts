/**
 * Acknowledged linearizable writes (and reads) a second on a live cluster: fsync on, 256-byte
 * values, mutual TLS, the journal written, a closed loop of clients in one process.
 */
import { LoadedCluster, type LoadFigures } from './live-load.ts'

const MEASURE_MS = 5_000

export interface CommitFigures extends LoadFigures {
  readonly nodes: number
  readonly clients: number
  readonly operation: 'write' | 'read'
}

export interface CommitPlan {
  readonly nodes: readonly number[]
  readonly clients: readonly number[]
  readonly operations: readonly CommitFigures['operation'][]
}

/** Every combination of the plan, one cluster after the other. */
export async function measureCommitPath(plan: CommitPlan): Promise<CommitFigures[]> {
  const figures: CommitFigures[] = []
  for (const nodes of plan.nodes) {
    for (const clients of plan.clients) {
      for (const operation of plan.operations) {
        figures.push({
          nodes,
          clients,
          operation,
          ...(await measureOne(nodes, clients, operation)),
        })
      }
    }
  }
  return figures
}

async function measureOne(
  nodes: number,
  clients: number,
  operation: CommitFigures['operation'],
): Promise<LoadFigures> {
  const readPercent = operation === 'read' ? 100 : 0
  const load = await LoadedCluster.start({
    nodes,
    clients,
    readPercent,
    valueBytes: 256,
    journal: true,
  })
  try {
    return await load.measure(MEASURE_MS)
  } finally {
    await load.stop()
  }
}
