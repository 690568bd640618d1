/**
 * A run that broke a promise, and whether another run breaks the same one. What a search for a
 * smaller drill asks again and again; each question is one run or two and can be asked in any thread.
 *
 * A smaller drill has to tell of the bug and of the faults, not of itself. So where the drill runs a
 * mutant and the correct core passes it, the correct core has to pass every smaller one too; and
 * where figures are what was broken and no correct core can be compared, a run without any fault
 * has to be as expected.
 */
import type { Checker } from '../checkers/checker.ts'
import type { Drill } from '../drills/drill.ts'
import { repeated } from '../drills/recorded-schedule.ts'
import type { VerdictDocument } from '../drills/verdict-document.ts'
import { withSchedule } from '../drills/with-schedule.ts'
import { CORRECT } from '../runtime/spec.ts'
import { askingOnly, breaks, brokenPromise, type BrokenPromise } from './broken-promise.ts'
import { runDrill } from './run-drill.ts'

/** What every smaller drill has to have in common with the one that failed. */
export interface Likeness {
  readonly promise: BrokenPromise
  /** The correct core keeps all promises of the same drill under the same seed. */
  readonly greenOnCorrect: boolean
  /** The same release keeps the promise when there are no faults. */
  readonly needsFaults: boolean
}

export interface Failure extends Likeness {
  /** With everything written down that the failing run drew, and that promise alone asked for. */
  readonly drill: Drill
  readonly seed: string
}

export interface Trial {
  readonly drill: Drill
  readonly seed: string
}

/** The check for which the director waits at the end of a run. */
const CONVERGED = 'converged'

/** Runs `drill`; null where it breaks no promise that can be looked for in a smaller drill. */
export function failureOf(
  drill: Drill,
  seed: string,
  checkers: readonly Checker[],
): Failure | null {
  const { document, outcome } = runDrill({ drill, seed, checkers, digest: 'steps' })
  const asked = repeated(drill, outcome.faults)
  const promise = brokenPromise(document, asked)
  if (promise === null) return null
  const trial = { drill: askingOnly(asked, promise), seed }
  const greenOnCorrect = drill.system.release !== CORRECT && isGreenOnCorrect(trial, checkers)
  const needsFaults =
    promise.kind !== 'check' && !greenOnCorrect && holdsWithoutFaults(trial, promise, checkers)
  return { ...trial, promise, greenOnCorrect, needsFaults }
}

/** Whether the trial fails as `like` did. */
export function failsAlike(
  trial: Trial,
  { promise, greenOnCorrect, needsFaults }: Likeness,
  checkers: readonly Checker[],
): boolean {
  if (!breaks(judged(trial, promise, checkers), promise)) return false
  if (greenOnCorrect && !isGreenOnCorrect(trial, checkers)) return false
  return !needsFaults || holdsWithoutFaults(trial, promise, checkers)
}

/** The other checks of the drill change nothing of what happens, and cost most of the time. */
function judged(
  { drill, seed }: Trial,
  promise: BrokenPromise,
  checkers: readonly Checker[],
): VerdictDocument {
  const wanted = promise.kind === 'check' ? [promise.name, CONVERGED] : [CONVERGED]
  const check = drill.check.filter((name) => wanted.includes(name))
  return runDrill({ drill: { ...drill, check }, seed, checkers, digest: 'steps' }).document
}

function isGreenOnCorrect({ drill, seed }: Trial, checkers: readonly Checker[]): boolean {
  const system = { ...drill.system, release: CORRECT }
  const { document } = runDrill({ drill: { ...drill, system }, seed, checkers, digest: 'steps' })
  return document.verdict === 'valid'
}

function holdsWithoutFaults(
  { drill, seed }: Trial,
  promise: BrokenPromise,
  checkers: readonly Checker[],
): boolean {
  const peaceful = { drill: withSchedule(drill, []), seed }
  return !breaks(judged(peaceful, promise, checkers), promise)
}
