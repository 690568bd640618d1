/** Finds the run that a person means: a path, a name, the beginning of one name, or `latest`. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RUN_EXTENSION, runsFolder } from './home.ts'
import { listRuns, runNames } from './list-runs.ts'

export type ResolvedRun =
  | { readonly ok: true; readonly path: string }
  | {
      readonly ok: false
      readonly kind: 'unknown' | 'ambiguous' | 'empty'
      /** One sentence for people. */
      readonly message: string
      /** The names that it might mean. */
      readonly candidates: readonly string[]
    }

const CANDIDATES_MAX = 10

export function resolveRun(nameOrPath: string, folder = runsFolder()): ResolvedRun {
  if (isFile(nameOrPath)) return { ok: true, path: nameOrPath }
  if (nameOrPath === 'latest') return latest(folder)
  const name = nameOrPath.endsWith(RUN_EXTENSION)
    ? nameOrPath.slice(0, -RUN_EXTENSION.length)
    : nameOrPath
  const names = runNames(folder)
  const pathOf = (run: string): string => join(folder, `${run}${RUN_EXTENSION}`)
  if (names.includes(name)) return { ok: true, path: pathOf(name) }
  const found = name === '' ? [] : names.filter((candidate) => candidate.startsWith(name))
  if (found.length === 1) return { ok: true, path: pathOf(found[0] as string) }
  const candidates = found.slice(0, CANDIDATES_MAX)
  if (found.length > 1) {
    const message = `${found.length} runs begin with ${nameOrPath}: ${candidates.join(', ')}`
    return { ok: false, kind: 'ambiguous', message, candidates }
  }
  const message = `there is no run ${nameOrPath}, neither a file nor in ${folder}`
  return { ok: false, kind: 'unknown', message, candidates }
}

function latest(folder: string): ResolvedRun {
  const run = listRuns(folder).find((line) => line.ok)
  if (run !== undefined) return { ok: true, path: run.path }
  return { ok: false, kind: 'empty', message: `there are no runs in ${folder}`, candidates: [] }
}

function isFile(path: string): boolean {
  return path !== '' && existsSync(path) && statSync(path).isFile()
}
