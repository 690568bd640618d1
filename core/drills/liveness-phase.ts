/**
 * After the faults of a random schedule, a phase that asks for progress: a majority is healthy,
 * and whoever is left is broken in one way, drawn from the seed, until the phase is over. By its
 * end the system must be steady, though the others never came back.
 *
 * Faults that never stop prove nothing of liveness, and a cluster that is healed altogether proves
 * little: a protocol may need the very node that is lost, or be kept from work by one that cannot
 * hear. Source of the idea: the two phases of TigerBeetle's simulator (VOPR), safety and liveness.
 *
 * It is made of ordinary faults and an ordinary expectation, so it is recorded, repeated and
 * judged like any other; see `docs/decisions/0009-liveness-phase.md`.
 */
import type { Prng } from '../base/prng.ts'
import type { Drill, Expectation, FaultChoice, RandomSchedule, ScheduleEntry } from './drill.ts'

const NAME = 'liveness'

const MINORITY = { type: 'minority' } as const

/** How the others may be broken: gone, asleep, cut off, heard by nobody, or deaf. */
const WAYS: readonly FaultChoice[] = [
  { kind: 'kill', target: MINORITY, parameters: {} },
  { kind: 'pause', target: MINORITY, parameters: {} },
  { kind: 'partition', target: MINORITY, parameters: { shape: 'isolate' } },
  { kind: 'partition', target: MINORITY, parameters: { shape: 'one-way' } },
  { kind: 'flap', target: MINORITY, parameters: { downForMs: 400, upForMs: 400 } },
]

/** Entries that follow those of the random schedule; none where it asks for no such phase. */
export function livenessPhase(random: RandomSchedule, prng: Prng): readonly ScheduleEntry[] {
  const { endMs, livenessMs } = random
  if (livenessMs === undefined) return []
  const fault = { ...prng.pick(WAYS), name: NAME }
  return [
    { atMs: endMs, fault },
    { atMs: endMs + livenessMs, undo: NAME },
  ]
}

/**
 * When the network of the drill becomes good for good, ms since the workload began; null: never by
 * the drill. On a network that promises nothing no progress can be asked of anyone (Fischer, Lynch
 * and Paterson), so the phase that asks for it begins with the moment from which messages arrive.
 */
export function stabilisesMs({ random, simulation }: Drill): number | null {
  const asked = simulation?.stabilisesMs ?? Number.POSITIVE_INFINITY
  const phase = random?.livenessMs === undefined ? Number.POSITIVE_INFINITY : random.endMs
  const atMs = Math.min(asked, phase)
  return Number.isFinite(atMs) ? atMs : null
}

/** What must be measured at the end of the phase: the drill's own steady state. */
export function livenessExpectations({ random, steady }: Drill): readonly Expectation[] {
  const { endMs, livenessMs } = random ?? {}
  if (endMs === undefined || livenessMs === undefined) return []
  const toMs = endMs + livenessMs
  return steady.map(({ windowMs, ...bounds }) => ({
    ...bounds,
    during: { fromMs: Math.max(endMs, toMs - windowMs), toMs },
  }))
}
