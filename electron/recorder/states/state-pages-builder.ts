/**
 * Replays a run from its journals and writes down, page after page, how its machines stood. From
 * where a life does not do what was recorded, its pages say nothing: that would be invented.
 */
import type { BootEntry, JournalEntry } from '../../../core/runtime/journal.ts'
import type { Machine } from '../../../core/runtime/machine.ts'
import { ReplayedLife } from '../../../core/runtime/replayed-life.ts'
import type { MachineSpec } from '../../../core/runtime/spec.ts'
import { LogHistory } from './log-history.ts'
import { packStates, type StatePage } from './state-page.ts'
import { ValueHistory } from './value-history.ts'

/** Steps on one page: reading a page takes a fraction of a ms, and its first state is little of it. */
export const PAGE_STEPS = 1_024

export interface BuilderOptions {
  readonly create: (spec: MachineSpec) => Machine
  /** The pages of one machine come in order of time. */
  readonly write: (page: StatePage) => void
}

export class StatePagesBuilder {
  readonly #options: BuilderOptions
  readonly #lives = new Map<string, PagedLife>()
  #atUs = 0

  constructor(options: BuilderOptions) {
    this.#options = options
  }

  /** The entries of all machines in order of time; where one claims an earlier time, it is now. */
  take(entry: JournalEntry): void {
    this.#atUs = Math.max(this.#atUs, entry.atUs)
    const life = this.#lives.get(entry.machine)
    if (entry.kind === 'boot') {
      life?.cut()
      this.#lives.set(entry.machine, new PagedLife(entry, this.#atUs, this.#options))
    } else life?.step(entry, this.#atUs)
  }

  /** Writes what was taken and not written yet. */
  cut(): void {
    for (const life of this.#lives.values()) life.cut()
  }
}

interface OpenPage {
  readonly fromUs: number
  toUs: number
  steps: number
  readonly inspection: ValueHistory
  log: LogHistory | null
}

class PagedLife {
  readonly #options: BuilderOptions
  readonly #replay: ReplayedLife
  #page: OpenPage | null

  constructor(boot: BootEntry, atUs: number, options: BuilderOptions) {
    this.#options = options
    this.#replay = new ReplayedLife(boot, options.create)
    // Also a life that never took a step has begun.
    this.#page = emptyPage(atUs)
  }

  step(entry: Exclude<JournalEntry, BootEntry>, atUs: number): void {
    const known = this.#known
    this.#replay.step(entry)
    const inspection = this.#replay.inspect()
    if (known && !this.#known) this.#write(known)
    this.#page ??= emptyPage(atUs)
    const page = this.#page
    page.toUs = atUs
    if (inspection === null) return
    page.inspection.record(atUs, inspection)
    const view = this.#replay.examine()?.log
    if (view !== undefined) (page.log ??= new LogHistory()).record(atUs, view)
    if (++page.steps === PAGE_STEPS) this.cut()
  }

  cut(): void {
    this.#write(this.#known)
  }

  get #known(): boolean {
    return this.#replay.trouble === null
  }

  #write(known: boolean): void {
    if (this.#page === null) return
    const { fromUs, toUs, inspection, log } = this.#page
    const { machine, incarnation } = this.#replay
    const bytes = known ? packStates(inspection, log) : null
    this.#options.write({ machine, incarnation, fromUs, toUs, bytes })
    this.#page = null
  }
}

function emptyPage(atUs: number): OpenPage {
  return { fromUs: atUs, toUs: atUs, steps: 0, inspection: new ValueHistory(), log: null }
}
