/**
 * A window of the timeline, answered from memory: how many events lie in each bin of each lane,
 * and the events themselves where few enough are in it. A bin goes from its first microsecond to
 * just before that of the next.
 */
import type { EventColumns, ExactWindow, TimelineWindow } from '../../ipc/shapes/timeline.ts'
import type { TimelineColumns } from '../../recorder/timeline-columns.ts'
import { firstAtLeast, gallop } from './bounds.ts'
import type { Passed } from './filter.ts'
import type { Operations } from './operations.ts'
import type { UnderWay } from './under-way.ts'

/** More events than this in a window are shown as density alone. */
export const EXACT_EVENTS_MAX = 20_000

export interface WindowParts {
  readonly columns: TimelineColumns
  readonly underWay: UnderWay
  readonly operations: () => Promise<Operations>
}

export interface WindowRange {
  readonly fromUs: number
  readonly toUs: number
  readonly bins: number
}

export async function readWindow(
  { columns, underWay, operations }: WindowParts,
  { fromUs, toUs, bins }: WindowRange,
  passed: Passed,
  hiddenMachines: readonly string[],
): Promise<TimelineWindow> {
  const edges = edgesOf(columns.atUs, { fromUs, toUs, bins })
  const density = countAll(passed.lanes, edges)
  const lost = countAll(passed.lost, edges)
  const first = firstAtLeast(passed.positions, edges[0] as number)
  const last = firstAtLeast(passed.positions, edges[bins] as number)
  let exact: ExactWindow | null = null
  if (last - first <= EXACT_EVENTS_MAX) {
    const late = underWay.at(toUs, edges[bins] as number, passed.passes)
    exact = {
      events: gather(columns, passed.positions.subarray(first, last), late),
      operations: (await operations()).within(fromUs, toUs, new Set(hiddenMachines)),
    }
  }
  return { fromUs, toUs, bins, density, lost, exact }
}

/** Position of the first event at or after each edge of the bins. */
function edgesOf(atUs: Float64Array, { fromUs, toUs, bins }: WindowRange): Uint32Array {
  const edges = new Uint32Array(bins + 1)
  let position = firstAtLeast(atUs, fromUs)
  edges[0] = position
  for (let edge = 1; edge <= bins; edge++) {
    // The last edge is the window's own, whatever a product may round to.
    const us = edge === bins ? toUs : fromUs + ((toUs - fromUs) * edge) / bins
    position = gallop(atUs, us, position)
    edges[edge] = position
  }
  return edges
}

function countAll(lanes: readonly Uint32Array[], edges: Uint32Array): Uint32Array {
  const bins = edges.length - 1
  const counts = new Uint32Array(lanes.length * bins)
  for (const [lane, positions] of lanes.entries()) {
    let from = firstAtLeast(positions, edges[0] as number)
    for (let bin = 0; bin < bins && from < positions.length; bin++) {
      const to = gallop(positions, edges[bin + 1] as number, from)
      counts[lane * bins + bin] = to - from
      from = to
    }
  }
  return counts
}

function gather(columns: TimelineColumns, inside: Uint32Array, late: Uint32Array): EventColumns {
  const length = inside.length + late.length
  const events = {
    id: new Uint32Array(length),
    atUs: new Float64Array(length),
    lane: new Uint16Array(length),
    kind: new Uint8Array(length),
    type: new Uint16Array(length),
    peer: new Int16Array(length),
    sentAtUs: new Float64Array(length),
    term: new Uint32Array(length),
    flags: new Uint8Array(length),
  }
  for (let place = 0; place < length; place++) {
    const at = (place < inside.length ? inside[place] : late[place - inside.length]) as number
    events.id[place] = at + 1
    events.atUs[place] = columns.atUs[at] as number
    events.lane[place] = columns.lane[at] as number
    events.kind[place] = columns.kind[at] as number
    events.type[place] = columns.type[at] as number
    events.peer[place] = columns.peer[at] as number
    events.sentAtUs[place] = columns.sentAtUs[at] as number
    events.term[place] = columns.term[at] as number
    events.flags[place] = columns.flags[at] as number
  }
  return events
}
