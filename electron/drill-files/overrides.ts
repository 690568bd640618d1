/** `--set PATH=VALUE`: changes one value of a drill before it is checked. */
import { parseDocument } from 'yaml'
import type { Path } from '../../core/drills/problem.ts'
import type { DrillDocument } from './document.ts'
import type { DrillFileError } from './drill-file-error.ts'

export interface Override {
  /** As it was given. */
  readonly text: string
  readonly path: readonly string[]
  readonly value: unknown
  /** Length of the part of the path, from its beginning, from which on all is its own work. */
  readonly bringsFrom: number
}

const EXPECTED = 'a path and a value, such as workload.duration=5s'

export type ReadOverrides =
  | { readonly ok: true; readonly overrides: readonly Override[] }
  | { readonly ok: false; readonly errors: readonly DrillFileError[] }

/** Reads them and changes `document`. */
export function applyOverrides(document: DrillDocument, texts: readonly string[]): ReadOverrides {
  const overrides: Override[] = []
  const errors: DrillFileError[] = []
  for (const text of texts) {
    const read = parseOverride(text)
    const override = read && { ...read, bringsFrom: firstNew(document, read.path) }
    if (override === null) {
      errors.push(overrideError(text, 'this cannot be read', EXPECTED))
    } else if (!document.set(override.path, override.value)) {
      const message = `there is nothing to set at ${override.path.join('.')}`
      errors.push(overrideError(text, message, EXPECTED))
    } else {
      overrides.push(override)
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, overrides }
}

/** The last override that brought in what is at `path`, also on the way to its own value. */
export function overrideOf(overrides: readonly Override[], path: Path): Override | undefined {
  return overrides.findLast(
    (override) =>
      path.length >= override.bringsFrom &&
      override.path.every((part, index) => index >= path.length || String(path[index]) === part),
  )
}

export function overrideError(text: string, message: string, expected: string): DrillFileError {
  const column = text.indexOf('=') + 2
  return { file: `--set ${text}`, line: 1, column, message, expected }
}

/** Length of the shortest part of `path` that leads nowhere yet, or of all of it. */
function firstNew(document: DrillDocument, path: readonly string[]): number {
  const lengths = path.map((_, index) => index + 1)
  return lengths.find((length) => !document.has(path.slice(0, length))) ?? path.length
}

function parseOverride(text: string): Omit<Override, 'bringsFrom'> | null {
  const [, left, right] = /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)=(.{0,1000})$/.exec(text) ?? []
  if (left === undefined || right === undefined) return null
  const value = parseDocument(right, { prettyErrors: false, stringKeys: true })
  if (value.errors.length > 0) return null
  try {
    return { text, path: left.split('.'), value: value.toJS({ maxAliasCount: 0 }) }
  } catch {
    return null
  }
}
