/**
 * How a command ends. The first three are Jepsen's; scripts rely on all of them.
 */
import type { Verdict } from '../../core/checkers/checker.ts'

export const EXIT = {
  valid: 0,
  invalid: 1,
  unknown: 2,
  /** A wrong flag, file or name. Nothing was started. */
  usage: 254,
  /** Faultline itself failed. */
  failure: 255,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export function exitCodeOf(verdict: Verdict): ExitCode {
  return EXIT[verdict]
}

/** What the person at the terminal got wrong; its message is for them. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** How a command says its exit code. */
export type Finish = (code: ExitCode) => void
