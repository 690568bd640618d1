/** The digests of a drill under some seeds; the same file runs in Node and in a page. */
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'

export interface SeedDigest {
  readonly seed: string
  readonly digest: number
  readonly verdict: string
  readonly events: number
}

export function digestsOf(drill: Drill, seeds: readonly string[]): readonly SeedDigest[] {
  return seeds.map((seed) => {
    const { digest, document, counts } = runDrill({ drill, seed, checkers: CHECKERS })
    return { seed, digest, verdict: document.verdict, events: counts.events }
  })
}
