/**
 * Thousands of small random histories from a store that is right, or does one thing wrong: the
 * checker against brute force, against what the store promises, and every cycle that it tells
 * against the history, step by step.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import type { Judgement } from '../../../../core/checkers/property.ts'
import type { HistoryEvent, HistoryOperation } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'
import { isSerializable } from './brute-force.ts'
import type { Order } from './brute-force.ts'
import { judgeEvents } from './story.ts'
import { runToyStore } from './toy-store.ts'
import type { Bug, Isolation, ToyRun } from './toy-store.ts'
import { verifyCycle } from './verify-cycle.ts'

const HISTORIES = 20_000

const MODELS: { readonly [order in Order]: string } = {
  none: 'serializable',
  process: 'strong-session-serializable',
  realtime: 'strict-serializable',
}
const ORDERS: readonly Order[] = ['none', 'process', 'realtime']

const BUGS: readonly Bug[] = [
  'stale-snapshot',
  'skip-conflict-check',
  'expose-aborted',
  'expose-middle',
  'lose-write',
  'duplicate-append',
  'forget-own-write',
]

function smallRun(prng: Prng, dialect: ToyRun['dialect'], number: number): ToyRun {
  const isolation = prng.pick<Isolation>(['serializable', 'snapshot', 'read-committed'])
  const bug = prng.integer(0, 2) === 0 ? undefined : prng.pick(BUGS)
  return {
    seed: `${dialect} ${number}`,
    dialect,
    isolation,
    transactions: prng.integer(2, 6),
    clients: prng.integer(1, 4),
    keys: prng.integer(1, 3),
    writesPerKey: 50,
    lengthMax: 3,
    unknown: 15,
    aborted: 10,
    ...(bug === undefined ? {} : { bugs: { [bug]: 300 } }),
  }
}

function paired(events: readonly HistoryEvent[]): readonly HistoryOperation[] {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  return pairing.operations
}

/** The cycles that are not as they are told. */
function falseCycles(
  { anomalies }: Judgement,
  operations: readonly HistoryOperation[],
): readonly string[] {
  return (anomalies ?? [])
    .filter(({ type }) => type.startsWith('G') && type !== 'G1a' && type !== 'G1b')
    .flatMap((anomaly) => {
      const problem = verifyCycle(anomaly, operations)
      return problem === undefined ? [] : [`${problem}: ${anomaly.witness.sentence}`]
    })
}

describe.each(['append', 'w'] as const)('random histories with %s', (dialect) => {
  const registers = dialect === 'w'

  it(
    `has the verdict of brute force on ${HISTORIES} histories, with and without orders`,
    { timeout: 120_000 },
    () => {
      const prng = new Prng(`small ${dialect}`)
      const counts = { agreed: 0, invalid: 0 }
      for (let number = 0; number < HISTORIES; number++) {
        const events = runToyStore(smallRun(prng, dialect, number))
        const operations = paired(events)
        for (const order of ORDERS) {
          const judgement = judgeEvents(events, { registers, consistencyModels: [MODELS[order]] })
          const right = isSerializable(operations, order)
          // Registers do not show all that is wrong; what they do not show is no false alarm.
          const found = judgement.verdict === 'invalid'
          if (found === right && !(registers && !found)) {
            expect.fail(`${MODELS[order]} is ${right}: ${JSON.stringify(events)}`)
          }
          expect(falseCycles(judgement, operations)).toEqual([])
          counts.agreed++
          if (judgement.verdict === 'invalid') counts.invalid++
        }
      }
      expect(counts.invalid).toBeGreaterThan(counts.agreed / 20)
      expect(counts.invalid).toBeLessThan((counts.agreed * 9) / 10)
    },
  )

  it.each([
    ['serializable', 'strict-serializable'],
    ['snapshot', 'strong-snapshot-isolation'],
    ['read-committed', 'strong-read-committed'],
  ] as const)('finds nothing that a %s store does not allow', (isolation, model) => {
    for (let number = 0; number < 40; number++) {
      const events = runToyStore({
        seed: `right ${number}`,
        dialect,
        isolation,
        transactions: 60,
        clients: 6,
        keys: 3,
        writesPerKey: 12,
        lengthMax: 4,
        unknown: 5,
        aborted: 5,
      })
      const { summary, verdict } = judgeEvents(events, { registers, consistencyModels: [model] })
      expect(verdict, `${number}: ${summary}`).toBe('valid')
    }
  })

  it.each([
    ['snapshot', 'serializable', {}],
    ['read-committed', 'snapshot-isolation', {}],
    ['snapshot', 'strong-snapshot-isolation', { 'stale-snapshot': 200 }],
    ['snapshot', 'snapshot-isolation', { 'skip-conflict-check': 300 }],
    ['serializable', 'read-committed', { 'expose-aborted': 300 }],
    ['serializable', 'read-atomic', { 'forget-own-write': 100 }],
  ] as const)('catches a %s store that is no %s one (%j)', (isolation, consistency, bugs) => {
    const verdicts = Array.from({ length: 10 }, (_, number) => {
      const events = runToyStore({
        seed: `wrong ${number}`,
        dialect,
        isolation,
        transactions: 200,
        clients: 6,
        keys: 3,
        writesPerKey: 12,
        lengthMax: 4,
        unknown: 5,
        aborted: 5,
        bugs,
      })
      const judgement = judgeEvents(events, { registers, consistencyModels: [consistency] })
      expect(falseCycles(judgement, paired(events))).toEqual([])
      return judgement.verdict
    })
    expect(verdicts.filter((verdict) => verdict === 'invalid').length).toBeGreaterThan(2)
  })

  it('does not depend on how keys and values are called, nor on the clock', () => {
    const prng = new Prng('names')
    for (let number = 0; number < 60; number++) {
      const run = { ...smallRun(prng, dialect, number), transactions: 30 }
      const events = runToyStore(run)
      const names = new Map(prng.shuffle(['k0', 'k1', 'k2']).map((name, at) => [name, `n${at}`]))
      const renamed = events.map((event) => ({
        ...event,
        time: event.time * 3,
        value: (event.value as [string, string, unknown][]).map(([f, key, value]) => {
          return [f, names.get(key) ?? key, value]
        }),
      }))
      const shape = ({ anomalies, ruledOut }: Judgement) => ({
        ruledOut,
        anomalies: anomalies?.map(({ type, count, witness }) => [
          type,
          count,
          witness.events?.map(({ index }) => index),
        ]),
      })
      expect(shape(judgeEvents(renamed, { registers }))).toEqual(
        shape(judgeEvents(events, { registers })),
      )
    }
  })
})
