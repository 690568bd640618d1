/**
 * Judges a history file from anywhere: what `faultline check` does. Whatever is wrong with it is a
 * value, with the line where there is one, and never an exception.
 */
import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Verdict, Witness } from '../../core/checkers/checker.ts'
import { didYouMean } from '../../core/drills/problem.ts'
import type { Anomaly, Judging, PropertyOptions } from '../../core/checkers/property.ts'
import { findProperty, otherNamesOf, PROPERTIES } from '../../core/checkers/properties.ts'
import type { TransactionOptions } from '../../core/checkers/transactions/index.ts'
import { findFormat, historyFormats } from '../../core/history/detect-format.ts'
import { byTheirKeys } from '../../core/history/keyed-values.ts'
import type { OperationList } from '../../core/history/operation-list.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'
import { fitting, whichModel } from './fitting-models.ts'
import { nameOfHistory, readHistoryFile, type HistoryFileProblem } from './read-history-file.ts'

export interface CheckFileOptions {
  /** A name of `PROPERTIES`; without one the history is refused with those that would fit it. */
  readonly model?: string | undefined
  /** A name of `historyFormats`; absent: told from the content. */
  readonly format?: string
  /** Plain data; absent: see `defaultInitial`. */
  readonly initial?: unknown
  /** Of transactions: the consistency models that are to hold; absent: the property's own. */
  readonly consistencyModels?: readonly string[]
  /** See `PropertyOptions.stalenessMs`. */
  readonly stalenessMs?: number
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
  readonly summary: string
  readonly operations: number
  readonly elapsedMs: number
  readonly steps: number
  readonly witness?: Witness
  /** Worst first; absent for a model with one way to be broken. */
  readonly anomalies?: readonly Anomaly[]
  /** Consistency models that the history rules out, weakest first. */
  readonly ruledOut?: readonly string[]
}

export interface CheckFileProblem extends Omit<HistoryFileProblem, 'kind'> {
  readonly kind:
    HistoryFileProblem['kind'] | 'unknown-model' | 'unknown-format' | 'no-model' | 'misfit'
}

export type CheckFileResult =
  | { readonly ok: true; readonly document: CheckDocument }
  | { readonly ok: false; readonly problem: CheckFileProblem }

export const DEFAULT_BUDGET_STEPS = 50_000_000

/** Formats with the conventions of Jepsen. */
const JEPSEN: readonly string[] = ['jepsen-edn', 'jepsen-json']

/** How long the event loop may wait for a slice to end, ms. */
const TURN_MS = 20

/**
 * The state before the first operation, where nobody says: 0 for a register of Jepsen's, as
 * Knossos has it, absent everywhere else; each other model's own empty state. A compare-and-set
 * that expects nothing comes from somebody who knows that registers begin absent.
 */
function defaultInitial(model: string, format: string, operations: OperationList): unknown {
  const isRegister = model === 'cas-register' || model === 'kv'
  return isRegister && JEPSEN.includes(format) && !expectsNothing(operations) ? 0 : undefined
}

function expectsNothing(operations: OperationList): boolean {
  for (const { f, input } of operations) {
    if (f === 'cas' && Array.isArray(input) && input[0] === null) return true
  }
  return false
}

export async function checkFile(path: string, options: CheckFileOptions): Promise<CheckFileResult> {
  const startedAt = performance.now()
  const { model } = options
  const property = model === undefined ? undefined : findProperty(model)
  if (property === undefined && model !== undefined) return unknownName('model', model, MODELS)
  if (options.format !== undefined && findFormat(options.format) === undefined) {
    return unknownName('format', options.format, FORMATS)
  }
  const budget = options.budget ?? DEFAULT_BUDGET_STEPS
  const tell = options.onProgress ?? (() => undefined)
  const read = await readHistoryFile(path, options.format, (readBytes) =>
    tell({ readBytes, operations: null, steps: 0, budget }),
  )
  if (!read.ok) return read
  const { format, readBytes } = read
  const operations = byTheirKeys(read.operations)
  const count = operations.length
  const named = nameOfHistory(path)
  if (count === 0) return refuse('empty-file', `${named}: no operations in it`)
  if (property === undefined) return refuse('no-model', `${named}: ${whichModel(operations)}`)
  const asked = propertyOptions(options, { model: property.name, format, operations, budget })
  const judged = await inTurns(property.judge({ operations }, asked), (steps) =>
    tell({ readBytes, operations: count, steps, budget }),
  )
  if (!judged.ok) {
    const { message, operation } = judged
    const place = operation === undefined ? '' : `, entry ${operation.index}`
    const better = operation && !property.operations.includes(operation.f)
    return refuse(
      'misfit',
      `${named}${place}: ${message}${better ? `. ${fitting(operations)}` : ''}`,
    )
  }
  const elapsedMs = Math.round((performance.now() - startedAt) * 10) / 10
  return { ok: true, document: { ...judged.judgement, operations: count, elapsedMs } }
}

const MODELS = PROPERTIES.map(({ name }) => name)
const OTHER_MODELS = MODELS.flatMap(otherNamesOf)
const FORMATS = historyFormats.map(({ name }) => name)

function unknownName(kind: 'model' | 'format', name: string, known: readonly string[]) {
  const meant = didYouMean(name, kind === 'model' ? [...known, ...OTHER_MODELS] : known)
  return refuse(
    `unknown-${kind}`,
    `unknown ${kind} "${name}"${meant}; known are ${known.join(', ')}`,
  )
}

interface Judged {
  readonly model: string
  readonly format: HistoryFormat
  readonly operations: OperationList
  readonly budget: number
}

function propertyOptions(
  { initial: given, consistencyModels, stalenessMs }: CheckFileOptions,
  { model, format, operations, budget }: Judged,
): PropertyOptions & TransactionOptions {
  const initial = given === undefined ? defaultInitial(model, format.name, operations) : given
  return {
    budget,
    ...(given === null ? { initial: null } : initial === undefined ? {} : { initial }),
    nullReads: readsOfNull(format, given === null ? null : initial),
    ...(consistencyModels && { consistencyModels }),
    ...(stalenessMs !== undefined && { stalenessMs }),
  }
}

/**
 * Jepsen's register tests that start from a value spell "nothing read" as nil; a register that
 * starts absent is read as nil where it is absent.
 */
function readsOfNull(format: HistoryFormat, initial: unknown): 'observed' | 'unknown' {
  const startsAbsent = initial === null || initial === undefined
  return JEPSEN.includes(format.name) && !startsAbsent ? 'unknown' : 'observed'
}

/** Does the work without keeping the event loop from anything else. */
async function inTurns(
  work: Generator<number, Judging, void>,
  tell: (steps: number) => void,
): Promise<Judging> {
  let turnFrom = performance.now()
  for (;;) {
    const slice = work.next()
    if (slice.done === true) return slice.value
    if (performance.now() - turnFrom < TURN_MS) continue
    tell(slice.value)
    await setImmediate()
    turnFrom = performance.now()
  }
}

function refuse(
  kind: CheckFileProblem['kind'],
  message: string,
): { readonly ok: false; readonly problem: CheckFileProblem } {
  return { ok: false, problem: { kind, message } }
}
