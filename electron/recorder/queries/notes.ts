/** Notes and tags that people add. */
import type { Database } from 'better-sqlite3'

export interface Note {
  readonly id: number
  /** RFC 3339, UTC. */
  readonly writtenAt: string
  /** The moment of the run that it speaks of, microseconds; null for the run as a whole. */
  readonly atUs: number | null
  readonly text: string
}

/** Gives the id under which it can be removed. */
export function addNote(database: Database, note: Omit<Note, 'id'>): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO note (written_at, at_us, text) VALUES (?, ?, ?)')
    .run(note.writtenAt, note.atUs === null ? null : Math.round(note.atUs), note.text)
  return Number(lastInsertRowid)
}

/** False where there is no such note. */
export function removeNote(database: Database, id: number): boolean {
  return database.prepare('DELETE FROM note WHERE id = ?').run(id).changes > 0
}

export function countNotes(database: Database): number {
  return database.prepare('SELECT count(*) FROM note').pluck().get() as number
}

export function readNotes(database: Database): Note[] {
  return database
    .prepare('SELECT id, written_at AS writtenAt, at_us AS atUs, text FROM note ORDER BY id')
    .all() as Note[]
}

export function addTag(database: Database, name: string): void {
  database.prepare('INSERT OR IGNORE INTO tag (name) VALUES (?)').run(name)
}

export function removeTag(database: Database, name: string): void {
  database.prepare('DELETE FROM tag WHERE name = ?').run(name)
}

export function readTags(database: Database): string[] {
  return database.prepare('SELECT name FROM tag ORDER BY name').pluck().all() as string[]
}
