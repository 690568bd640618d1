/** Counts the operations of clients from what the client machines report. */
import { isAnswer } from '../../core/clients/errors.ts'
import type { ClientReport, CompleteReport, InvokeReport } from '../../core/clients/protocol.ts'
import type { Address, Report } from '../../core/runtime/machine.ts'
import type { OperationTally } from './control.ts'
import { SAMPLES_MAX, SAMPLES_OK_MAX } from './limits.ts'
import { sampleOperation, type OperationSample } from './operation-sample.ts'

type Ending = CompleteReport['type']

/** A client has one operation open at a time. One of these serves all that it ever asks. */
interface Client {
  asked: InvokeReport | null
  atUs: number
  /** The worst end of an operation since the last tally. */
  worst: Ending | null
}

const SEVERITY: { readonly [ending in Ending]: number } = { ok: 0, info: 1, fail: 2 }

export class OperationCounter {
  readonly #clients = new Map<Address, Client>()
  #okUs: number[] = []
  #fail = 0
  #info = 0
  #samples: OperationSample[] = []
  #okSamples = 0

  /** True when `report` is about an operation, and was counted. */
  note(client: Address, atUs: number, report: Report): boolean {
    switch ((report as ClientReport).type) {
      case 'invoke': {
        const state = this.#clientOf(client)
        state.asked = report as InvokeReport
        state.atUs = atUs
        return true
      }
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
    const worst: { [client: Address]: Ending } = {}
    for (const [name, client] of this.#clients) {
      if (client.worst !== null) worst[name] = client.worst
      client.worst = null
    }
    const tally = {
      okUs: this.#okUs,
      fail: this.#fail,
      info: this.#info,
      samples: this.#samples,
      worst,
    }
    this.#okUs = []
    this.#fail = 0
    this.#info = 0
    this.#samples = []
    this.#okSamples = 0
    return tally
  }

  #complete(name: Address, atUs: number, report: CompleteReport): void {
    const client = this.#clientOf(name)
    const { asked } = client
    if (report.type === 'fail') this.#fail++
    else if (report.type === 'info') this.#info++
    else if (asked !== null) this.#okUs.push(atUs - client.atUs)
    const { worst } = client
    const ending = faring(report)
    if (worst === null || SEVERITY[ending] > SEVERITY[worst]) client.worst = ending
    if (asked !== null) this.#sample(name, { report: asked, atUs: client.atUs }, { report, atUs })
    client.asked = null
  }

  /** The acknowledged leave room: what went wrong is rarer, and what people look for. */
  #sample(
    name: Address,
    asked: { readonly report: InvokeReport; readonly atUs: number },
    ended: { readonly report: CompleteReport; readonly atUs: number },
  ): void {
    const ok = ended.report.type === 'ok'
    if (this.#samples.length >= SAMPLES_MAX || (ok && this.#okSamples >= SAMPLES_OK_MAX)) return
    if (ok) this.#okSamples++
    this.#samples.push(sampleOperation(name, asked, ended))
  }

  #clientOf(name: Address): Client {
    let client = this.#clients.get(name)
    if (client === undefined) {
      client = { asked: null, atUs: 0, worst: null }
      this.#clients.set(name, client)
    }
    return client
  }
}

/** How the client fared: one that was told `precondition-failed` was served. */
function faring({ type, error }: CompleteReport): Ending {
  return type === 'fail' && error !== undefined && isAnswer(error) ? 'ok' : type
}
