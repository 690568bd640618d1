/**
 * The disk rules that stand for one machine, and what they did. It decides nothing about files:
 * the log asks it before a write and after a sync.
 */
import type { DiskRule, Evidence } from '../../../core/faults/action.ts'

interface Tally {
  slowedSyncs: number
  slowedMs: number
  failedWrites: number
  failedSyncs: number
}

export class DiskFaults {
  readonly #rules = new Map<string, DiskRule>()
  readonly #tallies = new Map<string, Tally>()

  install(id: string, rule: DiskRule): void {
    this.#rules.set(id, rule)
    if (!this.#tallies.has(id)) {
      this.#tallies.set(id, { slowedSyncs: 0, slowedMs: 0, failedWrites: 0, failedSyncs: 0 })
    }
  }

  lift(id: string): boolean {
    return this.#rules.delete(id)
  }

  /** Why the next write fails, for people; `null` when it may succeed. Counts the failure. */
  failWrite(): string | null {
    for (const [id, rule] of this.#rules) {
      if (rule.type === 'slow-fsync' || rule.type === 'fsync-error') continue
      this.#tally(id).failedWrites++
      return rule.type === 'no-space' ? 'no space left on the disk' : 'the disk failed a write'
    }
    return null
  }

  /** Why the sync that has just ended failed, for people; `null` when it did not. Counts it. */
  failSync(): string | null {
    for (const [id, rule] of this.#rules) {
      if (rule.type !== 'fsync-error') continue
      this.#tally(id).failedSyncs++
      return 'the disk failed a sync'
    }
    return null
  }

  /** How much longer a sync that took `tookMs` must seem to take, ms. Counts the delay. */
  slowSync(tookMs: number): number {
    let slowest: { id: string; ms: number } | null = null
    for (const [id, rule] of this.#rules) {
      if (rule.type !== 'slow-fsync') continue
      if (slowest === null || rule.ms > slowest.ms) slowest = { id, ms: rule.ms }
    }
    if (slowest === null || slowest.ms <= tookMs) return 0
    const addedMs = slowest.ms - tookMs
    const tally = this.#tally(slowest.id)
    tally.slowedSyncs++
    tally.slowedMs += addedMs
    return addedMs
  }

  evidence(): ReadonlyMap<string, Evidence> {
    return this.#tallies
  }

  #tally(id: string): Tally {
    return this.#tallies.get(id) as Tally
  }
}
