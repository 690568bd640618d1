/** The log of the run, and its metrics. */
import type { Database, Statement } from 'better-sqlite3'

export interface LogLine {
  /** Milliseconds since the run began. */
  readonly atMs: number
  readonly kind: string
  readonly text: string
}

export interface MetricPoint {
  readonly atMs: number
  readonly value: number
}

export class LogWriter {
  readonly #line: Statement
  readonly #metric: Statement

  constructor(database: Database) {
    this.#line = database.prepare('INSERT INTO log (at_ms, kind, text) VALUES (?, ?, ?)')
    this.#metric = database.prepare('INSERT INTO metric (at_ms, name, value) VALUES (?, ?, ?)')
  }

  add({ atMs, kind, text }: LogLine): void {
    this.#line.run(atMs, kind, text)
  }

  metric(atMs: number, name: string, value: number): void {
    this.#metric.run(atMs, name, value)
  }
}

export function readLog(database: Database): LogLine[] {
  return database
    .prepare('SELECT at_ms AS atMs, kind, text FROM log ORDER BY at_ms, id')
    .all() as LogLine[]
}

export function metricNames(database: Database): string[] {
  return database
    .prepare('SELECT DISTINCT name FROM metric ORDER BY name')
    .pluck()
    .all() as string[]
}

export function readMetric(database: Database, name: string): MetricPoint[] {
  return database
    .prepare('SELECT at_ms AS atMs, value FROM metric WHERE name = ? ORDER BY at_ms, id')
    .all(name) as MetricPoint[]
}
