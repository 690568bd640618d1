/**
 * Judges a history file from anywhere: what `faultline check` does. The file is read piece by
 * piece and never written; whatever is wrong with it is a value, with the line where there is
 * one, and never an exception.
 */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Verdict, Witness } from '../../core/checkers/checker.ts'
import { startCheck } from '../../core/checkers/linearizability/linearizability.ts'
import type { CheckOptions } from '../../core/checkers/linearizability/linearizability.ts'
import type { Model } from '../../core/checkers/linearizability/model.ts'
import { MODELS, findModel } from '../../core/checkers/linearizability/models/index.ts'
import { explain } from '../../core/checkers/linearizability/witness/explain.ts'
import { detectFormat, findFormat, historyFormats } from '../../core/history/detect-format.ts'
import type { HistoryEvent, HistoryOperation } from '../../core/history/operation.ts'
import { HistoryCollector } from '../../core/history/read-history.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'

export interface CheckFileOptions {
  /** A name of `MODELS`. */
  readonly model: string
  /** A name of `historyFormats`; absent: told from the content. */
  readonly format?: string
  /** Plain data; absent: see `defaultInitial`. */
  readonly initial?: unknown
  /** Steps; beyond them the verdict is `unknown`. */
  readonly budget?: number
  /** Called now and then, between two pieces of the work. */
  readonly onProgress?: (progress: CheckProgress) => void
}

export interface CheckProgress {
  readonly readBytes: number
  /** Null while the file is being read. */
  readonly operations: number | null
  readonly steps: number
  readonly budget: number
}

/** What `check --json` prints. */
export interface CheckDocument {
  readonly verdict: Verdict
  readonly operations: number
  readonly elapsedMs: number
  readonly steps: number
  readonly witness?: Witness
}

export interface CheckFileProblem {
  readonly kind:
    | 'unknown-model'
    | 'unsupported-model'
    | 'unknown-format'
    | 'undetected-format'
    | 'unreadable-file'
    | 'empty-file'
    | 'malformed-history'
    | 'misfit'
  /** One line for people, with the file and the line where there are any. */
  readonly message: string
  /** From 1; where a line is at fault. */
  readonly line?: number
  /** What should have stood there. */
  readonly expected?: string
}

export type CheckFileResult =
  | { readonly ok: true; readonly document: CheckDocument }
  | { readonly ok: false; readonly problem: CheckFileProblem }

export const DEFAULT_BUDGET_STEPS = 50_000_000

/** Steps between two turns of the event loop. */
const SLICE_STEPS = 200_000
const PIECE_BYTES = 256 * 1024

/** Models of transactions, which ask for another kind of checker than this one. */
const UNSUPPORTED_MODELS: readonly string[] = ['list-append', 'rw-register']

/**
 * The state before the first operation, where nobody says: 0 for a register in Jepsen's EDN, as
 * Knossos has it, absent everywhere else; each other model's own empty state.
 */
export function defaultInitial(model: string, format: string): unknown {
  const isRegister = model === 'cas-register' || model === 'kv'
  return isRegister && format === 'jepsen-edn' ? 0 : undefined
}

export async function checkFile(path: string, options: CheckFileOptions): Promise<CheckFileResult> {
  const startedAt = performance.now()
  const model = chooseModel(options.model)
  if ('kind' in model) return { ok: false, problem: model }
  if (options.format !== undefined && findFormat(options.format) === undefined) {
    const known = historyFormats.map(({ name }) => name).join(', ')
    return refuse('unknown-format', `unknown format "${options.format}"; known are ${known}`)
  }
  const budget = options.budget ?? DEFAULT_BUDGET_STEPS
  const tell = options.onProgress ?? (() => undefined)
  const loaded = await load(path, options.format, (readBytes) =>
    tell({ readBytes, operations: null, steps: 0, budget }),
  )
  if (!loaded.ok) return loaded
  const { operations, events, format, readBytes } = loaded
  if (operations.length === 0) return refuse('empty-file', `${path}: no operations in it`)
  const initial = options.initial ?? defaultInitial(model.name, format.name)
  const checkOptions: CheckOptions = {
    ...(options.initial === null ? { initial: null } : { initial }),
    nullReads: readsOfNull(format, options.initial === null ? null : initial),
  }
  const start = startCheck(operations, model, checkOptions)
  if (!start.ok) {
    const { message, operation } = start.misfit
    const place = operation === undefined ? '' : `, entry ${operation.index}`
    return refuse('misfit', `${path}${place}: ${message}`)
  }
  const { check } = start
  let status = check.run(Math.min(SLICE_STEPS, budget))
  while (status.kind === 'running' && check.steps < budget) {
    tell({ readBytes, operations: operations.length, steps: check.steps, budget })
    await setImmediate()
    status = check.run(Math.min(SLICE_STEPS, budget - check.steps))
  }
  const timed = events.some(({ time, index }) => time !== index)
  const explained =
    status.kind === 'invalid'
      ? explain(status.violation, model, checkOptions, { timed })
      : undefined
  return {
    ok: true,
    document: {
      verdict: status.kind === 'running' ? 'unknown' : status.kind,
      operations: operations.length,
      elapsedMs: Math.round((performance.now() - startedAt) * 10) / 10,
      steps: check.steps + (explained?.steps ?? 0),
      ...(explained === undefined ? {} : { witness: explained.witness }),
    },
  }
}

/**
 * Jepsen's register tests that start from a value spell "nothing read" as nil; a register that
 * starts absent is read as nil where it is absent.
 */
function readsOfNull(format: HistoryFormat, initial: unknown): 'observed' | 'unknown' {
  const startsAbsent = initial === null || initial === undefined
  return format.name === 'jepsen-edn' && !startsAbsent ? 'unknown' : 'observed'
}

function chooseModel(name: string): Model | CheckFileProblem {
  const model = findModel(name)
  if (model !== undefined) return model
  const known = MODELS.map((model) => model.name).join(', ')
  if (UNSUPPORTED_MODELS.includes(name)) {
    const message = `model "${name}" is not supported yet; supported are ${known}`
    return { kind: 'unsupported-model', message }
  }
  return { kind: 'unknown-model', message: `unknown model "${name}"; known are ${known}` }
}

type Loaded =
  | {
      readonly ok: true
      readonly format: HistoryFormat
      readonly events: readonly HistoryEvent[]
      readonly operations: readonly HistoryOperation[]
      readonly readBytes: number
    }
  | { readonly ok: false; readonly problem: CheckFileProblem }

async function load(
  path: string,
  formatName: string | undefined,
  tell: (readBytes: number) => void,
): Promise<Loaded> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    return await read({ path, file, tell }, formatName)
  } catch (error) {
    if (error instanceof TypeError) {
      return refuse('malformed-history', `${path}: the text is not UTF-8`)
    }
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const why = REASONS[code] ?? code
    return refuse('unreadable-file', `${path}: ${why}`)
  } finally {
    await file?.close()
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'no permission to read it',
}

interface OpenedHistory {
  readonly path: string
  readonly file: FileHandle
  /** Called after each piece. */
  readonly tell: (readBytes: number) => void
}

async function read(
  { path, file, tell }: OpenedHistory,
  formatName: string | undefined,
): Promise<Loaded> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const piece = new Uint8Array(PIECE_BYTES)
  let format = formatName === undefined ? undefined : findFormat(formatName)
  let collector = format === undefined ? undefined : new HistoryCollector(format)
  /** What came before the format was known. */
  let head = ''
  let some = false
  let total = 0
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES)
    const text = decoder.decode(piece.subarray(0, bytesRead), { stream: bytesRead > 0 })
    some ||= text.trim() !== ''
    total += bytesRead
    tell(total)
    if (collector === undefined) {
      head += text
      if (head.trim() !== '') {
        const detected = detectFormat(head)
        if (detected === undefined) return undetected(path)
        format = findFormat(detected) as HistoryFormat
        collector = new HistoryCollector(format)
        const problem = collector.push(head)
        if (problem !== undefined) return malformed(path, problem)
      }
    } else {
      const problem = collector.push(text)
      if (problem !== undefined) return malformed(path, problem)
    }
    if (bytesRead === 0) break
  }
  if (!some || collector === undefined || format === undefined) {
    return refuse('empty-file', `${path}: the file holds nothing`)
  }
  const history = collector.end()
  if (!history.ok) return malformed(path, history.problem)
  const { events, operations } = history
  return { ok: true, format, events, operations, readBytes: total }
}

function malformed(
  path: string,
  { line, message, expected }: { line: number; message: string; expected: string },
): { readonly ok: false; readonly problem: CheckFileProblem } {
  const text = `${path}:${line}: ${message}; expected ${expected}`
  return { ok: false, problem: { kind: 'malformed-history', message: text, line, expected } }
}

function undetected(path: string): { readonly ok: false; readonly problem: CheckFileProblem } {
  const known = historyFormats.map(({ name }) => name).join(', ')
  return refuse('undetected-format', `${path}: looks like none of the formats ${known}`)
}

function refuse(
  kind: CheckFileProblem['kind'],
  message: string,
): { readonly ok: false; readonly problem: CheckFileProblem } {
  return { ok: false, problem: { kind, message } }
}
