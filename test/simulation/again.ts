/**
 * Runs seeds of a scenario and prints what is wrong with each. Exits with 1 when a seed was red.
 *
 *     node test/simulation/again.ts SCENARIO SEED|FROM..TO [RELEASE]
 */
import { runSeed } from './run-seed.ts'
import { findScenario } from './scenarios.ts'

const [name = '', range = '', release = 'correct'] = process.argv.slice(2)
const [from, to = from] = range.split('..').map(Number) as [number, number?]
const scenario = findScenario(name)
const began = performance.now()
let [red, simulatedMs, acknowledged, elections] = [0, 0, 0, 0]
for (let seed = from; seed <= (to ?? from); seed++) {
  const run = runSeed(scenario, seed, release)
  simulatedMs += run.simulatedMs
  acknowledged += run.acknowledged
  elections += run.elections
  if (run.problems.length === 0) continue
  red++
  console.log(from === to ? run.message : `${seed}: ${run.problems.join('; ').slice(0, 300)}`)
}
const seconds = (performance.now() - began) / 1000
console.log(
  `${red} red of ${(to ?? from) - from + 1}; ${Math.round(simulatedMs / 1000)} s simulated in ` +
    `${seconds.toFixed(1)} s; ${acknowledged} acknowledged, ${elections} changes of role`,
)
process.exitCode = red > 0 ? 1 : 0
