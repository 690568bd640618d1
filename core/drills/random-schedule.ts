/**
 * A schedule drawn from a seed. With `swarm` not every kind of fault takes part in every run: each seed draws
 * its own subset first, because faults that are always all present hide each other's bugs.
 * Source: Groce, Zhang, Eide, Chen and Regehr, "Swarm Testing" (ISSTA 2012).
 *
 * Each fault is followed by its own undo, so that the schedule, written down, repeats the run
 * whatever the seed. It never has more faults standing than allowed, and none after the end.
 */
import type { Prng } from '../base/prng.ts'
import { livenessPhase } from './liveness-phase.ts'
import type { RandomSchedule, ScheduleEntry } from './drill.ts'

/** A schedule longer than this is cut: no drill needs it, and no file may ask for it. */
export const RANDOM_FAULTS_MAXIMUM = 1000

/** Entries in order of time. */
export function randomSchedule(random: RandomSchedule, prng: Prng): readonly ScheduleEntry[] {
  const kinds = random.swarm ? swarm(random, prng.fork('kinds')) : random.kinds
  const draws = prng.fork('draws')
  const entries: ScheduleEntry[] = []
  const ends: number[] = []
  let atMs = random.startMs + gap(random, draws)
  for (let index = 0; index < RANDOM_FAULTS_MAXIMUM && atMs < random.endMs; index++) {
    const fault = draws.pick(kinds)
    const lastsMs = draws.integer(random.lastsMs.from, random.lastsMs.to)
    const endMs = Math.min(atMs + lastsMs, random.endMs)
    const active = ends.filter((end) => end >= atMs).length
    if (active < random.atMostActive) {
      const name = `random-${index + 1}`
      entries.push({ atMs, fault: { ...fault, name } }, { atMs: endMs, undo: name })
      ends.push(endMs)
    }
    atMs += gap(random, draws)
  }
  return inOrderOfTime([...entries, ...livenessPhase(random, prng.fork('liveness'))])
}

/** Stable: entries of one moment keep their order. */
export function inOrderOfTime(entries: readonly ScheduleEntry[]): readonly ScheduleEntry[] {
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((left, right) => left.entry.atMs - right.entry.atMs || left.index - right.index)
    .map(({ entry }) => entry)
}

/** Each kind takes part with a chance of two in three; at least one does. */
function swarm(random: RandomSchedule, prng: Prng): RandomSchedule['kinds'] {
  const chosen = random.kinds.filter(() => prng.chance({ numerator: 2, denominator: 3 }))
  return chosen.length > 0 ? chosen : [prng.pick(random.kinds)]
}

/** Half to one and a half times the mean. */
function gap(random: RandomSchedule, prng: Prng): number {
  const half = Math.floor(random.everyMs / 2)
  return Math.max(1, random.everyMs - half + prng.integer(0, 2 * half))
}
