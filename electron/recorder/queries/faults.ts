/** The faults of the run; a plan and its undo are there before anything is applied. */
import type { Database, Statement } from 'better-sqlite3'
import type { Action, Evidence } from '../../../core/faults/action.ts'
import type { Effect } from '../../../core/faults/fault.ts'
import type { PlannedFault } from '../contract.ts'

export class FaultWriter {
  readonly #plan: Statement
  readonly #applied: Statement
  readonly #undone: Statement
  readonly #measured: Statement

  constructor(database: Database) {
    this.#plan = database.prepare(
      `INSERT INTO fault (id, kind, target, parameters, apply, undo, planned_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#applied = database.prepare('UPDATE fault SET applied_at_ms = ? WHERE id = ?')
    this.#undone = database.prepare('UPDATE fault SET undone_at_ms = ? WHERE id = ?')
    this.#measured = database.prepare(
      'UPDATE fault SET evidence = ?, proven = ?, effect = ? WHERE id = ?',
    )
  }

  plan(fault: PlannedFault): void {
    const { id, kind, target, parameters, apply, undo, plannedAtMs } = fault
    const json = [parameters, apply, undo].map((value) => JSON.stringify(value))
    this.#plan.run(id, kind, target, ...json, plannedAtMs)
  }

  /** False where no fault of that name was planned; so do the two below. */
  applied(id: string, atMs: number): boolean {
    return this.#applied.run(atMs, id).changes === 1
  }

  undone(id: string, atMs: number): boolean {
    return this.#undone.run(atMs, id).changes === 1
  }

  measured(id: string, evidence: Evidence, effect: Effect): boolean {
    const { proven, sentence } = effect
    return this.#measured.run(JSON.stringify(evidence), proven ? 1 : 0, sentence, id).changes === 1
  }
}

export interface FaultRow extends PlannedFault {
  readonly appliedAtMs: number | null
  readonly undoneAtMs: number | null
  readonly evidence: Evidence | null
  readonly effect: Effect | null
}

interface RawFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly parameters: string
  readonly apply: string
  readonly undo: string
  readonly planned_at_ms: number
  readonly applied_at_ms: number | null
  readonly undone_at_ms: number | null
  readonly evidence: string | null
  readonly proven: number | null
  readonly effect: string | null
}

/** In the order in which they were planned. */
export function readFaults(database: Database): FaultRow[] {
  const rows = database.prepare('SELECT * FROM fault ORDER BY position').all() as RawFault[]
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    target: row.target,
    parameters: JSON.parse(row.parameters) as PlannedFault['parameters'],
    apply: JSON.parse(row.apply) as readonly Action[],
    undo: JSON.parse(row.undo) as readonly Action[],
    plannedAtMs: row.planned_at_ms,
    appliedAtMs: row.applied_at_ms,
    undoneAtMs: row.undone_at_ms,
    evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as Evidence),
    effect: row.effect === null ? null : { proven: row.proven === 1, sentence: row.effect },
  }))
}
