/**
 * The ways in which a drill can be made smaller, each one step: the next smaller drill, or null
 * where it cannot be smaller in that way. What a file could not say is refused by whoever tries.
 */
import type { Drill, FaultChoice, ScheduleEntry } from '../drills/drill.ts'

export type SmallerDrill = (drill: Drill) => Drill | null

const NODES_MIN = 3
const RATE_MIN = 10
const DURATION_MIN_MS = 1000
/** The workload goes on for at least this long after the last entry of the schedule. */
const AFTER_LAST_MS = 1000
const FAULT_MIN_MS = 100
/** Times become readable: whole steps of this. */
const GRID_MS = 100

export const smallerDrills: readonly SmallerDrill[] = [
  shorter,
  fewerNodes,
  fewerClients,
  slower,
  shorterFaults,
  earlier,
  rounder,
]

/** Half as long, but not before its schedule is over. */
function shorter(drill: Drill): Drill | null {
  const { durationMs } = drill.workload
  const last = Math.max(0, ...drill.schedule.map(endOf)) + AFTER_LAST_MS
  const halved = Math.ceil(durationMs / 2 / GRID_MS) * GRID_MS
  const next = Math.max(DURATION_MIN_MS, last, halved)
  if (next >= durationMs) return null
  return { ...drill, workload: { ...drill.workload, durationMs: next } }
}

function fewerNodes(drill: Drill): Drill | null {
  const nodes = drill.system.nodes - (drill.system.nodes % 2 === 0 ? 1 : 2)
  return nodes < NODES_MIN ? null : { ...drill, system: { ...drill.system, nodes } }
}

function fewerClients(drill: Drill): Drill | null {
  const clients = Math.floor(drill.workload.clients / 2)
  return clients < 1 ? null : { ...drill, workload: { ...drill.workload, clients } }
}

function slower(drill: Drill): Drill | null {
  const { ratePerSecond } = drill.workload
  if (ratePerSecond === undefined || ratePerSecond / 2 < RATE_MIN) return null
  const next = Math.floor(ratePerSecond / 2)
  return { ...drill, workload: { ...drill.workload, ratePerSecond: next } }
}

/** The fault that lasts longest lasts half as long. */
function shorterFaults(drill: Drill): Drill | null {
  const longest = Math.max(0, ...drill.schedule.map((entry) => faultOf(entry)?.forMs ?? 0))
  const next = Math.floor(longest / 2 / GRID_MS) * GRID_MS
  if (next < FAULT_MIN_MS) return null
  return mapFaults(drill, (fault) => (fault.forMs === longest ? { ...fault, forMs: next } : fault))
}

/** Everything happens sooner: the peace before the first fault is halved. */
function earlier(drill: Drill): Drill | null {
  const first = drill.schedule[0]?.atMs
  if (first === undefined || first < 2 * GRID_MS) return null
  const byMs = Math.floor(first / 2 / GRID_MS) * GRID_MS
  if (byMs === 0) return null
  const schedule = drill.schedule.map((entry) => ({ ...entry, atMs: entry.atMs - byMs }))
  return { ...drill, schedule }
}

function rounder(drill: Drill): Drill | null {
  const round = (ms: number): number => Math.round(ms / GRID_MS) * GRID_MS
  const isRound = drill.schedule.every(
    (entry) => entry.atMs % GRID_MS === 0 && (faultOf(entry)?.forMs ?? 0) % GRID_MS === 0,
  )
  if (isRound) return null
  const rounded = mapFaults(drill, ({ forMs, ...fault }) =>
    forMs === undefined ? fault : { ...fault, forMs: Math.max(GRID_MS, round(forMs)) },
  )
  const schedule = rounded.schedule.map((entry) => ({ ...entry, atMs: round(entry.atMs) }))
  return { ...rounded, schedule }
}

function faultOf(entry: ScheduleEntry): FaultChoice | null {
  return 'fault' in entry ? entry.fault : null
}

function endOf(entry: ScheduleEntry): number {
  return entry.atMs + (faultOf(entry)?.forMs ?? 0)
}

function mapFaults(drill: Drill, change: (fault: FaultChoice) => FaultChoice): Drill {
  const schedule = drill.schedule.map((entry) =>
    'fault' in entry ? { atMs: entry.atMs, fault: change(entry.fault) } : entry,
  )
  return { ...drill, schedule }
}
