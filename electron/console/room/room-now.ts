/** What moves in a room, put together from the drill that runs. */
import type { Drill } from '../../../core/drills/drill.ts'
import type { Measurements } from '../../../core/drills/measurements.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { Evidence } from '../../../core/faults/action.ts'
import type { Address } from '../../../core/runtime/machine.ts'
import type { RunningDrill } from '../../conductor/running-drill.ts'
import type { RoomNow } from '../../ipc/shapes/room.ts'
import type { OperationFeed } from './operation-feed.ts'
import { roomMs } from './room-clock.ts'
import { roomFaults } from './room-faults.ts'
import { roomNodes } from './room-nodes.ts'

/** What was heard of the drill beside what it tells when it is asked. */
export interface Heard {
  readonly evidence: { readonly [fault: string]: Evidence }
  readonly recording: RoomNow['recording']
  readonly clockOffsetsMs: ReadonlyMap<Address, number>
  readonly feed: OperationFeed
  /** When the clients were told to finish, ms since the run began; null while they work. */
  readonly workedUntilMs: number | null
}

export function roomNow(running: RunningDrill, drill: Drill, heard: Heard): RoomNow {
  const { nowMs, begunMs, measurements } = running
  const view = running.view()
  const lastSecond = { fromMs: Math.max(0, nowMs - 1000), toMs: nowMs }
  return {
    atMs: roomMs(nowMs, begunMs),
    toldAt: Date.now(),
    phase: running.phase,
    durationMs: drill.workload.durationMs,
    schedulePaused: running.schedulePaused,
    scheduleLeft: running.scheduleLeft,
    nodes: roomNodes(view, heard.clockOffsetsMs),
    clients: heard.feed.clients(view.clients, nowMs),
    faults: roomFaults(running.faults, heard.evidence),
    ...work(measurements, begunMs, heard.workedUntilMs ?? nowMs),
    okPerSecond: measurements.tally(lastSecond).ok,
    p99Ms: measurements.percentileMs(lastSecond, 990),
    recording: heard.recording,
    feed: heard.feed.lines.map((line) => ({ ...line, atMs: roomMs(line.atMs, begunMs) })),
  }
}

/** Of the time in which the clients work, as the verdict will count it. */
function work(
  measurements: Measurements,
  begunMs: number | null,
  toMs: number,
): Pick<RoomNow, 'operations' | 'availability'> {
  if (begunMs === null) return { operations: { ok: 0, fail: 0, info: 0 }, availability: null }
  const range = { fromMs: begunMs, toMs }
  return { operations: measurements.tally(range), availability: measurements.availability(range) }
}

/** Before there is anything to see. */
export function emptyNow(drill: Drill): RoomNow {
  return {
    atMs: roomMs(0, null),
    toldAt: Date.now(),
    phase: 'warm-up',
    durationMs: drill.workload.durationMs,
    schedulePaused: false,
    scheduleLeft: 0,
    nodes: [],
    clients: [],
    faults: [],
    operations: { ok: 0, fail: 0, info: 0 },
    okPerSecond: 0,
    p99Ms: null,
    availability: null,
    recording: { eventsPerSecond: 0, behindBytes: 0 },
    feed: [],
  }
}

/** The last of what moved, with what the verdict says that the faults did in the end. */
export function judgedNow(now: RoomNow, { faults }: VerdictDocument): RoomNow {
  return {
    ...now,
    faults: now.faults.map((fault) => {
      // Faults are numbered from f1 in the order in which they were planned, as the verdict has them.
      const outcome = faults[Number(fault.id.slice(1)) - 1]
      return outcome === undefined
        ? fault
        : { ...fault, proven: outcome.proven, effect: outcome.effect }
    }),
  }
}
