/** Removes the file of a run and whatever lies beside it. */
import { rmSync } from 'node:fs'
import { lockPathOf } from '../recorder/run-lock.ts'

/** What SQLite may leave beside a file. */
const BESIDE = ['-wal', '-shm', '-journal']

/** Nobody writes it any more; nothing needs to be there but a reservation. */
export function discardRun(path: string): void {
  // First what is beside it: a log without its file would be taken for that of a later one.
  for (const suffix of BESIDE) rmSync(`${path}${suffix}`, { force: true })
  rmSync(path, { force: true })
  rmSync(lockPathOf(path), { force: true })
}
