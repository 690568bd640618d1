/** Histories written by hand, one row an event, and what a property that counts says of them. */
import { findProperty } from '../../../../core/checkers/properties.ts'
import { finish, type Judgement } from '../../../../core/checkers/property.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'

export type Row = readonly [
  process: number,
  type: HistoryEvent['type'],
  f: string,
  value?: unknown,
  error?: unknown,
]

export function judging(name: string, rows: readonly Row[], initial?: unknown) {
  const property = findProperty(name)
  if (property === undefined) throw new Error(name)
  const events = rows.map(([process, type, f, value, error], index) => ({
    index,
    time: index,
    process,
    type,
    f,
    value,
    ...(error === undefined ? {} : { error }),
  }))
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const options = initial === undefined ? { budget: 1e6 } : { budget: 1e6, initial }
  return finish(property.judge({ operations: pairing.operations }, options))
}

export function judge(name: string, rows: readonly Row[]): Judgement {
  const judged = judging(name, rows)
  if (!judged.ok) throw new Error(judged.message)
  return judged.judgement
}

export const types = ({ anomalies = [] }: Judgement): readonly string[] =>
  anomalies.map(({ type }) => type)

/** An operation that ends before the next one begins. */
export function done(process: number, f: string, input: unknown, output: unknown = input): Row[] {
  return [
    [process, 'invoke', f, input],
    [process, 'ok', f, output],
  ]
}

export interface Case {
  readonly title: string
  readonly property: string
  readonly rows: readonly Row[]
  readonly verdict: Judgement['verdict']
  readonly types?: readonly string[]
  readonly says?: string
}
