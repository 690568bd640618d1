/**
 * Adds to a run of the library what people say of it: notes and tags. A run is never written while
 * it is recorded, and only after its file passed every check.
 */
import { refuse } from '../ipc/envelope.ts'
import { openRunFileToWrite } from '../recorder/open-run-file.ts'
import {
  addNote,
  addTag,
  countNotes,
  readTags,
  removeNote,
  removeTag,
} from '../recorder/queries/notes.ts'
import type { Database } from 'better-sqlite3'
import { takeRunLock } from '../recorder/run-lock.ts'

/** More notes than these are not taken. */
export const NOTES_MAX = 1_000
/** More tags than these are not taken. */
export const TAGS_MAX = 64

export interface NewNote {
  /** Microseconds since the run began; null: all of it. */
  readonly atUs: number | null
  readonly text: string
}

/** Its id. Throws `CallError`. */
export function addNoteTo(path: string, { atUs, text }: NewNote, now = new Date()): number {
  return edit(path, (database) => {
    if (countNotes(database) >= NOTES_MAX) throw refuse(`a run takes at most ${NOTES_MAX} notes`)
    return addNote(database, { writtenAt: now.toISOString(), atUs, text })
  })
}

/** Throws `CallError`, also where there is no such note. */
export function removeNoteFrom(path: string, id: number): void {
  edit(path, (database) => {
    if (!removeNote(database, id)) throw refuse(`the run has no note ${id}`, 'not-found')
  })
}

export interface TagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Throws `CallError`. A tag that is there already, or is not there, is no error. */
export function changeTags(path: string, { add, remove }: TagChange): void {
  edit(path, (database) => {
    for (const name of remove) removeTag(database, name)
    for (const name of add) addTag(database, name)
    if (readTags(database).length > TAGS_MAX) throw refuse(`a run takes at most ${TAGS_MAX} tags`)
  })
}

function edit<Result>(path: string, change: (database: Database) => Result): Result {
  const lock = takeRunLock(path)
  if (lock === null) throw refuse('the run is being recorded; write to it when it has ended')
  try {
    const opened = openRunFileToWrite(path)
    if (!opened.ok) throw refuse(opened.problem.message)
    const { database } = opened.file
    try {
      return database.transaction(() => change(database)).immediate()
    } finally {
      opened.file.close()
    }
  } finally {
    lock.release()
  }
}
