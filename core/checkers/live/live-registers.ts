/**
 * Linearizability of registers while the history still grows: each key that something ended at is
 * judged again, over its window. It tells the first violation of each key, once.
 */
import type { HistoryEvent } from '../../history/operation.ts'
import type { Witness } from '../checker.ts'
import { judging } from '../linearizability/judge.ts'
import { kv } from '../linearizability/models/register.ts'
import type { TellerOptions } from '../witness/teller.ts'
import { finish } from '../property.ts'
import { LiveWindow } from './live-window.ts'

export interface LiveViolation {
  readonly key: string
  readonly witness: Witness
}

/** Beyond them a window is left to the verdict. */
const BUDGET_STEPS = 500_000

/** Of all keys together; judging them takes a tenth of a second. */
const OPERATIONS_MAX = 20_000

export class LiveRegisters {
  readonly #window: LiveWindow
  readonly #telling: TellerOptions
  readonly #told = new Set<string>()

  constructor(telling: TellerOptions, operationsMax = OPERATIONS_MAX) {
    this.#window = new LiveWindow({ operationsMax })
    this.#telling = telling
  }

  /** Takes the next event; their indices grow. */
  add(event: HistoryEvent): void {
    this.#window.add(event)
  }

  /** Judges what changed since the last time. */
  check(): readonly LiveViolation[] {
    const violations: LiveViolation[] = []
    for (const { key, operations } of this.#window.changed()) {
      if (this.#told.has(key) || operations.length === 0) continue
      const telling = this.#telling
      const judged = finish(
        judging(operations, { model: kv, options: {}, budget: BUDGET_STEPS, telling }),
      )
      if (!judged.ok || judged.judgement.verdict !== 'invalid') continue
      const { witness } = judged.judgement
      if (witness === undefined) continue
      this.#told.add(key)
      violations.push({ key, witness })
    }
    return violations
  }
}
