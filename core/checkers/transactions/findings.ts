/** What went wrong, collected kind by kind: how often, and the smallest case of each. */
import { ANOMALIES } from './anomalies.ts'
import type { AnomalyType } from './anomalies.ts'

export interface Case {
  /** One or more plain sentences. */
  readonly sentence: string
  /** The transactions that show it, each once. */
  readonly transactions: readonly number[]
}

export interface Finding {
  readonly type: AnomalyType
  readonly count: number
  readonly smallest: Case
}

interface Entry {
  count: number
  size: number
  tell: () => Case
}

export class Findings {
  readonly #entries = new Map<AnomalyType, Entry>()

  /** `size` compares cases of one type; the first of the smallest is the one that is told. */
  note(type: AnomalyType, size: number, tell: () => Case): void {
    const entry = this.#entries.get(type)
    if (entry === undefined) {
      this.#entries.set(type, { count: 1, size, tell })
      return
    }
    entry.count++
    if (size >= entry.size) return
    entry.size = size
    entry.tell = tell
  }

  /** Worst first, and only those of `types`. */
  list(types: ReadonlySet<AnomalyType>): readonly Finding[] {
    const found: Finding[] = []
    for (const type of ANOMALIES) {
      const entry = this.#entries.get(type)
      if (entry === undefined || !types.has(type)) continue
      found.push({ type, count: entry.count, smallest: entry.tell() })
    }
    return found
  }

  get types(): readonly AnomalyType[] {
    return ANOMALIES.filter((type) => this.#entries.has(type))
  }
}
