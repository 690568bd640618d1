/**
 * Goal: the comparison with the definition has teeth. Method: checkers with one mistake planted
 * in them are run on the same small histories; each must give itself away.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import { defineModel } from '../../../../core/checkers/linearizability/define-model.ts'
import { startCheck } from '../../../../core/checkers/linearizability/linearizability.ts'
import type { Model } from '../../../../core/checkers/linearizability/model.ts'
import { register } from '../../../../core/checkers/linearizability/models/register.ts'
import { findCrossing } from '../../../../core/checkers/linearizability/register/blocks.ts'
import { bruteRegister, isLinearizable } from './brute-force.ts'
import {
  paired,
  randomHistory,
  randomTellingRegister,
  randomUniqueRegister,
} from './random-history.ts'

interface Mutant {
  readonly name: string
  readonly model?: Model
  readonly bend?: (operations: readonly HistoryOperation[]) => readonly HistoryOperation[]
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'an unknown outcome is a failure',
    bend: (operations) =>
      operations.map((one) => (one.outcome === 'info' ? { ...one, outcome: 'fail' } : one)),
  },
  {
    name: 'an unknown outcome is a success',
    bend: (operations) =>
      operations.map((one) =>
        one.outcome === 'info' && one.f !== 'read' ? { ...one, outcome: 'ok' } : one,
      ),
  },
  {
    name: 'a failure is a success',
    bend: (operations) =>
      operations.map((one) =>
        one.outcome === 'fail' && one.f !== 'read' ? { ...one, outcome: 'ok' } : one,
      ),
  },
  {
    name: 'real time does not count',
    bend: (operations) =>
      operations.map((one, place) => ({
        ...one,
        index: place,
        completedIndex: operations.length + place,
      })),
  },
  {
    name: 'a refused cas tells nothing',
    model: defineModel({
      ...register,
      read: (operation, options) =>
        operation.output === false && operation.f === 'cas'
          ? { kind: 'nothing' }
          : register.read(operation, options),
    }),
  },
  {
    name: 'a cas takes effect whatever it finds',
    model: defineModel({
      ...register,
      apply: (state, step) => (step.kind === 'cas' ? step.to : register.apply(state, step)),
      decide: () => ({ kind: 'undecided' }),
    }),
  },
  {
    name: 'an unknown outcome never matters',
    model: defineModel({
      ...register,
      horizons: (calls) => calls.map(({ completed }) => (completed === Infinity ? -1 : Infinity)),
      decide: () => ({ kind: 'undecided' }),
    }),
  },
  {
    name: 'unique values are always in order',
    model: defineModel({
      ...register,
      decide: (calls, initial) => {
        const decision = register.decide?.(calls, initial) ?? { kind: 'undecided' }
        return decision.kind === 'invalid' ? { kind: 'valid' } : decision
      },
    }),
  },
]

const RIGHT = defineModel(register)
const ROUNDS = 3000

function isValid(operations: readonly HistoryOperation[], model: Model): boolean {
  const start = startCheck(operations, model)
  if (!start.ok) throw new Error(start.misfit.message)
  return start.check.run(1_000_000).kind === 'valid'
}

describe.each(MUTANTS)('$name', ({ model, bend }) => {
  it('is found out', () => {
    let found = 0
    for (let round = 0; round < ROUNDS && found === 0; round++) {
      const prng = new Prng(`mutants/${round}`)
      const object = round % 2 === 0 ? randomTellingRegister : randomUniqueRegister
      const shape = { operations: 6, processes: 3, unknown: 20, failed: 10, bent: 10 }
      const operations = paired(randomHistory(prng, object, shape))
      const bent = bend === undefined ? operations : bend(operations)
      if (isValid(bent, model ?? RIGHT) !== isLinearizable(operations, bruteRegister)) found++
    }
    expect(found).toBe(1)
  })
})

describe('blocks', () => {
  const block = (...spans: readonly (readonly [number, number])[]) => ({
    members: spans.map(([invoked, completed], rank) => ({ rank, invoked, completed })),
  })

  it('may touch and may overlap by beginnings and ends', () => {
    expect(findCrossing([block([0, 3], [4, 5]), block([2, 7], [8, 9])])).toBeUndefined()
    expect(findCrossing([block([0, 5]), block([1, 4]), block([2, 3])])).toBeUndefined()
  })

  it('may not hold the register at once', () => {
    expect(findCrossing([block([0, 1], [6, 7]), block([2, 3], [8, 9])])).toHaveLength(4)
  })

  it('may not lie within the hold of another', () => {
    expect(findCrossing([block([0, 1], [6, 7]), block([2, 5])])).toHaveLength(4)
    expect(findCrossing([block([0, 1], [4, 7]), block([2, 5])])).toBeUndefined()
  })
})
