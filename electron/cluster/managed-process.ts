/**
 * A process with what the cluster knows of it: its machines, the rules that it stands under, and
 * what its machines last said of themselves.
 */
import type { Address, Inspection } from '../../core/runtime/machine.ts'
import { StandingRules } from './standing-rules.ts'
import type { SupervisedProcess } from './supervised-process.ts'

export class ManagedProcess {
  readonly process: SupervisedProcess
  readonly machines: readonly Address[]
  /** Its private folder: disk and journal. */
  readonly folder: string
  readonly rules = new StandingRules()
  /** Release of its present or last life. */
  release: string
  #inspections: { readonly [machine: Address]: Inspection } = {}
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: {
    readonly process: SupervisedProcess
    readonly machines: readonly Address[]
    readonly folder: string
    readonly release: string
  }) {
    this.process = options.process
    this.machines = options.machines
    this.folder = options.folder
    this.release = options.release
  }

  get name(): string {
    return this.process.name
  }

  inspection(machine: Address): Inspection | undefined {
    return this.#inspections[machine]
  }

  inspected(inspections: { readonly [machine: Address]: Inspection }): void {
    this.#inspections = inspections
  }

  /** Nothing is known of a life that has not spoken yet, or has ended. */
  forgetInspections(): void {
    this.#inspections = {}
  }

  /** Runs `task` after all that was given before it: lives of one process never overlap. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}
