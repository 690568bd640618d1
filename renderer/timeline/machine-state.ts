/** A machine's replayed state in the words of a table. Reads what systems show; trusts none. Pure. */
import type { MachineState } from '../../electron/ipc/shapes/timeline.ts'

export interface StateRow {
  readonly name: string
  readonly role: string
  readonly term: string
  /** `4,018 / 4,021`: committed, last. */
  readonly progress: string
  readonly leader: string
  readonly down: boolean
  /** Leads, while another leads in a later term. */
  readonly stale: boolean
}

export const NOTHING = '–'

export function stateRows(machines: readonly MachineState[]): readonly StateRow[] {
  const nodes = machines.filter(({ role }) => role === 'node')
  let newest = -1
  for (const { inspection } of nodes) {
    const term = numberOf(inspection?.['term'])
    if (isLeader(inspection) && term !== null) newest = Math.max(newest, term)
  }
  return nodes.map(({ name, inspection }) => {
    const term = numberOf(inspection?.['term'])
    return {
      name,
      role: inspection === null ? 'down' : textOf(inspection['role']),
      term: textOf(inspection?.['term']),
      progress: progressOf(inspection),
      leader: textOf(inspection?.['leader']),
      down: inspection === null,
      stale: isLeader(inspection) && term !== null && term < newest,
    }
  })
}

type Fields = MachineState['inspection']

function isLeader(inspection: Fields): boolean {
  return inspection?.['role'] === 'leader'
}

function progressOf(inspection: Fields): string {
  const commit = numberOf(inspection?.['commit'])
  const last = numberOf(inspection?.['lastIndex'])
  if (commit !== null && last !== null) return `${commit} / ${last}`
  return textOf(inspection?.['applied'])
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'object') return NOTHING
  return String(value).slice(0, 40)
}
