/**
 * One life of a machine, run again from its journal a step at a time, for those who want to see
 * what it did and how it stood. It goes on only as long as the machine does exactly what was
 * recorded; from the first difference on it shows nothing, because it would be invented.
 *
 * A journal may come from a stranger, so nothing that a machine throws here escapes.
 */
import type { Effect } from './effect.ts'
import type { BootEntry, StepEntry } from './journal.ts'
import type { Examination, Inspection, Machine } from './machine.ts'
import type { MachineSpec } from './spec.ts'
import { Stepper } from './stepper.ts'

export class ReplayedLife {
  readonly machine: string
  readonly incarnation: number
  #stepper: Stepper | null = null
  #trouble: string | null = null

  /** `create` makes the machine of a spec; it may throw for a spec that names nothing known. */
  constructor(boot: BootEntry, create: (spec: MachineSpec) => Machine) {
    this.machine = boot.machine
    this.incarnation = boot.incarnation
    try {
      const { spec, seed } = boot
      this.#stepper = new Stepper({ machine: create(spec), id: spec.id, seed })
    } catch (error) {
      this.#end(`it could not be made: ${messageOf(error)}`)
    }
  }

  /** Why it shows nothing any more, in one sentence; null while it does as recorded. */
  get trouble(): string | null {
    return this.#trouble
  }

  /** What the machine asked for in this step; null where that is not known. */
  step(entry: StepEntry): readonly Effect[] | null {
    if (this.#stepper === null) return null
    const { kind } = entry.input
    try {
      const effects = this.#stepper.step(entry.input, entry.now)
      if (this.#stepper.digest === entry.digest) return effects
      this.#end(`it did not do what was recorded after a ${kind} input`)
    } catch (error) {
      this.#end(`it stopped at a ${kind} input: ${messageOf(error)}`)
    }
    return null
  }

  /** Null where its state is not known. */
  inspect(): Inspection | null {
    return this.#look((stepper) => stepper.inspect())
  }

  /** Null where its state is not known. */
  examine(): Examination | null {
    return this.#look((stepper) => stepper.examine())
  }

  #look<Value>(look: (stepper: Stepper) => Value): Value | null {
    if (this.#stepper === null) return null
    try {
      return look(this.#stepper)
    } catch (error) {
      this.#end(`it could not be looked at: ${messageOf(error)}`)
      return null
    }
  }

  #end(why: string): void {
    this.#stepper = null
    this.#trouble = `${this.machine}, life ${this.incarnation}, cannot be replayed: ${why}`
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
