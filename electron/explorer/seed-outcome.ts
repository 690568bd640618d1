/** What is kept of one explored seed: small, because there may be thousands. */
import type { Verdict } from '../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { ExploredSeed } from '../../core/simulation/explore.ts'

export interface SeedOutcome {
  readonly seed: string
  readonly verdict: Verdict
  /** The check that broke, or could not tell; null where it was none, and for a valid run. */
  readonly check: string | null
  /** What its witness says, else its summary; empty for a valid run. */
  readonly why: string
  /** Over every step of every machine: equal when two runs did the same. */
  readonly digest: number
  readonly simulatedMs: number
  /** A second run under the same seed did something else; false where nobody looked. */
  readonly differs: boolean
}

export function outcomeOf({
  seed,
  verdict,
  digest,
  simulatedMs,
  document,
  differs,
}: ExploredSeed): SeedOutcome {
  const broken = verdict === 'valid' ? { check: null, why: '' } : brokenOf(document)
  return { seed, verdict, ...broken, digest, simulatedMs, differs }
}

function brokenOf({ checks, warnings }: VerdictDocument): Pick<SeedOutcome, 'check' | 'why'> {
  const broken =
    checks.find(({ verdict }) => verdict === 'invalid') ??
    checks.find(({ verdict }) => verdict === 'unknown')
  if (broken !== undefined) {
    return { check: broken.name, why: broken.witness?.sentence ?? broken.summary }
  }
  return { check: null, why: warnings[0] ?? '' }
}
