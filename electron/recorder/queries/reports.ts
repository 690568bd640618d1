/** What machines told their observers, apart from client operations. */
import type { Database, Statement } from 'better-sqlite3'
import type { NodeReport } from '../../../core/checkers/checker.ts'
import type { Report } from '../../../core/runtime/machine.ts'

export interface MachineReport extends NodeReport {
  readonly role: 'node' | 'client'
}

export class ReportWriter {
  readonly #insert: Statement

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO report (at_us, machine, role, incarnation, type, body)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
  }

  add(report: MachineReport): void {
    const { atUs, node, role, incarnation, event } = report
    this.#insert.run(atUs, node, role, incarnation, event.type, JSON.stringify(event))
  }
}

interface RawReport {
  readonly atUs: number
  readonly node: string
  readonly incarnation: number
  readonly body: string
}

/** What the nodes told, by time, then node, then the order in which each told it. */
export function readNodeReports(database: Database): NodeReport[] {
  const rows = database
    .prepare(
      `SELECT at_us AS atUs, machine AS node, incarnation, body FROM report
       WHERE role = 'node' ORDER BY at_us, machine, id`,
    )
    .all() as RawReport[]
  return rows.map(({ atUs, node, incarnation, body }) => ({
    atUs,
    node,
    incarnation,
    event: JSON.parse(body) as Report,
  }))
}
