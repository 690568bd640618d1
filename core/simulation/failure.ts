/**
 * A broken promise, and whether another run breaks the same one. What a search for a smaller
 * drill asks again and again; each question is one run or two and can be asked in any thread.
 *
 * Where the drill runs a mutant and the correct core passes it, the correct core has to pass every
 * smaller one too: a drill that is red for everybody tells nothing of the bug.
 */
import type { Checker } from '../checkers/checker.ts'
import type { Drill } from '../drills/drill.ts'
import { repeated } from '../drills/recorded-schedule.ts'
import type { VerdictDocument } from '../drills/verdict-document.ts'
import { CORRECT } from '../runtime/spec.ts'
import { runDrill } from './run-drill.ts'

/** What was broken: a check by its name, or that the system recovers. */
export type BrokenPromise =
  { readonly kind: 'check'; readonly name: string } | { readonly kind: 'recovery' }

export interface Failure {
  /** With everything written down that the failing run drew, and without expectations. */
  readonly drill: Drill
  readonly seed: string
  readonly promise: BrokenPromise
  /** The correct core keeps the promise of the same drill under the same seed. */
  readonly greenOnCorrect: boolean
}

export interface Trial {
  readonly drill: Drill
  readonly seed: string
}

/** Runs `drill`; null where it breaks no promise that can be looked for in a smaller drill. */
export function failureOf(
  drill: Drill,
  seed: string,
  checkers: readonly Checker[],
): Failure | null {
  const { document, outcome } = runDrill({ drill, seed, checkers, digest: 'steps' })
  const promise = brokenPromise(document)
  if (promise === null) return null
  const recorded = withoutExpectations(repeated(drill, outcome.faults))
  const greenOnCorrect =
    drill.system.release !== CORRECT && isGreenOnCorrect({ drill: recorded, seed }, checkers)
  return { drill: recorded, seed, promise, greenOnCorrect }
}

/** Whether the trial fails as `failure` did. */
export function failsAlike(
  trial: Trial,
  { promise, greenOnCorrect }: Pick<Failure, 'promise' | 'greenOnCorrect'>,
  checkers: readonly Checker[],
): boolean {
  const { document } = runDrill({ ...trial, checkers, digest: 'steps' })
  return breaks(document, promise) && (!greenOnCorrect || isGreenOnCorrect(trial, checkers))
}

function brokenPromise({ checks, recovery }: VerdictDocument): BrokenPromise | null {
  const check = checks.find(({ verdict }) => verdict === 'invalid')
  if (check !== undefined) return { kind: 'check', name: check.name }
  return recovery.answer === 'not-recovered' ? { kind: 'recovery' } : null
}

function breaks({ checks, recovery }: VerdictDocument, promise: BrokenPromise): boolean {
  if (promise.kind === 'recovery') return recovery.answer === 'not-recovered'
  return checks.some(({ name, verdict }) => name === promise.name && verdict === 'invalid')
}

function isGreenOnCorrect({ drill, seed }: Trial, checkers: readonly Checker[]): boolean {
  const system = { ...drill.system, release: CORRECT }
  const { document } = runDrill({ drill: { ...drill, system }, seed, checkers, digest: 'steps' })
  return document.verdict === 'valid'
}

/**
 * Expectations foretell what the author's own faults do; with fewer faults they would be refuted
 * without any bug. Zones go too: recorded faults name machines.
 */
export function withoutExpectations(drill: Drill): Drill {
  return { ...drill, expect: [], abortWhen: [], zones: {} }
}
