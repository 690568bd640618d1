/**
 * A page of states: how one machine stood during a part of one of its lives. It stands alone, so a
 * moment is told from one page, however long the run is.
 */
import type { Inspection } from '../../../core/runtime/machine.ts'
import type { LogEntryState } from '../../ipc/shapes/timeline.ts'
import { LogHistory } from './log-history.ts'
import { BadPageError, packPage, unpackPage } from './page-shape.ts'
import { ValueHistory } from './value-history.ts'

export interface StatePage {
  readonly machine: string
  readonly incarnation: number
  /** The first and the last step that it tells of, microseconds since the run began. */
  readonly fromUs: number
  readonly toUs: number
  /** Null: nothing is known of this part. */
  readonly bytes: Uint8Array | null
}

export interface PagedState {
  readonly inspection: Inspection | null
  readonly log: readonly LogEntryState[] | null
}

/** Where pages are looked for. */
export interface StatePages {
  machines(): readonly string[]
  /** The last page that begins at `atUs` or before; null where none does. */
  pageAt(machine: string, atUs: number): StatePage | null
  /** The first page that begins after `atUs`; null where none does. */
  pageAfter(machine: string, atUs: number): StatePage | null
}

const UNKNOWN: PagedState = { inspection: null, log: null }

export function packStates(inspection: ValueHistory, log: LogHistory | null): Uint8Array {
  return packPage([inspection.toPlain(), log === null ? null : log.toPlain()])
}

/** How the machine stood after its last step at `atUs` or before. Throws `BadPageError`. */
export function stateIn(page: StatePage, atUs: number): PagedState {
  if (page.bytes === null) return UNKNOWN
  const plain = unpackPage(page.bytes)
  if (!Array.isArray(plain)) throw new BadPageError('it holds no states')
  const [values, log] = plain as readonly unknown[]
  const inspection = ValueHistory.fromPlain(values).at(atUs)
  return {
    inspection: typeof inspection === 'object' ? (inspection as Inspection | null) : null,
    log: log === null ? null : LogHistory.fromPlain(log).at(atUs),
  }
}
