/**
 * Goal: the checker is right. Method: thousands of small random histories for each model, judged
 * by the checker in its several ways and by the definition itself; and the same histories find
 * out checkers that make the mistakes that checkers make.
 */
import { describe, expect, it } from 'vitest'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import { startCheck } from '../../../../core/checkers/linearizability/linearizability.ts'
import type { CheckOptions } from '../../../../core/checkers/linearizability/linearizability.ts'
import type { Model } from '../../../../core/checkers/linearizability/model.ts'
import { findModel } from '../../../../core/checkers/linearizability/models/index.ts'
import * as brute from './brute-force.ts'
import { CASES, historyOf } from './cases.ts'

const STEPS = 1_000_000

function verdict(
  operations: readonly HistoryOperation[],
  model: Model,
  options: CheckOptions = {},
): boolean {
  const start = startCheck(operations, model, options)
  if (!start.ok) throw new Error(start.misfit.message)
  const status = start.check.run(STEPS)
  if (status.kind !== 'valid' && status.kind !== 'invalid') throw new Error(status.kind)
  return status.kind === 'valid'
}

/** `LINEARIZABILITY_FROM=20000` goes on with other seeds. */
const FIRST = Number(process.env['LINEARIZABILITY_FROM'] ?? 0)
const ROUNDS = 20_000

describe.each(CASES)('$name', (one) => {
  const model = findModel(one.model) as Model

  it(`agrees with the definition on ${ROUNDS} histories`, { timeout: 120_000 }, () => {
    const count = { valid: 0, invalid: 0 }
    const disagreements: string[] = []
    for (let round = FIRST; round < FIRST + ROUNDS; round++) {
      const seed = `${one.name}/${round}`
      const operations = historyOf(one, seed)
      const expected = brute.isLinearizable(operations, one.brute)
      count[expected ? 'valid' : 'invalid']++
      const judged = verdict(operations, model, one.options)
      const searched = verdict(operations, model, { ...one.options, searchOnly: true })
      if (judged !== expected || searched !== expected) disagreements.push(seed)
    }
    expect(disagreements).toEqual([])
    // Both answers were put to the test.
    expect(Math.min(count.valid, count.invalid)).toBeGreaterThan(ROUNDS / 20)
  })

  it('is not any of the usual wrong checkers', () => {
    const mistakes: readonly brute.Leniency[] = [
      { infoNeverHappens: true },
      { infoEndsWhenSaid: true },
      { failMayHappen: true },
      { ignoreRealTime: true },
    ]
    for (const mistake of mistakes) {
      let found = false
      for (let round = 0; round < ROUNDS && !found; round++) {
        const operations = historyOf(one, `${one.name}/${round}`)
        const wrong = brute.isLinearizable(operations, one.brute, mistake)
        found = wrong !== brute.isLinearizable(operations, one.brute)
      }
      expect(found, JSON.stringify(mistake)).toBe(true)
    }
  })
})
