import type { Database } from 'better-sqlite3'
import type { ForkOrder } from '../../../core/simulation/fork/forked-drill.ts'
import type { RunHeader } from '../../recorder/contract.ts'

export function rebuildParent(
  _database: Database,
  _header: RunHeader,
  _order: ForkOrder,
): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason: 'it is not simulated' }
}
