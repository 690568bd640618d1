/**
 * Gathers the columns of a timeline event by event. Lanes are known only at the end, when every
 * machine was seen, so until then they are numbered as they come.
 */
import type { TimelineKind } from './queries/timeline.ts'
import {
  KIND_CODES,
  LANE_LENGTH_MAX,
  LANES_MAX,
  TYPE_LENGTH_MAX,
  TYPES_MAX,
  type Election,
  type TimelineColumns,
} from './timeline-columns.ts'

export interface ColumnEvent {
  readonly atUs: number
  readonly machine: string
  readonly kind: TimelineKind
  readonly type: string | null
  readonly peer: string | null
  readonly sentAtUs: number | null
  readonly term: number
  readonly flags: number
  /** Number of the event that sent what was received here; 0 where that is not known yet. */
  readonly cause: number
}

/** The run has more machines than a timeline can show. */
export class TooManyLanesError extends Error {
  override name = 'TooManyLanesError'
}

const FIRST_CAPACITY = 4_096
const NO_PEER = -1

export class TimelineColumnsBuilder {
  readonly #names = new Map<string, number>()
  readonly #machines = new Set<number>()
  readonly #types = new Map<string, number>([['', 0]])
  readonly #elections: Election[] = []
  #columns = allocate(FIRST_CAPACITY)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Returns the number of the event. Throws `TooManyLanesError`. */
  add(event: ColumnEvent): number {
    if (this.#length === this.#columns.atUs.length) this.#grow()
    const at = this.#length++
    const lane = this.#nameOf(event.machine)
    this.#machines.add(lane)
    const columns = this.#columns
    columns.atUs[at] = event.atUs
    columns.lane[at] = lane
    columns.kind[at] = KIND_CODES[event.kind]
    columns.type[at] = event.type === null ? 0 : this.#typeOf(event.type)
    columns.peer[at] = event.peer === null ? NO_PEER : this.#nameOf(event.peer)
    columns.sentAtUs[at] = event.sentAtUs ?? Number.NaN
    columns.term[at] = event.term
    columns.flags[at] = event.flags
    columns.cause[at] = event.cause
    return this.#length
  }

  /** Says which event sent what `event` received. */
  setCause(event: number, cause: number): void {
    this.#columns.cause[event - 1] = cause
  }

  addElection(atUs: number, machine: string, term: number): void {
    this.#elections.push({ atUs, lane: this.#nameOf(machine), term })
  }

  finish(replayTrouble: string | null): TimelineColumns {
    const { lanes, places } = this.#order()
    const columns = this.#columns
    const length = this.#length
    for (let at = 0; at < length; at++) {
      columns.lane[at] = places[columns.lane[at] as number] as number
      const peer = columns.peer[at] as number
      if (peer !== NO_PEER) columns.peer[at] = places[peer] as number
    }
    return {
      lanes,
      types: [...this.#types.keys()],
      elections: this.#elections.map((election) => ({
        ...election,
        lane: places[election.lane] as number,
      })),
      replayTrouble,
      ...trim(columns, length),
    }
  }

  /** Nodes, then clients, by number; who never took a step has no lane. */
  #order(): { readonly lanes: readonly string[]; readonly places: readonly number[] } {
    const lanes = [...this.#names]
      .filter(([, number]) => this.#machines.has(number))
      .map(([name]) => name)
      .sort(byLane)
    if (lanes.length > LANES_MAX) {
      throw new TooManyLanesError(`${lanes.length} machines are more than a timeline can show`)
    }
    const placeOf = new Map(lanes.map((name, place) => [name, place]))
    return { lanes, places: [...this.#names.keys()].map((name) => placeOf.get(name) ?? NO_PEER) }
  }

  #nameOf(name: string): number {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    // Room for peers that never took a step; a number must fit into a column.
    if (this.#names.size >= 8 * LANES_MAX || name.length > LANE_LENGTH_MAX) {
      throw new TooManyLanesError('its machines are too many, or their names too long')
    }
    this.#names.set(name, this.#names.size)
    return this.#names.size - 1
  }

  #typeOf(type: string): number {
    const name = type.length > TYPE_LENGTH_MAX ? type.slice(0, TYPE_LENGTH_MAX) : type
    const known = this.#types.get(name)
    if (known !== undefined) return known
    if (this.#types.size >= TYPES_MAX) return TYPES_MAX - 1
    this.#types.set(name, this.#types.size)
    return this.#types.size - 1
  }

  #grow(): void {
    const grown = allocate(2 * this.#columns.atUs.length)
    for (const [name, column] of Object.entries(this.#columns)) {
      grown[name as keyof Arrays].set(column)
    }
    this.#columns = grown
  }
}

/** n2 before n10, nodes before clients. */
export function byLane(left: string, right: string): number {
  const rank = Number(isClient(left)) - Number(isClient(right))
  if (rank !== 0) return rank
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}

export function isClient(machine: string): boolean {
  return machine.startsWith('c')
}

type Arrays = ReturnType<typeof allocate>

function allocate(length: number) {
  return {
    atUs: new Float64Array(length),
    lane: new Uint16Array(length),
    kind: new Uint8Array(length),
    type: new Uint16Array(length),
    peer: new Int16Array(length),
    sentAtUs: new Float64Array(length),
    term: new Uint32Array(length),
    flags: new Uint8Array(length),
    cause: new Uint32Array(length),
  }
}

function trim(columns: Arrays, length: number): Arrays {
  return {
    atUs: columns.atUs.slice(0, length),
    lane: columns.lane.slice(0, length),
    kind: columns.kind.slice(0, length),
    type: columns.type.slice(0, length),
    peer: columns.peer.slice(0, length),
    sentAtUs: columns.sentAtUs.slice(0, length),
    term: columns.term.slice(0, length),
    flags: columns.flags.slice(0, length),
    cause: columns.cause.slice(0, length),
  }
}
