/**
 * The hypothesis as a person should hear its answer. The document keeps what its own figures said;
 * but nobody reads "held" beside a broken promise: a check that failed refutes the hypothesis too,
 * and one that could not be decided leaves it open. Changes no verdict.
 */
import type { HypothesisAnswer, VerdictDocument } from './verdict-document.ts'

export interface ToldHypothesis {
  readonly answer: HypothesisAnswer['answer']
  /** Names of the checks that decided it, where its own figures were as expected. */
  readonly by: readonly string[]
}

export function toldHypothesis({
  checks,
  hypothesis,
}: Pick<VerdictDocument, 'checks' | 'hypothesis'>): ToldHypothesis {
  if (hypothesis.answer !== 'held') return { answer: hypothesis.answer, by: [] }
  const named = (verdict: 'invalid' | 'unknown'): readonly string[] =>
    checks.filter((check) => check.verdict === verdict).map(({ name }) => name)
  const broken = named('invalid')
  if (broken.length > 0) return { answer: 'refuted', by: broken }
  const open = named('unknown')
  return open.length > 0 ? { answer: 'unknown', by: open } : { answer: 'held', by: [] }
}

/** Why, where its figures alone do not tell: `linearizable is broken`. Null where they do. */
export function hypothesisReason({ answer, by }: ToldHypothesis): string | null {
  if (by.length === 0) return null
  const verb = by.length === 1 ? 'is' : 'are'
  const names = by.length === 1 ? by.join() : `${by.slice(0, -1).join(', ')} and ${by.at(-1)}`
  return `${names} ${verb} ${answer === 'refuted' ? 'broken' : 'undecided'}`
}
