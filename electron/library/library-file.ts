/**
 * From the name of a run to its file, for callers that are not trusted with paths: only a plain
 * file that lies in the library itself is found, never a link to somewhere else.
 */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../ipc/envelope.ts'
import { RUN_EXTENSION } from './home.ts'

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,159}$/

/** Whether the console can name it at all. */
export function isLibraryName(name: string): boolean {
  return NAME.test(name)
}

/** What `findLibraryFile` says of a link. */
export const LINK_REFUSED = 'it is a link to somewhere else; only files of the library are opened'

/** Throws `CallError`. */
export function findLibraryFile(runs: string, name: string): string {
  if (!isLibraryName(name)) throw refuse(`${JSON.stringify(name.slice(0, 64))} is no name of a run`)
  const path = join(runs, `${name}${RUN_EXTENSION}`)
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw refuse(`there is no run ${name} in the library`, 'not-found')
  if (found.isSymbolicLink()) throw refuse(`${name}: ${LINK_REFUSED}`)
  if (!found.isFile()) throw refuse(`${name} is not a file`)
  return path
}
