/**
 * A run whose faults are drawn, made smaller before anything is written down: half as long, or on
 * fewer nodes. What fails late under one seed fails early under another, and an early failure on few
 * nodes has few faults before it: to look for such a seed first is the cheapest way to a small
 * schedule.
 */
import type { Drill, RandomSchedule } from '../drills/drill.ts'
import { endingAt, fewerNodes, type SmallerDrill } from './smaller-drills.ts'

/** Seeds among which a smaller run has to fail once to be worth going on with. */
export const SEEDS_FOR_SMALLER_RUN = 60
/** Of faults that are drawn, this many come on average, or the run is short enough. */
const DRAWN_FAULTS_MIN = 6
/** The workload goes on for this long after the last of them. */
const AFTER_FAULTS_MS = 1000

/** Each gives null where nothing is drawn, or where the run is as small as it can be in that way. */
export const smallerRuns: readonly SmallerDrill[] = [
  (drill) => (drill.random === undefined ? null : fewerNodes(drill)),
  shorterRun,
]

function shorterRun(drill: Drill): Drill | null {
  const { random } = drill
  if (random === undefined) return null
  const { startMs, endMs, everyMs } = random
  const nextEndMs = startMs + Math.ceil((endMs - startMs) / 2)
  if (nextEndMs - startMs < DRAWN_FAULTS_MIN * everyMs) return null
  const durationMs = Math.min(nextEndMs + AFTER_FAULTS_MS, drill.workload.durationMs)
  const shorter: { -readonly [Key in keyof RandomSchedule]: RandomSchedule[Key] } = { ...random }
  delete shorter.livenessMs
  return { ...endingAt(drill, durationMs), random: { ...shorter, endMs: nextEndMs } }
}
