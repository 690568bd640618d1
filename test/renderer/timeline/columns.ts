/** Windows of a timeline for tests, from a few lines. */
import type {
  EventColumns,
  OperationBar,
  TimelineWindow,
} from '../../../electron/ipc/shapes/timeline.ts'

export interface TestEvent {
  readonly id: number
  readonly atUs: number
  readonly lane: number
  readonly kind?: number
  readonly peer?: number
  readonly sentAtUs?: number
  readonly flags?: number
}

export const LOST = 8
export const MESSAGE = 2

export function columnsOf(events: readonly TestEvent[]): EventColumns {
  return {
    id: Uint32Array.from(events, ({ id }) => id),
    atUs: Float64Array.from(events, ({ atUs }) => atUs),
    lane: Uint16Array.from(events, ({ lane }) => lane),
    kind: Uint8Array.from(events, ({ kind }) => kind ?? 3),
    type: new Uint16Array(events.length),
    peer: Int16Array.from(events, ({ peer }) => peer ?? -1),
    sentAtUs: Float64Array.from(events, ({ sentAtUs }) => sentAtUs ?? NaN),
    term: new Uint32Array(events.length),
    flags: Uint8Array.from(events, ({ flags }) => flags ?? 0),
  }
}

export function windowOf(
  fromUs: number,
  toUs: number,
  events: readonly TestEvent[] | null,
  operations: readonly OperationBar[] = [],
  lanes = 4,
): TimelineWindow {
  const bins = 256
  const density = new Uint32Array(lanes * bins)
  for (const { atUs, lane } of events ?? []) {
    const bin = Math.floor(((atUs - fromUs) / (toUs - fromUs)) * bins)
    const at = lane * bins + bin
    if (bin >= 0 && bin < bins) density[at] = (density[at] as number) + 1
  }
  const exact = events === null ? null : { events: columnsOf(events), operations }
  return { fromUs, toUs, bins, density, lost: new Uint32Array(lanes * bins), exact }
}
