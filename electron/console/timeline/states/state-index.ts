/**
 * The states of every machine over the whole run, made by one replay from its beginning. The
 * replay goes on in the background; a moment that it has passed is told at once, one that it has
 * not is waited for. Nothing is told of a life from where its replay differs from the record.
 */
import type { JournalEntry } from '../../../../core/runtime/journal.ts'
import type { Inspection, Machine } from '../../../../core/runtime/machine.ts'
import { ReplayedLife } from '../../../../core/runtime/replayed-life.ts'
import type { MachineSpec } from '../../../../core/runtime/spec.ts'
import type { MachineState, StatesAt } from '../../../ipc/shapes/timeline.ts'
import { plainData } from '../plain-data.ts'
import { byLane, isClient } from '../../../recorder/timeline-columns-builder.ts'
import { endOfLife } from '../lives.ts'
import { LogHistory } from './log-history.ts'
import { ValueHistory } from './value-history.ts'

interface LifeStates {
  readonly replay: ReplayedLife
  readonly fromUs: number
  /** When it took its last step, as far as the replay has come. */
  lastUs: number
  /** From when on nothing is known of it. */
  unknownUs: number
  readonly inspection: ValueHistory
  log: LogHistory | null
}

/** When faults took a machine down, microseconds since the run began, ascending. */
export type Downs = (machine: string) => readonly number[]

export interface StateIndexOptions {
  /** In order of time. */
  readonly entries: Iterator<JournalEntry>
  readonly create: (spec: MachineSpec) => Machine
  readonly downs: Downs
}

export class StateIndex {
  readonly #options: StateIndexOptions
  readonly #machines = new Map<string, LifeStates[]>()
  #atUs = 0
  #whole = false

  constructor(options: StateIndexOptions) {
    this.#options = options
  }

  /** True when the whole run was replayed. */
  get whole(): boolean {
    return this.#whole
  }

  /** Whether the states at `atUs` are known. */
  reaches(atUs: number): boolean {
    return this.#whole || this.#atUs > atUs
  }

  /** Goes on for about `forMs`. */
  advance(forMs: number): void {
    const untilMs = performance.now() + forMs
    for (let steps = 0; ; steps++) {
      if (steps % 64 === 63 && performance.now() > untilMs) return
      const next = this.#options.entries.next()
      if (next.done === true) {
        this.#whole = true
        return
      }
      // As in the timeline, time never runs back.
      this.#atUs = Math.max(this.#atUs, next.value.atUs)
      this.#take(next.value)
    }
  }

  /** The states after the last step at or before `atUs`; `reaches(atUs)` must hold. */
  at(atUs: number): StatesAt {
    const names = [...this.#machines.keys()].sort(byLane)
    return { atUs, machines: names.flatMap((name) => this.#stateOf(name, atUs)) }
  }

  #take(entry: JournalEntry): void {
    const atUs = this.#atUs
    if (entry.kind === 'boot') {
      const lives = this.#machines.get(entry.machine) ?? []
      this.#machines.set(entry.machine, lives)
      const replay = new ReplayedLife(entry, this.#options.create)
      const inspection = new ValueHistory()
      const unknownUs = replay.trouble === null ? Infinity : atUs
      const times = { fromUs: atUs, lastUs: atUs, unknownUs }
      lives.push({ replay, ...times, inspection, log: null })
      return
    }
    const life = this.#machines.get(entry.machine)?.at(-1)
    if (life === undefined) return
    life.lastUs = atUs
    if (life.unknownUs < Infinity) return
    life.replay.step(entry)
    const inspection = life.replay.inspect()
    const view = life.replay.examine()?.log
    if (inspection !== null) life.inspection.record(atUs, inspection)
    if (view !== undefined) (life.log ??= new LogHistory()).record(atUs, view)
    if (life.replay.trouble !== null) life.unknownUs = atUs
  }

  #stateOf(name: string, atUs: number): MachineState[] {
    const lives = this.#machines.get(name) ?? []
    const place = lives.findLastIndex(({ fromUs }) => fromUs <= atUs)
    const life = lives[place]
    const role = isClient(name) ? 'client' : 'node'
    if (life === undefined) {
      return [{ name, role, incarnation: 0, inspection: null, log: null }]
    }
    const { incarnation } = life.replay
    const running = atUs <= this.#endOf(name, life, lives[place + 1])
    const known = running && atUs < life.unknownUs
    const inspection = known ? life.inspection.at(atUs) : undefined
    return [
      {
        name,
        role,
        incarnation,
        inspection: inspection === undefined ? null : (plainData(inspection) as Inspection),
        log: known ? (life.log?.at(atUs) ?? null) : null,
      },
    ]
  }

  #endOf(name: string, life: LifeStates, next: LifeStates | undefined): number {
    const nextUs = next?.fromUs ?? Infinity
    return endOfLife({ lastUs: life.lastUs, nextUs }, this.#options.downs(name)) ?? Infinity
  }
}
