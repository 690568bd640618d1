/**
 * The ways in which a drill can be made smaller, each one step: the next smaller drill, or null
 * where it cannot be smaller in that way. What a file could not say is refused by whoever tries.
 */
import type { Drill, FaultChoice, ScheduleEntry, Selector } from '../drills/drill.ts'
import { windowsOnGrid, windowsSooner, windowsUntil } from './moved-windows.ts'

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
  closer,
  rounder,
]

/** Half as long, but not before its schedule is over. */
function shorter(drill: Drill): Drill | null {
  const { durationMs } = drill.workload
  const ends = drill.schedule.map((entry) => {
    const endMs = endOf(entry)
    return endMs < durationMs ? endMs : entry.atMs
  })
  const last = Math.max(0, ...ends) + AFTER_LAST_MS
  const halved = Math.ceil(durationMs / 2 / GRID_MS) * GRID_MS
  const next = Math.max(DURATION_MIN_MS, last, halved)
  return next >= durationMs ? null : endingAt(drill, next)
}

/**
 * The drill without what it does from `endMs` on. Until then the same seed does the same, so where
 * the promise was broken by then, it is broken again.
 */
export function endingAt(drill: Drill, endMs: number): Drill {
  const schedule = drill.schedule
    .filter(({ atMs }) => atMs < endMs)
    .map((entry): ScheduleEntry => {
      if (!('fault' in entry) || endOf(entry) < endMs) return entry
      return { atMs: entry.atMs, fault: standing(entry.fault) }
    })
  const expect = windowsUntil(drill.expect, endMs)
  return { ...drill, schedule, expect, workload: { ...drill.workload, durationMs: endMs } }
}

/** Until somebody undoes it, which the end of a drill does. */
function standing(fault: FaultChoice): FaultChoice {
  const changed: { -readonly [Key in keyof FaultChoice]: FaultChoice[Key] } = { ...fault }
  delete changed.forMs
  return changed
}

/** One or two fewer, so that their number is odd, and at least three. */
export function fewerNodes(drill: Drill): Drill | null {
  const nodes = drill.system.nodes - (drill.system.nodes % 2 === 0 ? 1 : 2)
  if (nodes < NODES_MIN) return null
  const gone = (name: string): boolean =>
    name.startsWith('n') && isNumberedFrom(name, nodes + 1, drill.system.nodes)
  return { ...aimedAtRest(drill, gone), system: { ...drill.system, nodes } }
}

function fewerClients(drill: Drill): Drill | null {
  const clients = Math.floor(drill.workload.clients / 2)
  if (clients < 1) return null
  const gone = (name: string): boolean =>
    name.startsWith('c') && isNumberedFrom(name, clients + 1, drill.workload.clients)
  return { ...aimedAtRest(drill, gone), workload: { ...drill.workload, clients } }
}

function isNumberedFrom(name: string, first: number, last: number): boolean {
  const number = Number(name.slice(1))
  return number >= first && number <= last
}

/** Faults no longer aim at machines that are gone; those with no other aim go too. */
function aimedAtRest(drill: Drill, gone: (name: string) => boolean): Drill {
  const schedule = drill.schedule.flatMap((entry): readonly ScheduleEntry[] => {
    if (!('fault' in entry) || entry.fault.target === undefined) return [entry]
    const target = selectorOfRest(entry.fault.target, gone)
    return target === null ? [] : [{ atMs: entry.atMs, fault: { ...entry.fault, target } }]
  })
  return { ...drill, schedule }
}

function selectorOfRest(selector: Selector, gone: (name: string) => boolean): Selector | null {
  if (selector.type === 'names') {
    const names = selector.names.filter((name) => !gone(name))
    return names.length === 0 ? null : { type: 'names', names }
  }
  if (selector.type === 'link') {
    const from = selectorOfRest(selector.from, gone)
    const to = selectorOfRest(selector.to, gone)
    return from === null || to === null ? null : { ...selector, from, to }
  }
  if (selector.type === 'groups') {
    const groups = selector.groups.map((group) => selectorOfRest(group, gone))
    const left = groups.filter((group) => group !== null)
    return left.length === 0 ? null : { type: 'groups', groups: left }
  }
  return selector
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
  return restSooner({ ...drill, schedule }, first, byMs)
}

/** What belongs to moments of the schedule moves with it: everything from `fromMs` on. */
function restSooner(drill: Drill, fromMs: number, byMs: number): Drill {
  const moved = { ...drill, expect: windowsSooner(drill.expect, fromMs, byMs) }
  const { simulation } = drill
  const atMs = simulation?.stabilisesMs
  if (simulation === undefined || atMs === undefined || atMs < fromMs) return moved
  return { ...moved, simulation: { ...simulation, stabilisesMs: atMs - byMs } }
}

/** The longest time between two entries is halved. */
function closer(drill: Drill): Drill | null {
  const times = drill.schedule.map(({ atMs }) => atMs)
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs))
  const longest = Math.max(0, ...gaps)
  const byMs = Math.floor(longest / 2 / GRID_MS) * GRID_MS
  if (byMs === 0) return null
  const later = gaps.indexOf(longest) + 1
  const schedule = drill.schedule.map((entry, index) =>
    index < later ? entry : { ...entry, atMs: entry.atMs - byMs },
  )
  return restSooner({ ...drill, schedule }, times[later] ?? 0, byMs)
}

function rounder(drill: Drill): Drill | null {
  const round = (ms: number): number => Math.round(ms / GRID_MS) * GRID_MS
  const isRound = drill.schedule.every(
    (entry) => entry.atMs % GRID_MS === 0 && (faultOf(entry)?.forMs ?? 0) % GRID_MS === 0,
  )
  if (isRound) return null
  const rounded = mapFaults(drill, (fault) =>
    fault.forMs === undefined ? fault : { ...fault, forMs: Math.max(GRID_MS, round(fault.forMs)) },
  )
  const schedule = rounded.schedule.map((entry) => ({ ...entry, atMs: round(entry.atMs) }))
  return { ...rounded, schedule, expect: windowsOnGrid(drill.expect, GRID_MS) }
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
