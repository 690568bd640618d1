/**
 * The states of every machine at any moment of a run, out of its pages: one page for each machine,
 * however long the run is. A machine that is down has no state, and no older one is told for it.
 */
import type { Inspection } from '../../../../core/runtime/machine.ts'
import type { MachineState, StatesAt } from '../../../ipc/shapes/timeline.ts'
import { stateIn, type StatePage, type StatePages } from '../../../recorder/states/state-page.ts'
import { byLane, isClient } from '../../../recorder/timeline-columns-builder.ts'
import { endOfLife } from '../lives.ts'
import { plainData } from '../plain-data.ts'

/** When faults took a machine down, microseconds since the run began, ascending. */
export type Downs = (machine: string) => readonly number[]

export class StateIndex {
  readonly #pages: StatePages
  readonly #downs: Downs

  constructor(pages: StatePages, downs: Downs) {
    this.#pages = pages
    this.#downs = downs
  }

  /** The states after the last step at or before `atUs`. Throws `BadPageError`. */
  at(atUs: number): StatesAt {
    const names = [...this.#pages.machines()].sort(byLane)
    return { kind: 'states', atUs, machines: names.map((name) => this.of(name, atUs)) }
  }

  /** That of one machine. Throws `BadPageError`. */
  of(name: string, atUs: number): MachineState {
    const role = isClient(name) ? 'client' : 'node'
    const page = this.#pages.pageAt(name, atUs)
    if (page === null) return { name, role, incarnation: 0, inspection: null, log: null }
    const { incarnation } = page
    if (atUs > this.#endOf(page, atUs)) {
      return { name, role, incarnation, inspection: null, log: null }
    }
    const { inspection, log } = stateIn(page, atUs)
    const shown = inspection === null ? null : (plainData(inspection) as Inspection)
    return { name, role, incarnation, inspection: shown, log }
  }

  /** When the life that was lived at `atUs` ended; infinite where it goes on. */
  #endOf({ machine, incarnation, toUs }: StatePage, atUs: number): number {
    const next = this.#pages.pageAfter(machine, atUs)
    if (next?.incarnation === incarnation) return Infinity
    const times = { lastUs: toUs, nextUs: next?.fromUs ?? Infinity }
    return endOfLife(times, this.#downs(machine)) ?? Infinity
  }
}
