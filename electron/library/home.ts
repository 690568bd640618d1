/** Where the runs of this user live. */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { lockPathOf } from '../recorder/run-lock.ts'
import { RUN_EXTENSION } from './run-extension.ts'

export { RUN_EXTENSION }

interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly environment: { readonly [name: string]: string | undefined }
  readonly home: string
}

function here(): Surroundings {
  return { platform: process.platform, environment: process.env, home: homedir() }
}

/** `FAULTLINE_HOME`, else the place that the platform has for an application's data. */
export function faultlineHome({ platform, environment, home }: Surroundings = here()): string {
  const { FAULTLINE_HOME, LOCALAPPDATA, XDG_DATA_HOME } = environment
  if (FAULTLINE_HOME) return FAULTLINE_HOME
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Faultline')
  if (platform === 'win32') {
    return join(LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Faultline')
  }
  return join(XDG_DATA_HOME || join(home, '.local', 'share'), 'faultline')
}

export function runsFolder(): string {
  return join(faultlineHome(), 'runs')
}

/**
 * A path for a new run, `DRILL-YYYY-MM-DD-HHMMSS.faultline` in UTC, which nobody has and nobody
 * else is given: its lock file is made here. Makes the folder. Throws where it cannot.
 */
export function newRunPath(drill: string, startedAt: Date, folder = runsFolder()): string {
  const [day, time] = startedAt.toISOString().split('T') as [string, string]
  return reservePath(`${safeName(drill)}-${day}-${time.slice(0, 8).replaceAll(':', '')}`, folder)
}

/**
 * A path in `folder` for a run called `name`, or nearly so where the name is taken, which nobody
 * else is given: its lock file is made here. Makes the folder. Throws where it cannot.
 */
export function reservePath(name: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${name}${copy === 1 ? '' : `-${copy}`}${RUN_EXTENSION}`)
    if (!existsSync(path) && reserve(path)) return path
  }
}

/** `name` with only what every file system and the console take in the name of a run. */
export function safeName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return safe.slice(0, 80) || 'run'
}

function reserve(path: string): boolean {
  try {
    closeSync(openSync(lockPathOf(path), 'wx', 0o600))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
