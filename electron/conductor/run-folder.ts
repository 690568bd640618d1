/**
 * The private folder of one run: disks, journals and nothing that outlives it. Only this user
 * may look into it (mode 0700, which is what `mkdtemp` gives).
 */
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export async function createRunFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'faultline-run-'))
}

/** At once, for a process that is just ending. */
export function removeRunFolderNow(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

export async function removeRunFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
