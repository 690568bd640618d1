/** A folder for one test file, gone after its last test; see `test-folder.ts`. */
import { afterAll } from 'vitest'
import { makeFolder, type FolderOptions } from './test-folder.ts'

/** Its path. To be called before other hooks that need it there are set: they end first. */
export function useFolder(name: string, options?: FolderOptions): string {
  const folder = makeFolder(name, options)
  afterAll(() => folder.remove())
  return folder.path
}
