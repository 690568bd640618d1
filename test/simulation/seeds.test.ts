/**
 * Goal: the correct systems keep every promise whatever breaks, and a seed is a run. Method: a
 * few hundred seeds of each scenario; a red one prints its story and how to have it again.
 */
import { describe, expect, it } from 'vitest'
import { runSeed } from './run-seed.ts'
import { SCENARIOS, findScenario } from './scenarios.ts'

/** How many seeds of each scenario; the dear ones are fewer. Soak with `again.ts`. */
const SEEDS: { readonly [scenario: string]: number } = {
  'raft-storm': 60,
  'raft-three': 50,
  'raft-votes': 20,
  'raft-vote-twice': 20,
  'raft-figure-eight': 20,
  'raft-stale': 10,
  'raft-lossy': 20,
  'raft-members': 30,
  'raft-bank': 20,
  'abd-storm': 30,
  'abd-slow': 20,
}

/** Seeds that were red once, and what was wrong. */
const REGRESSIONS: readonly (readonly [string, number, string])[] = [
  ['raft-storm', 2, 'a client avoided the leader for ever after one lost answer'],
  ['raft-storm', 80, 'a follower waited for ever for a snapshot that it already had'],
]

/** Runs several seeds of a scenario; the message of the first that is red, or nothing. */
function firstRed(name: string, seeds: readonly number[]): string {
  const scenario = findScenario(name)
  for (const seed of seeds) {
    const run = runSeed(scenario, seed)
    if (run.problems.length > 0) return run.message
    if (run.acknowledged === 0) return `scenario ${name}, seed ${seed}: nothing was acknowledged`
  }
  return ''
}

describe('random schedules', () => {
  it.each(SCENARIOS.map(({ name }) => name))('%s keeps its promises', (name) => {
    const seeds = Array.from({ length: SEEDS[name] ?? 20 }, (_, index) => index + 1)
    expect(firstRed(name, seeds)).toBe('')
  })

  it.each(REGRESSIONS)('%s %i: %s', (name, seed) => {
    expect(firstRed(name, [seed])).toBe('')
  })

  it.each(SCENARIOS.map(({ name }) => name))('%s does the same twice', (name) => {
    const scenario = findScenario(name)
    for (const seed of [1001, 1002]) {
      const [first, second] = [runSeed(scenario, seed), runSeed(scenario, seed)]
      expect(second.digest, `scenario ${name}, seed ${seed}`).toBe(first.digest)
      expect(second.acknowledged).toBe(first.acknowledged)
    }
  })
})
