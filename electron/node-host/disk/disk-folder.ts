/** Where the logs of a process are inside its folder, and what may be done to them from outside. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Address } from '../../../core/runtime/machine.ts'

const FOLDER = 'disk'
const LOG = '.log'

export function logPath(folder: string, machine: Address): string {
  return join(folder, FOLDER, `${machine}${LOG}`)
}

/** The logs of the process that keeps its files in `folder`, in order of name. */
export function logPaths(folder: string): string[] {
  const disk = join(folder, FOLDER)
  try {
    const names = readdirSync(disk).filter((name) => name.endsWith(LOG))
    return names.sort().map((name) => join(disk, name))
  } catch {
    return []
  }
}

/** Forgets everything that the machines stored. Only while their process is down. */
export function wipeDisk(folder: string): void {
  rmSync(join(folder, FOLDER), { recursive: true, force: true })
}
