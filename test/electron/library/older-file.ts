/** Makes a run file as an earlier Faultline wrote it: at its version, with what it knew of a run. */
import SQLite from 'better-sqlite3'
import { migrate } from '../../../electron/recorder/migrate.ts'

/** `from` is a run file of the newest version; nothing may be at `to`. */
export function writeOlderFile(from: string, to: string, version: number): void {
  const database = new SQLite(to)
  try {
    migrate(database, version)
    database.prepare('ATTACH ? AS newer').run(from)
    const names = database
      .prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid`)
      .pluck()
    for (const table of names.all() as string[]) {
      const columns = database
        .prepare('SELECT name FROM pragma_table_info(?)')
        .pluck()
        .all(table)
        .join()
      database.exec(
        `INSERT INTO main."${table}" (${columns}) SELECT ${columns} FROM newer."${table}"`,
      )
    }
  } finally {
    database.close()
  }
}
