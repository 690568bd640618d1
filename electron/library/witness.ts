/**
 * A witness as it is drawn: the operations that cannot be explained, a few beside them on the same
 * keys, and the sentence. Everything is counted from when the run began, as the sentence is.
 */
import type { Database } from 'better-sqlite3'
import type { CheckResult, Witness } from '../../core/checkers/checker.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import type { DrawnWitness, WitnessOperation } from '../ipc/shapes/runs.ts'
import { boundedText } from './bounded.ts'
import type { KeyOperation } from './key-operations.ts'
import { readKeyOperations } from './key-operations.ts'
import { operationText } from './operation-text.ts'
import { readRunFaults } from './run-faults.ts'
import { readWorkloadSpan } from './workload-span.ts'

/** Operations of a witness that are drawn. */
const WITNESS_MAX = 64
/** Operations beside them, and how many of those that were never answered: they are beside all. */
const CONTEXT_MAX = 8
const CONTEXT_OPEN_MAX = 2
/** Keys that a witness may speak of. */
const KEYS_MAX = 8
/** What is shown on both sides, as a share of the whole. */
const MARGIN = 0.06

const NS_PER_US = 1e3
const US_PER_MS = 1e3

/** `check` has a witness. */
export function drawWitness(
  database: Database,
  { name, witness }: CheckResult & { readonly witness: Witness },
): DrawnWitness {
  const drawn = partsOf(database, witness.events ?? [])
  const moments = [
    ...drawn.flatMap(({ fromUs, toUs }) => [fromUs, ...(toUs === null ? [] : [toUs])]),
    ...(witness.reports ?? []).map(({ atUs }) => atUs),
  ]
  const first = moments.reduce((least, moment) => Math.min(least, moment), Infinity)
  const last = moments.reduce((most, moment) => Math.max(most, moment), -Infinity)
  const { endedMs } = readWorkloadSpan(database)
  const [from, to] = moments.length === 0 ? [0, endedMs * US_PER_MS] : [first, last]
  const margin = Math.max(US_PER_MS, (to - from) * MARGIN)
  const fromUs = Math.max(0, from - margin)
  const toUs = to + margin
  const faults = readRunFaults(database, { originMs: 0, endMs: endedMs })
  return {
    check: boundedText(name, 64),
    sentence: boundedText(witness.sentence),
    fromUs,
    toUs,
    operations: drawn,
    faults: faults.filter(
      (fault) => fault.fromMs * US_PER_MS <= toUs && fault.toMs * US_PER_MS >= fromUs,
    ),
  }
}

/** The operations of `events` and some beside them, in the order in which they began. */
function partsOf(database: Database, events: readonly HistoryEvent[]): WitnessOperation[] {
  const keys = [...new Set(events.map(({ key }) => key ?? null))].slice(0, KEYS_MAX)
  const all = keys.flatMap((key) => readKeyOperations(database, key))
  const named = new Set(events.map((event) => momentOf(event.process, event.time)))
  const told = all
    .filter(
      ({ process, invokedNs, completedNs }) =>
        named.has(momentOf(process, invokedNs)) ||
        (completedNs !== null && named.has(momentOf(process, completedNs))),
    )
    .slice(0, WITNESS_MAX)
  const impossible = impossibleOf(told)
  const context = contextOf(all, told)
  return [...told, ...context]
    .sort((left, right) => left.invokedNs - right.invokedNs)
    .map((operation) => ({
      client: boundedText(operation.client, 64),
      text: operationText(operation),
      fromUs: operation.invokedNs / NS_PER_US,
      toUs: operation.completedNs === null ? null : operation.completedNs / NS_PER_US,
      result: operation.result,
      part:
        operation === impossible ? 'impossible' : told.includes(operation) ? 'witness' : 'context',
    }))
}

function momentOf(process: number, timeNs: number): string {
  return `${process}@${timeNs}`
}

/**
 * The one that no order explains: the last answer that saw something. A write sees nothing, so it
 * is named only where nothing else is there.
 */
export function impossibleOf(told: readonly KeyOperation[]): KeyOperation | undefined {
  const answered = told.filter(({ result }) => result === 'ok')
  const saw = answered.filter(({ f }) => f !== 'write')
  return (saw.length > 0 ? saw : answered).reduce<KeyOperation | undefined>(
    (latest, one) =>
      latest === undefined || (one.completedNs ?? 0) >= (latest.completedNs ?? 0) ? one : latest,
    undefined,
  )
}

/** Operations that overlap the witness or are nearest to it; those that failed did not happen. */
function contextOf(all: readonly KeyOperation[], told: readonly KeyOperation[]): KeyOperation[] {
  if (told.length === 0) return []
  const edges = told.flatMap(({ invokedNs, completedNs }) =>
    completedNs === null ? [invokedNs] : [invokedNs, completedNs],
  )
  const distance = ({ invokedNs, completedNs }: KeyOperation): number =>
    edges.reduce((nearest, edge) => {
      const before = (completedNs ?? Infinity) < edge ? edge - (completedNs ?? edge) : 0
      const after = invokedNs > edge ? invokedNs - edge : 0
      return Math.min(nearest, Math.max(before, after))
    }, Infinity)
  const nearest = (operations: readonly KeyOperation[], most: number): KeyOperation[] =>
    operations
      .map((operation) => ({ operation, distance: distance(operation) }))
      .sort((left, right) => left.distance - right.distance)
      .slice(0, most)
      .map(({ operation }) => operation)
  const chosen = new Set(told)
  const beside = all.filter((operation) => !chosen.has(operation) && operation.result !== 'fail')
  const isOpen = ({ completedNs }: KeyOperation): boolean => completedNs === null
  const open = beside.filter(isOpen).sort((left, right) => right.invokedNs - left.invokedNs)
  const answered = beside.filter((operation) => !isOpen(operation))
  return nearest([...answered, ...nearest(open, CONTEXT_OPEN_MAX)], CONTEXT_MAX)
}
