/**
 * What the supervisor hears of the machines: at most 20 times a second what changed, and at once
 * what is rare, such as a new leader. The run file is made from the journal; a summary is for
 * people who watch and for probes, so what is busy is thinned out here.
 */
import type { StepEntry } from '../../core/runtime/journal.ts'
import type { Address, Inspection, Report } from '../../core/runtime/machine.ts'
import type { MachineClock } from './clock.ts'
import type { FromHost } from './control.ts'
import {
  SUMMARIES_UNDER_WAY_MAX,
  SUMMARY_EVERY_MS,
  SUMMARY_REPORTS_MAX,
  SUMMARY_REPORTS_OF_TYPE_MAX,
  URGENT_REPORTS_OF_TYPE_MAX,
} from './limits.ts'
import { OperationCounter } from './operation-counter.ts'

export interface SummariesOptions {
  readonly clock: MachineClock
  readonly clients: ReadonlySet<Address>
  readonly inspect: (machine: Address) => Inspection
  readonly send: (message: FromHost, sent: () => void) => void
}

const TICKS_A_SECOND = Math.round(1000 / SUMMARY_EVERY_MS)

interface Told {
  readonly machine: Address
  readonly atUs: number
  readonly event: Report
}

export class Summaries {
  readonly #options: SummariesOptions
  readonly #operations = new OperationCounter()
  readonly #stepped = new Set<Address>()
  /** Reports of each type: of one machine since the last tick, of all in the last second. */
  readonly #inTick = new Map<string, number>()
  readonly #inSecond = new Map<string, number>()
  #ticks = 0
  #reports: Told[] = []
  #urgent = false
  #underWay = 0
  #interval: NodeJS.Timeout | null = null

  constructor(options: SummariesOptions) {
    this.#options = options
  }

  start(): void {
    this.#interval = setInterval(() => {
      this.#inTick.clear()
      if (++this.#ticks % TICKS_A_SECOND === 0) this.#inSecond.clear()
      this.flush()
    }, SUMMARY_EVERY_MS)
  }

  stop(): void {
    if (this.#interval) clearInterval(this.#interval)
    this.flush()
  }

  /** Takes note of a step that was made. */
  note(entry: StepEntry): void {
    const { machine, atUs, reports } = entry
    this.#stepped.add(machine)
    if (reports.length === 0) return
    const client = this.#options.clients.has(machine)
    for (const event of reports) {
      if (client && this.#operations.note(machine, atUs, event)) continue
      this.#tell({ machine, atUs, event })
    }
  }

  /** Sends at once what cannot wait for the next tick. To be called when a turn ends. */
  turnEnded(): void {
    if (this.#urgent) this.flush()
  }

  /** Sends what happened since the last summary; nothing when nothing did. */
  flush(): void {
    this.#urgent = false
    if (this.#stepped.size === 0 || this.#underWay >= SUMMARIES_UNDER_WAY_MAX) return
    const machines: { [machine: Address]: Inspection } = {}
    for (const machine of this.#stepped) machines[machine] = this.#options.inspect(machine)
    this.#stepped.clear()
    const reports = this.#reports
    this.#reports = []
    this.#underWay++
    const { clock, send } = this.#options
    const message: FromHost = {
      kind: 'summary',
      atUs: clock.atUs(),
      machines,
      operations: this.#operations.take(),
      reports,
      clockOffsetMs: clock.offsetMs(),
    }
    send(message, () => this.#underWay--)
  }

  #tell(told: Told): void {
    const { type } = told.event
    if (count(this.#inSecond, type) <= URGENT_REPORTS_OF_TYPE_MAX) this.#urgent = true
    const inTick = count(this.#inTick, `${told.machine} ${type}`)
    if (inTick > SUMMARY_REPORTS_OF_TYPE_MAX || this.#reports.length >= SUMMARY_REPORTS_MAX) return
    this.#reports.push(told)
  }
}

function count(counts: Map<string, number>, type: string): number {
  const seen = (counts.get(type) ?? 0) + 1
  counts.set(type, seen)
  return seen
}
