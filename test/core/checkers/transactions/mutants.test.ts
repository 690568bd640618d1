/**
 * Mutants of the checker, each wrong in one way: the histories whose verdict is known must tell
 * every one of them from the real one.
 */
import { expect, it } from 'vitest'
import { finish } from '../../../../core/checkers/property.ts'
import {
  PROCESS,
  REALTIME,
  RW,
  WR,
  WW,
} from '../../../../core/checkers/transactions/cycles/dependency-graph.ts'
import type {
  DependencyGraph,
  GraphBuilder,
} from '../../../../core/checkers/transactions/cycles/dependency-graph.ts'
import { judgeTransactional } from '../../../../core/checkers/transactions/judge.ts'
import type { Examination, Given } from '../../../../core/checkers/transactions/judge.ts'
import { examineLists } from '../../../../core/checkers/transactions/list-append/list-append.ts'
import { examineRegisters } from '../../../../core/checkers/transactions/rw-register/rw-register.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'
import { eventsOf, typesOf } from './story.ts'
import { REGISTER_STORIES, STORIES } from './stories.ts'
import type { Known } from './stories.ts'

interface Mutant {
  readonly name: string
  /** Kinds of edges that it does not see. */
  readonly drops?: number
  /** What it takes an operation for. */
  readonly takes?: (operation: HistoryOperation) => HistoryOperation
  readonly takesValues?: (micros: readonly unknown[]) => readonly unknown[]
}

const outcome = (from: string, to: HistoryOperation['outcome']) => (one: HistoryOperation) => {
  if (one.outcome !== from) return one
  return { ...one, outcome: to, ...(to === 'ok' ? { output: one.input } : {}) }
}

const MUTANTS: readonly Mutant[] = [
  { name: 'drops WW', drops: WW },
  { name: 'drops WR', drops: WR },
  { name: 'drops RW', drops: RW },
  { name: 'drops the order of processes', drops: PROCESS },
  { name: 'drops real time', drops: REALTIME },
  { name: 'takes unknown for failed', takes: outcome('info', 'fail') },
  { name: 'takes failed for unknown', takes: outcome('fail', 'info') },
  {
    name: 'lets an unknown transaction end with its entry',
    takes: (one) => (one.outcome === 'info' ? { ...one, outcome: 'ok', output: one.input } : one),
  },
  { name: 'knows only one process', takes: (one) => ({ ...one, process: 0 }) },
  {
    name: 'takes the beginning for the end',
    takes: (one) => (one.outcome === 'ok' ? { ...one, completedIndex: one.index + 0.5 } : one),
  },
  { name: 'sees only the first micro-operation', takesValues: (micros) => micros.slice(0, 1) },
  { name: 'sees only the last micro-operation', takesValues: (micros) => micros.slice(-1) },
]

function typesBy({ drops = 0, takes, takesValues }: Mutant, { story, options }: Known) {
  const events = eventsOf(story)
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const bend = (value: unknown): unknown =>
    takesValues === undefined || value === undefined ? value : takesValues(value as unknown[])
  const operations = pairing.operations
    .map(takes ?? ((one) => one))
    .map((one) => ({ ...one, input: bend(one.input), output: bend(one.output) }))
  const registers = story.registers === true
  const dialect = registers ? { write: 'w', lists: false } : { write: 'append', lists: true }
  const examine = registers ? examineRegisters : examineLists
  const asked = { budget: 1_000_000, ...options }
  const judging = finish(
    judgeTransactional({ operations }, asked, dialect, (given) =>
      examineWithout(drops, given, examine),
    ),
  )
  return judging.ok ? typesOf(judging.judgement) : [judging.message]
}

function* examineWithout(
  drops: number,
  given: Given,
  examine: (given: Given) => Examination,
): Examination {
  const { builder, clause } = yield* examine(given)
  const finishAll = builder.finish.bind(builder)
  builder.finish = function* (effort): ReturnType<GraphBuilder['finish']> {
    return without(yield* finishAll(effort), drops)
  }
  return { builder, clause }
}

function without(graph: DependencyGraph, drops: number): DependencyGraph {
  const first = new Int32Array(graph.first.length)
  const kept: number[] = []
  for (let node = 0; node < graph.nodes; node++) {
    first[node] = kept.length
    for (let edge = graph.first[node] ?? 0; edge < (graph.first[node + 1] ?? 0); edge++) {
      if (((graph.kind[edge] ?? 0) & drops) === 0) kept.push(edge)
    }
  }
  first[graph.nodes] = kept.length
  return {
    ...graph,
    first,
    to: Int32Array.from(kept, (edge) => graph.to[edge] ?? 0),
    kind: Uint8Array.from(kept, (edge) => graph.kind[edge] ?? 0),
  }
}

const differs = (mutant: Mutant, known: Known): boolean =>
  JSON.stringify(typesBy(mutant, known)) !== JSON.stringify(known.types)

it('has every verdict right where nothing is bent', () => {
  const right = { name: 'the checker' }
  for (const known of [...STORIES, ...REGISTER_STORIES]) {
    expect(differs(right, known), known.name).toBe(false)
  }
})

it.each(MUTANTS)('catches one that $name, with lists', (mutant) => {
  expect(STORIES.some((known) => differs(mutant, known))).toBe(true)
})

it.each(MUTANTS.filter(({ name }) => !name.startsWith('lets')))(
  'catches one that $name, with registers',
  (mutant) => {
    expect(REGISTER_STORIES.some((known) => differs(mutant, known))).toBe(true)
  },
)
