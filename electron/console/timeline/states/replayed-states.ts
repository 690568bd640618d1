/**
 * The pages of states of a run whose file holds none: it was long, was interrupted, or was recorded
 * by an earlier Faultline. One replay in the background makes them, in memory; a moment that it
 * has passed is told at once, one that it has not is waited for.
 */
import { lastAtMost } from '../../../../core/base/last-at-most.ts'
import type { JournalEntry } from '../../../../core/runtime/journal.ts'
import type { Machine } from '../../../../core/runtime/machine.ts'
import type { MachineSpec } from '../../../../core/runtime/spec.ts'
import type { StatePage, StatePages } from '../../../recorder/states/state-page.ts'
import { StatePagesBuilder } from '../../../recorder/states/state-pages-builder.ts'

interface Kept {
  readonly fromUs: number[]
  readonly pages: StatePage[]
}

export class ReplayedStates implements StatePages {
  readonly #entries: Iterator<JournalEntry>
  readonly #builder: StatePagesBuilder
  readonly #kept = new Map<string, Kept>()
  #atUs = 0
  #whole = false

  /** `entries` come in order of time. */
  constructor(entries: Iterator<JournalEntry>, create: (spec: MachineSpec) => Machine) {
    this.#entries = entries
    this.#builder = new StatePagesBuilder({ create, write: (page) => this.#keep(page) })
  }

  /** True when the whole run was replayed. */
  get whole(): boolean {
    return this.#whole
  }

  /** Up to there, microseconds since the run began. */
  get replayedUs(): number {
    return this.#atUs
  }

  /** Whether the states at `atUs` are known. */
  reaches(atUs: number): boolean {
    return this.#whole || this.#atUs > atUs
  }

  /** Goes on for about `forMs`. */
  advance(forMs: number): void {
    const untilMs = performance.now() + forMs
    for (let steps = 0; ; steps++) {
      if (steps % 64 === 63 && performance.now() > untilMs) return
      const next = this.#entries.next()
      if (next.done === true) {
        this.#whole = true
        this.#builder.cut()
        return
      }
      // As in the timeline, time never runs back.
      this.#atUs = Math.max(this.#atUs, next.value.atUs)
      this.#builder.take(next.value)
    }
  }

  machines(): readonly string[] {
    this.#cut()
    return [...this.#kept.keys()]
  }

  pageAt(machine: string, atUs: number): StatePage | null {
    const kept = this.#kept.get(machine)
    return kept?.pages[lastAtMost(kept.fromUs, atUs)] ?? null
  }

  pageAfter(machine: string, atUs: number): StatePage | null {
    const kept = this.#kept.get(machine)
    return kept?.pages[lastAtMost(kept.fromUs, atUs) + 1] ?? null
  }

  /** What is asked for may lie on a page that is still being written. */
  #cut(): void {
    if (!this.#whole) this.#builder.cut()
  }

  #keep(page: StatePage): void {
    const kept = this.#kept.get(page.machine) ?? { fromUs: [], pages: [] }
    this.#kept.set(page.machine, kept)
    kept.fromUs.push(page.fromUs)
    kept.pages.push(page)
  }
}
