/**
 * A folder for temporary files of a test. When it goes, every run that was saved in it is replayed
 * first: whatever a test is about, a run of it whose digests differ fails the test. All folders of
 * tests are made here (`test/tidy/folders.test.ts`), so that no new test can forget it.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { everyRunReplays } from './every-run-replays.ts'

export interface TestFolder {
  readonly path: string
  /** Replays its runs, then removes it. Throws where one does not replay; it is gone even so. */
  remove(): void
}

export interface FolderOptions {
  /**
   * Why run files in it are none that a drill saved: what was written by hand, or broken on
   * purpose, promises nothing. It is for readers; absent: every run replays.
   */
  readonly brokenRuns?: string
}

/** `name` says whose it is, should it ever be left behind. */
export function makeFolder(name: string, { brokenRuns }: FolderOptions = {}): TestFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `faultline-${name}-`)))
  return {
    path,
    remove() {
      try {
        if (brokenRuns === undefined) everyRunReplays(path)
      } finally {
        rmSync(path, { recursive: true, force: true, maxRetries: 3 })
      }
    },
  }
}
