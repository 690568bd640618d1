/**
 * What each fault did in the simulated world. Link rules are counted where messages meet them
 * (`core/faults/link-fate.ts`); everything else is counted here.
 */
import type { Evidence } from '../faults/action.ts'
import type { Address } from '../runtime/machine.ts'

export type EvidenceByFault = { readonly [fault: string]: Evidence }

type Counts = { -readonly [field in keyof Evidence]: number }

interface Outage {
  readonly fault: string
  readonly sinceUs: number
}

export class EvidenceBook {
  readonly #counts = new Map<string, Counts>()
  /** How far each fault has each clock stepped, ms. */
  readonly #moved = new Map<string, number>()
  /** Machines that a fault took away and that are not back yet. */
  readonly #outages = new Map<Address, Outage>()

  add(fault: string, evidence: Evidence): void {
    addTo(this.#counts, fault, evidence)
  }

  /** A clock was stepped; its fault may step it back, so the farthest point is what counts. */
  clockStepped(fault: string, machine: Address, byMs: number): void {
    const name = `${fault} ${machine}`
    const movedMs = (this.#moved.get(name) ?? 0) + byMs
    this.#moved.set(name, movedMs)
    this.clockDrifted(fault, movedMs)
  }

  /** A rate has moved a clock this far so far. */
  clockDrifted(fault: string, movedMs: number): void {
    let counts = this.#counts.get(fault)
    if (!counts) this.#counts.set(fault, (counts = {}))
    if (Math.abs(movedMs) > Math.abs(counts.clockMovedMs ?? 0)) counts.clockMovedMs = movedMs
  }

  /** `fault` took the machine away; the first to do so counts the time. */
  away(fault: string, machine: Address, atUs: number): void {
    if (!this.#outages.has(machine)) this.#outages.set(machine, { fault, sinceUs: atUs })
  }

  back(machine: Address, atUs: number): void {
    const outage = this.#outages.get(machine)
    if (!outage) return
    this.#outages.delete(machine)
    this.add(outage.fault, { downMs: (atUs - outage.sinceUs) / 1000 })
  }

  /** Everything so far with what was counted elsewhere; faults by name, zeros absent. */
  total(atUs: number, elsewhere: readonly ReadonlyMap<string, Evidence>[]): EvidenceByFault {
    const sum = new Map<string, Counts>()
    for (const part of [this.#counts, ...elsewhere]) {
      for (const [fault, evidence] of part) addTo(sum, fault, evidence)
    }
    for (const { fault, sinceUs } of this.#outages.values()) {
      addTo(sum, fault, { downMs: (atUs - sinceUs) / 1000 })
    }
    const names = [...sum.keys()].sort((left, right) => (left < right ? -1 : 1))
    return Object.fromEntries(names.map((fault) => [fault, rounded(sum.get(fault) as Counts)]))
  }
}

function addTo(sums: Map<string, Counts>, fault: string, evidence: Evidence): void {
  let counts = sums.get(fault)
  if (!counts) sums.set(fault, (counts = {}))
  for (const key of Object.keys(evidence) as (keyof Evidence)[]) {
    counts[key] = (counts[key] ?? 0) + (evidence[key] ?? 0)
  }
}

function rounded(counts: Counts): Evidence {
  const keys = (Object.keys(counts) as (keyof Evidence)[]).sort()
  const whole = keys.map((key) => [key, Math.round(counts[key] ?? 0)] as const)
  return Object.fromEntries(whole.filter(([, value]) => value !== 0))
}
