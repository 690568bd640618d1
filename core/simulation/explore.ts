/**
 * The same drill under many seeds: what differs between them is chance alone, so a seed that
 * fails is a run that can be had again. One after the other, in this thread.
 */
import type { Verdict } from '../checkers/checker.ts'
import type { VerdictDocument } from '../drills/verdict-document.ts'
import { runDrill, type DrillRunOptions } from './run-drill.ts'

export interface ExploreOptions extends Omit<DrillRunOptions, 'seed' | 'journal' | 'run'> {
  /** Both included. */
  readonly fromSeed: number
  readonly toSeed: number
  /** Runs each seed twice and compares the digests. */
  readonly twice?: boolean
  /** Called after each seed. */
  readonly onSeed?: (explored: ExploredSeed) => void
}

export interface ExploredSeed {
  readonly seed: string
  readonly verdict: Verdict
  readonly digest: number
  readonly simulatedMs: number
  readonly document: VerdictDocument
  /** A second run did something else: something is not decided by the seed. */
  readonly differs: boolean
}

export interface Exploration {
  readonly seeds: number
  readonly valid: number
  readonly invalid: number
  readonly unknown: number
  readonly simulatedMs: number
  /** Every seed that was not valid, in order. */
  readonly failing: readonly ExploredSeed[]
}

export function explore(options: ExploreOptions): Exploration {
  const { fromSeed, toSeed, onSeed, twice = false, ...common } = options
  const tally = { valid: 0, invalid: 0, unknown: 0 }
  const failing: ExploredSeed[] = []
  let simulatedMs = 0
  for (let seed = fromSeed; seed <= toSeed; seed++) {
    const one = { digest: 'steps', ...common, seed: String(seed) } as const
    const run = runDrill(one)
    const { document, digest } = run
    const explored: ExploredSeed = {
      seed: String(seed),
      verdict: document.verdict,
      digest,
      simulatedMs: run.simulatedMs,
      document,
      differs: twice && runDrill({ ...one, checkers: [] }).digest !== digest,
    }
    tally[document.verdict]++
    simulatedMs += run.simulatedMs
    if (document.verdict !== 'valid') failing.push(explored)
    onSeed?.(explored)
  }
  return { seeds: Math.max(0, toSeed - fromSeed + 1), ...tally, simulatedMs, failing }
}
