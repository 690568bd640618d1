/**
 * Goal: planted bugs are found by the right check. Method: for some of them a named scenario and
 * the few seeds among which it has to show; on the seed that shows it the correct system is green.
 * A range and not one seed, because any change of a system shifts what a seed does. A drill for each
 * of all is in `test/electron/drill-files/drills-simulated.test.ts`.
 */
import { describe, expect, it } from 'vitest'
import { runSeed, type SeedRun } from './run-seed.ts'
import { findScenario } from './scenarios.ts'

interface Pin {
  readonly system: string
  readonly mutant: string
  readonly scenario: string
  /** Seeds 1 to this. */
  readonly seeds: number
  /** What the problem has to be. */
  readonly found: RegExp
}

const PINS: readonly Pin[] = [
  {
    system: 'raft',
    mutant: 'commit-previous-term',
    scenario: 'raft-figure-eight',
    seeds: 30,
    found: /leader-completeness invalid/,
  },
  {
    system: 'raft',
    mutant: 'vote-before-store',
    scenario: 'raft-vote-twice',
    seeds: 5,
    found: /election-safety invalid/,
  },
  {
    system: 'raft',
    mutant: 'ack-before-fsync',
    scenario: 'raft-votes',
    seeds: 10,
    found: /leader-completeness invalid/,
  },
  {
    system: 'raft',
    mutant: 'local-reads',
    scenario: 'raft-stale',
    seeds: 5,
    found: /linearizable invalid/,
  },
  {
    system: 'raft',
    mutant: 'retry-without-session',
    scenario: 'raft-lossy',
    seeds: 20,
    found: /linearizable invalid/,
  },
  {
    system: 'abd',
    mutant: 'no-write-back',
    scenario: 'abd-slow',
    seeds: 25,
    found: /linearizable invalid/,
  },
]

describe('mutants', () => {
  it.each(PINS)('$mutant is found by $scenario', ({ mutant, scenario, seeds, found }) => {
    let red: { readonly seed: number; readonly run: SeedRun } | null = null
    for (let seed = 1; seed <= seeds && red === null; seed++) {
      const run = runSeed(findScenario(scenario), seed, mutant)
      if (found.test(run.problems.join('\n'))) red = { seed, run }
    }
    if (red === null) throw new Error(`no seed of 1..${seeds} of ${scenario} shows ${mutant}`)
    const correct = runSeed(findScenario(scenario), red.seed)
    expect(correct.problems, correct.message).toEqual([])
  })
})
