/**
 * What the world keeps of a run: the history of the clients, the reports of the nodes, the
 * journals where they are asked for, and a digest over every step of every machine. Two runs
 * that did the same have the same digest.
 */
import { assert } from '../base/assert.ts'
import { EMPTY_DIGEST, mixInteger, mixString } from '../base/digest.ts'
import type { NodeReport } from '../checkers/checker.ts'
import type { ClientReport } from '../clients/protocol.ts'
import type { HistoryEvent } from '../history/operation.ts'
import type { BootEntry, JournalEntry } from '../runtime/journal.ts'
import type { Address, Report } from '../runtime/machine.ts'
import type { Step } from '../runtime/runner.ts'
import { JOURNAL_MAXIMUM } from './limits.ts'

/** The journal of every client: they live in one process, as in a live run. */
export const CLIENTS_JOURNAL = 'clients'

export interface ProcessJournal {
  readonly process: string
  readonly entries: readonly JournalEntry[]
}

/** Whose step it was. */
interface Life {
  readonly id: Address
  readonly incarnation: number
}

export class Observer {
  readonly history: HistoryEvent[] = []
  readonly reports: NodeReport[] = []
  /** Clients that said so last: `ready` after set-up, `finished` after their final operations. */
  readonly ready = new Set<Address>()
  readonly finished = new Set<Address>()
  readonly #keeps: boolean
  readonly #journals = new Map<string, JournalEntry[]>()
  readonly #clients: ReadonlySet<Address>
  #entries = 0
  #digest = EMPTY_DIGEST
  #steps = 0

  constructor(keepsJournal: boolean, clients: readonly Address[]) {
    this.#keeps = keepsJournal
    this.#clients = new Set(clients)
  }

  /** Unsigned 32 bits. */
  get digest(): number {
    return this.#digest >>> 0
  }

  get steps(): number {
    return this.#steps
  }

  booted(entry: BootEntry): void {
    this.#digest = mixInteger(mixString(this.#digest, entry.machine), entry.incarnation)
    if (this.#keeps) this.#keep(entry)
  }

  stepped({ id: node, incarnation }: Life, atUs: number, step: Step): void {
    this.#steps++
    this.#digest = mixInteger(mixInteger(this.#digest, atUs), step.digest)
    if (this.#keeps) this.#keep(step.entry)
    const { reports } = step
    if (reports.length === 0) return
    if (this.#clients.has(node)) {
      for (const event of reports) this.#clientSaid(node, atUs, event as ClientReport)
      return
    }
    for (const event of reports) this.reports.push({ atUs, node, incarnation, event })
  }

  journals(): readonly ProcessJournal[] {
    return [...this.#journals].map(([process, entries]) => ({ process, entries }))
  }

  #keep(entry: JournalEntry): void {
    assert(++this.#entries <= JOURNAL_MAXIMUM, `a journal of over ${JOURNAL_MAXIMUM} entries`)
    const process = this.#clients.has(entry.machine) ? CLIENTS_JOURNAL : entry.machine
    const entries = this.#journals.get(process)
    if (entries) entries.push(entry)
    else this.#journals.set(process, [entry])
  }

  #clientSaid(client: Address, atUs: number, report: ClientReport): void {
    switch (report.type) {
      case 'ready':
        this.ready.add(client)
        return
      case 'finished':
        this.finished.add(client)
        return
      case 'invoke':
      case 'ok':
      case 'fail':
      case 'info':
        this.history.push(historyEvent(this.history.length, atUs, report))
        return
      default:
        // Whatever else a client says (`Report` is open) is no operation.
        return
    }
  }
}

function historyEvent(
  index: number,
  atUs: number,
  report: Report & Exclude<ClientReport, { readonly type: 'ready' | 'finished' }>,
): HistoryEvent {
  const { process, type, f, key, value } = report
  const time = atUs * 1000
  const error = 'error' in report ? report.error : undefined
  // The usual two written out: there are thousands, and spreading what may be absent is slow.
  if (key !== undefined && error === undefined) {
    if (value === undefined) return { index, time, process, type, f, key }
    return { index, time, process, type, f, key, value }
  }
  return {
    index,
    time,
    process,
    type,
    f,
    ...(key !== undefined && { key }),
    ...(value !== undefined && { value }),
    ...(error !== undefined && { error }),
  }
}
