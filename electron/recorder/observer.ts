/**
 * Sorts what the machines reported: operations of clients go to the history, everything else
 * to the reports. It knows the lives that began so far, because a report names only a machine.
 */
import type { CompleteReport, InvokeReport } from '../../core/clients/protocol.ts'
import type { BootEntry } from '../../core/runtime/journal.ts'
import type { Report } from '../../core/runtime/machine.ts'
import type { Observation } from '../journal/wire.ts'
import type { ClientEvent } from './queries/history.ts'
import type { MachineReport } from './queries/reports.ts'

export interface ObserverSink {
  boot(process: string, entry: BootEntry): void
  operation(event: ClientEvent): void
  report(report: MachineReport): void
}

interface Life {
  readonly role: 'node' | 'client'
  readonly incarnation: number
}

/** What is known of a machine whose `boot` entry was never seen. */
const UNKNOWN_LIFE: Life = { role: 'node', incarnation: 0 }
const NS_PER_US = 1000

export class Observer {
  readonly #lives = new Map<string, Life>()
  readonly #sink: ObserverSink

  constructor(sink: ObserverSink) {
    this.#sink = sink
  }

  /** Remembers a life that was recorded earlier. */
  know(machine: string, life: Life): void {
    this.#lives.set(machine, life)
  }

  observe(process: string, observation: Observation): void {
    if (observation.kind === 'boot') {
      const { entry } = observation
      const role = entry.spec.role === 'client' ? 'client' : 'node'
      this.#lives.set(entry.machine, { role, incarnation: entry.incarnation })
      this.#sink.boot(process, entry)
      return
    }
    const { machine, atUs, reports } = observation
    const life = this.#lives.get(machine) ?? UNKNOWN_LIFE
    for (const event of reports) {
      const operation = life.role === 'client' ? operationOf(machine, atUs, event) : null
      if (operation === null) this.#sink.report({ ...life, atUs, node: machine, event })
      else this.#sink.operation(operation)
    }
  }
}

function operationOf(client: string, atUs: number, event: Report): ClientEvent | null {
  const report = event as InvokeReport | CompleteReport
  if (!Number.isSafeInteger(report.process) || typeof report.f !== 'string') return null
  const common = {
    time: atUs * NS_PER_US,
    process: report.process,
    f: report.f,
    client,
    ...(report.key !== undefined && { key: String(report.key) }),
    ...(report.value !== undefined && { value: report.value }),
  }
  if (report.type === 'invoke') return { ...common, type: 'invoke' }
  if (report.type === 'ok' || report.type === 'fail' || report.type === 'info') {
    return { ...common, type: report.type, ...endOf(report) }
  }
  return null
}

function endOf(report: CompleteReport): Pick<ClientEvent, 'error' | 'node' | 'attempts'> {
  return {
    ...(report.error !== undefined && { error: report.error }),
    ...(report.node !== undefined && { node: report.node }),
    ...(Number.isSafeInteger(report.attempts) && { attempts: report.attempts }),
  }
}
