/**
 * Names to ports. A process binds any free port and says which; everybody else knows it by the
 * names of its machines only. An address is forgotten when its process ends, so that nobody
 * dials a port that the operating system may have given to somebody else.
 */
import type { Address } from '../../core/runtime/machine.ts'
import type { Registry } from '../node-host/control.ts'

export class RegistryBook {
  readonly #ports = new Map<Address, number>()
  readonly #changed: (registry: Registry) => void

  /** `changed` is called with the whole registry after each change, and not when none was. */
  constructor(changed: (registry: Registry) => void) {
    this.#changed = changed
  }

  list(): Registry {
    return Object.fromEntries(this.#ports)
  }

  listening(machines: readonly Address[], port: number): void {
    if (machines.every((machine) => this.#ports.get(machine) === port)) return
    for (const machine of machines) this.#ports.set(machine, port)
    this.#changed(this.list())
  }

  gone(machines: readonly Address[]): void {
    const removed = machines.filter((machine) => this.#ports.delete(machine))
    if (removed.length > 0) this.#changed(this.list())
  }
}
