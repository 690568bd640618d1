/**
 * What every fault did, over all lives of all processes. A host counts from zero in each life,
 * so the last word of each life is kept and the lives are added up; what only the supervisor can
 * see (exits, starts, pauses, time down) it counts here itself.
 */
import type { Evidence } from '../../core/faults/action.ts'
import { addEvidence, sumEvidence } from './evidence.ts'
import type { EvidenceByFault } from './evidence.ts'

interface Outage {
  readonly fault: string
  readonly sinceMs: number
}

export class EvidenceBook {
  /** Last word of each life, by `process/incarnation`. */
  readonly #lives = new Map<string, EvidenceByFault>()
  readonly #seen = new Map<string, Evidence>()
  /** Processes that a fault took away and that are not back yet. */
  readonly #outages = new Map<string, Outage>()

  /** `evidence` is everything that this life of the process has measured so far. */
  hostSaid(process: string, incarnation: number, evidence: EvidenceByFault): void {
    this.#lives.set(`${process}/${incarnation}`, evidence)
  }

  /** Adds what the supervisor saw itself. */
  saw(fault: string, evidence: Evidence): void {
    this.#seen.set(fault, addEvidence(this.#seen.get(fault) ?? {}, evidence))
  }

  /** `fault` took the process away: it is dead or stopped. The first to do so counts the time. */
  away(fault: string, process: string, nowMs: number): void {
    if (!this.#outages.has(process)) this.#outages.set(process, { fault, sinceMs: nowMs })
  }

  /** The process runs again. */
  back(process: string, nowMs: number): void {
    const outage = this.#outages.get(process)
    if (outage === undefined) return
    this.#outages.delete(process)
    this.saw(outage.fault, { downMs: wholeMs(nowMs - outage.sinceMs) })
  }

  /** Everything so far; a process that is still away counts up to `nowMs`. */
  total(nowMs: number): EvidenceByFault {
    const away = [...this.#outages.values()].map((outage) => ({
      [outage.fault]: { downMs: wholeMs(nowMs - outage.sinceMs) },
    }))
    return sumEvidence([...this.#lives.values(), Object.fromEntries(this.#seen), ...away])
  }
}

function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms))
}
