/**
 * Runs recorded machines again from their journals and proves that they do the same.
 *
 * Every life of a machine is made anew from its `boot` entry and fed the inputs that were
 * recorded; after each step the rolling digest of its effects must be the recorded one. The
 * first step where it is not is where the past and its record part, and what comes after it in
 * that life proves nothing and is not run. A later life starts from what its disk kept, so it
 * is judged for itself.
 *
 * How a machine is made from its spec is handed in: the runtime knows no system. A journal may
 * come from a stranger, so nothing that a machine throws here escapes; it is a difference.
 */
import type { JournalEntry } from './journal.ts'
import type { Address, Inspection, Machine } from './machine.ts'
import { Receipts } from './receipts.ts'
import { ReplayedMachine, type MachineReplay } from './replayed-machine.ts'
import type { MachineSpec } from './spec.ts'

export class Replay {
  readonly #create: (spec: MachineSpec) => Machine
  readonly #machines = new Map<Address, ReplayedMachine>()
  readonly #receipts = new Receipts()

  /** `create` makes the machine of a spec; it may throw for a spec that names nothing known. */
  constructor(create: (spec: MachineSpec) => Machine) {
    this.#create = create
  }

  /** Feeds one entry. The entries of one machine come in the order of its journal. */
  feed(entry: JournalEntry): void {
    const machine = this.#machine(entry.machine)
    if (entry.kind === 'boot') machine.boot(entry)
    else machine.step(entry)
  }

  /**
   * Takes note of what an entry tells of other machines (`receipts.ts`). Called for every entry of
   * a run that was recorded to its end, it finds the journals that were cut off; else never.
   */
  notice(entry: JournalEntry): void {
    this.#receipts.notice(entry)
  }

  /** What `machine` shows of itself now; absent before its first life and after a difference. */
  inspect(machine: Address): Inspection | undefined {
    return this.#machines.get(machine)?.inspect()
  }

  /** Machines that others received from and that were never fed. */
  missing(): readonly Address[] {
    return this.#receipts.senders().filter((sender) => !this.#machines.has(sender))
  }

  /** One answer for each machine that was fed, ordered by name with numbers as numbers. */
  results(): readonly MachineReplay[] {
    return [...this.#machines.values()].sort(byName).map((machine) => {
      machine.compareWith(this.#receipts.of(machine.machine))
      return machine.result()
    })
  }

  #machine(name: Address): ReplayedMachine {
    let machine = this.#machines.get(name)
    if (machine === undefined) {
      machine = new ReplayedMachine(name, this.#create)
      this.#machines.set(name, machine)
    }
    return machine
  }
}

/** n2 before n10. */
function byName(left: ReplayedMachine, right: ReplayedMachine): number {
  const [a, b] = [left.machine, right.machine]
  const order = a.length - b.length
  if (a[0] === b[0] && order !== 0) return order
  return a < b ? -1 : 1
}
