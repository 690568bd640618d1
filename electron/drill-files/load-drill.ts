/**
 * From a drill file to a checked drill, or to every mistake in it with its line and column.
 * Nothing is started, and nothing but this one file is read.
 */
import { open } from 'node:fs/promises'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import type { Problem } from '../../core/drills/problem.ts'
import { readDrill } from '../../core/drills/read-drill.ts'
import { drillSchema, type DrillLibrary } from '../../core/drills/schema.ts'
import { FAULTS } from '../../core/faults/index.ts'
import { SYSTEMS } from '../../core/systems/index.ts'
import { WORKLOADS } from '../../core/workloads/index.ts'
import { type DrillDocument, FILE_BYTES_MAXIMUM, readDocument } from './document.ts'
import type { DrillFileError } from './drill-file-error.ts'
import { applyOverrides, overrideError, overrideOf, type Override } from './overrides.ts'
import { compileSchema, type Validate } from './schema-errors.ts'

export type LoadedDrill =
  | {
      readonly ok: true
      readonly drill: Drill
      /** The text of the file; overrides are not in it. */
      readonly source: string
    }
  /** At least one, in the order of the file. */
  | { readonly ok: false; readonly errors: readonly DrillFileError[] }

export interface LoadOptions {
  /** `PATH=VALUE`, as after `--set`; applied in order before anything is checked. */
  readonly overrides?: readonly string[]
}

/** Everything that a drill may name. */
export const LIBRARY: DrillLibrary = {
  systems: SYSTEMS,
  workloads: WORKLOADS,
  faults: FAULTS,
  checkers: CHECKERS,
}

/** Reads and checks `file`; a file that cannot be read is an error at its first line. */
export async function loadDrill(file: string, options: LoadOptions = {}): Promise<LoadedDrill> {
  const read = await readText(file)
  return 'error' in read
    ? { ok: false, errors: [read.error] }
    : parseDrill(read.text, file, options)
}

/** Checks a text as if it were the content of `file`. */
export function parseDrill(text: string, file: string, options: LoadOptions = {}): LoadedDrill {
  const parsed = readDocument(text, file)
  if (!parsed.ok) return parsed
  const { document } = parsed
  const set = applyOverrides(document, options.overrides ?? [])
  if (!set.ok) return set
  const data = document.data()
  const problems = validate()(data)
  if (problems.length > 0) return refused(problems, { document, file, overrides: set.overrides })
  const read = readDrill(data, LIBRARY)
  if (read.ok) return { ok: true, drill: read.drill, source: text }
  return refused(read.problems, { document, file, overrides: set.overrides })
}

let compiled: Validate | undefined

function validate(): Validate {
  compiled ??= compileSchema(drillSchema(LIBRARY))
  return compiled
}

interface Source {
  readonly document: DrillDocument
  readonly file: string
  readonly overrides: readonly Override[]
}

function refused(problems: readonly Problem[], source: Source): LoadedDrill {
  const errors = problems.map((problem) => located(problem, source))
  const seen = new Set<string>()
  const distinct = errors.filter((error) => {
    const key = JSON.stringify(error)
    return !seen.has(key) && seen.add(key)
  })
  distinct.sort((left, right) => left.line - right.line || left.column - right.column)
  return { ok: false, errors: distinct }
}

function located(problem: Problem, { document, file, overrides }: Source): DrillFileError {
  const { path, message, expected, atKey = false } = problem
  const override = overrideOf(overrides, path)
  if (override !== undefined) return overrideError(override.text, message, expected)
  return { file, ...document.position(path, atKey), message, expected }
}

type ReadText = { readonly text: string } | { readonly error: DrillFileError }

/** Never reads more than a drill file may hold. */
async function readText(file: string): Promise<ReadText> {
  const refuse = (message: string, expected: string): ReadText => ({
    error: { file, line: 1, column: 1, message, expected },
  })
  try {
    await using handle = await open(file, 'r')
    const status = await handle.stat()
    if (!status.isFile()) return refuse('this is not a file', 'a drill file')
    if (status.size > FILE_BYTES_MAXIMUM) {
      const size = `${Math.ceil(status.size / 1024)} kB`
      return refuse(`the file is too large (${size})`, `at most ${FILE_BYTES_MAXIMUM / 1024} kB`)
    }
    const bytes = await handle.readFile()
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (error) {
    if (error instanceof TypeError) return refuse('the file is not text', 'YAML in UTF-8')
    const code = (error as NodeJS.ErrnoException).code
    const reason = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`
    return refuse(reason, 'a drill file')
  }
}
