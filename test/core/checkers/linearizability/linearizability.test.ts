/**
 * Goal: the checker is right. Method: thousands of small random histories for each model, judged
 * by the checker in its several ways and by the definition itself; and the same histories find
 * out checkers that make the mistakes that checkers make.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import { startCheck } from '../../../../core/checkers/linearizability/linearizability.ts'
import type { CheckOptions } from '../../../../core/checkers/linearizability/linearizability.ts'
import type { Model } from '../../../../core/checkers/linearizability/model.ts'
import { findModel } from '../../../../core/checkers/linearizability/models/index.ts'
import * as brute from './brute-force.ts'
import * as random from './random-history.ts'

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

interface Case {
  readonly name: string
  readonly model: string
  readonly object: random.RandomObject
  readonly brute: brute.BruteModel
  readonly options?: CheckOptions
}

const CASES: readonly Case[] = [
  {
    name: 'register',
    model: 'cas-register',
    object: random.randomRegister,
    brute: brute.bruteRegister,
  },
  {
    name: 'register whose failed cas is an answer',
    model: 'cas-register',
    object: random.randomTellingRegister,
    brute: brute.bruteRegister,
  },
  {
    name: 'register of unique values',
    model: 'kv',
    object: random.randomUniqueRegister,
    brute: brute.bruteRegister,
  },
  { name: 'append', model: 'kv-append', object: random.randomAppend, brute: brute.bruteAppend },
  { name: 'set', model: 'set', object: random.randomSet, brute: brute.bruteSet },
  { name: 'queue', model: 'queue', object: random.randomQueue, brute: brute.bruteQueue },
  { name: 'stack', model: 'stack', object: random.randomStack, brute: brute.bruteStack },
  { name: 'counter', model: 'counter', object: random.randomCounter, brute: brute.bruteCounter },
  { name: 'lock', model: 'lock', object: random.randomLock, brute: brute.bruteLock },
  {
    name: 'bank',
    model: 'bank',
    object: random.randomBank,
    brute: brute.bruteBank,
    options: { initial: { a: 2, b: 2 } },
  },
]

const ROUNDS = 1500

function historyOf({ object }: Case, seed: string): readonly HistoryOperation[] {
  const prng = new Prng(seed)
  const shape = {
    operations: prng.integer(2, 7),
    processes: prng.integer(2, 4),
    unknown: prng.pick([0, 15, 40]),
    failed: prng.pick([0, 20]),
    bent: prng.pick([0, 15, 30]),
  }
  return random.paired(random.randomHistory(prng, object, shape))
}

describe.each(CASES)('$name', (one) => {
  const model = findModel(one.model) as Model

  it('agrees with the definition', () => {
    const count = { valid: 0, invalid: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const seed = `${one.name}/${round}`
      const operations = historyOf(one, seed)
      const expected = brute.isLinearizable(operations, one.brute)
      count[expected ? 'valid' : 'invalid']++
      expect(verdict(operations, model, one.options), `seed ${seed}`).toBe(expected)
      const searched = verdict(operations, model, { ...one.options, searchOnly: true })
      expect(searched, `seed ${seed}, by search`).toBe(expected)
    }
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
