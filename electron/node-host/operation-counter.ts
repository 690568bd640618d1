/** Counts the operations of clients from what the client machines report. */
import type { ClientReport, CompleteReport } from '../../core/clients/protocol.ts'
import type { Address, Report } from '../../core/runtime/machine.ts'
import type { OperationTally } from './control.ts'

export class OperationCounter {
  /** When each client's open operation was invoked, microseconds; a client has one at a time. */
  readonly #invokedAtUs = new Map<Address, number>()
  #okUs: number[] = []
  #fail = 0
  #info = 0

  /** True when `report` is about an operation, and was counted. */
  note(client: Address, atUs: number, report: Report): boolean {
    switch ((report as ClientReport).type) {
      case 'invoke':
        this.#invokedAtUs.set(client, atUs)
        return true
      case 'ok':
      case 'fail':
      case 'info':
        this.#complete(client, atUs, report as CompleteReport)
        return true
      default:
        return false
    }
  }

  /** What was counted since the last call. */
  take(): OperationTally {
    const tally = { okUs: this.#okUs, fail: this.#fail, info: this.#info }
    this.#okUs = []
    this.#fail = 0
    this.#info = 0
    return tally
  }

  #complete(client: Address, atUs: number, report: CompleteReport): void {
    if (report.type === 'fail') this.#fail++
    else if (report.type === 'info') this.#info++
    else {
      const invokedAtUs = this.#invokedAtUs.get(client)
      if (invokedAtUs !== undefined) this.#okUs.push(atUs - invokedAtUs)
    }
    this.#invokedAtUs.delete(client)
  }
}
