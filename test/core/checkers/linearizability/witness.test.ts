/**
 * Goal: a witness is small, true and told in a plain sentence. Method: one hand-written history
 * for each way in which a register goes wrong; and for random wrong histories, the witness alone
 * is still wrong.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import type {
  EventType,
  HistoryEvent,
  HistoryOperation,
} from '../../../../core/history/operation.ts'
import { judge } from '../../../../core/checkers/linearizable.ts'
import { lock } from '../../../../core/checkers/linearizability/models/lock.ts'
import { kv } from '../../../../core/checkers/linearizability/models/register.ts'
import {
  bruteCounter,
  bruteList,
  bruteLock,
  bruteOwnedLock,
  bruteQueue,
  bruteRegister,
  bruteAppend,
  bruteSet,
  bruteMultiRegister,
  bruteStack,
  bruteUnorderedQueue,
  isLinearizable,
} from './brute-force.ts'
import { findModel } from '../../../../core/checkers/linearizability/models/index.ts'
import type { Model } from '../../../../core/checkers/linearizability/model.ts'
import * as random from './random-history.ts'

const MS = 1_000_000

type Line = readonly [ms: number, process: number, type: EventType, f: string, value: unknown]

function judgeLines(lines: readonly Line[], model: Model = kv) {
  const events = lines.map(([ms, process, type, f, value], index): HistoryEvent => ({
    index,
    time: ms * MS,
    process,
    type,
    f,
    key: 'x',
    value,
  }))
  return judge(random.paired(events), {
    model,
    options: {},
    budget: 100_000,
    telling: { timed: true, processName: (process) => `c${process}` },
  })
}

describe('the sentence of a', () => {
  it('stale read', () => {
    const result = judgeLines([
      [12_000, 1, 'invoke', 'write', 4],
      [12_010, 1, 'ok', 'write', 4],
      [12_200, 2, 'invoke', 'write', 7],
      [12_250, 2, 'ok', 'write', 7],
      [12_300, 3, 'invoke', 'read', null],
      [12_301, 3, 'ok', 'read', 4],
    ])
    expect(result.verdict).toBe('invalid')
    expect(result.witness?.sentence).toBe(
      'c3 read 4 from x at 12.301 s, but 7 had been acknowledged at 12.250 s ' +
        'and nothing wrote 4 after it',
    )
    expect(result.witness?.events).toHaveLength(6)
  })

  it('lost write', () => {
    const result = judgeLines([
      [1000, 2, 'invoke', 'write', 7],
      [1250, 2, 'ok', 'write', 7],
      [1300, 3, 'invoke', 'read', null],
      [1301, 3, 'ok', 'read', null],
    ])
    expect(result.witness?.sentence).toBe(
      'c3 read nothing from x at 1.301 s, but 7 had been acknowledged at 1.250 s ' +
        'and nothing removed it after it',
    )
  })

  it('impossible value', () => {
    const result = judgeLines([
      [1000, 2, 'invoke', 'write', 7],
      [1250, 2, 'ok', 'write', 7],
      [1300, 3, 'invoke', 'read', null],
      [1301, 3, 'ok', 'read', 9],
    ])
    expect(result.witness?.sentence).toBe('c3 read 9 from x at 1.301 s, but nobody ever wrote 9')
    expect(result.witness?.events).toHaveLength(2)
  })

  it('value of a write that failed', () => {
    const result = judgeLines([
      [1000, 2, 'invoke', 'write', 9],
      [1250, 2, 'fail', 'write', 9],
      [1300, 3, 'invoke', 'read', null],
      [1301, 3, 'ok', 'read', 9],
    ])
    expect(result.witness?.sentence).toBe(
      'c3 read 9 from x at 1.301 s, but the only write of 9, by c2, had failed',
    )
  })

  it('value from the future', () => {
    const result = judgeLines([
      [1300, 3, 'invoke', 'read', null],
      [1301, 3, 'ok', 'read', 9],
      [1400, 2, 'invoke', 'write', 9],
      [1450, 2, 'ok', 'write', 9],
    ])
    expect(result.witness?.sentence).toBe(
      'c3 read 9 from x at 1.301 s, but c2 asked to write 9 only at 1.400 s',
    )
  })

  it('new value that turns old again', () => {
    const result = judgeLines([
      [1000, 1, 'invoke', 'write', 4],
      [1010, 1, 'ok', 'write', 4],
      [1200, 2, 'invoke', 'write', 7],
      [1300, 3, 'invoke', 'read', null],
      [1301, 3, 'ok', 'read', 7],
      [1400, 4, 'invoke', 'read', null],
      [1401, 4, 'ok', 'read', 4],
    ])
    expect(result.witness?.sentence).toBe(
      'c4 read 4 from x at 1.401 s, after c3 read 7 from x at 1.301 s, ' +
        'and nothing wrote 4 in between',
    )
  })

  it('cas that should have failed', () => {
    const result = judgeLines([
      [1000, 1, 'invoke', 'write', 4],
      [1010, 1, 'ok', 'write', 4],
      [1200, 2, 'invoke', 'cas', [4, 5]],
      [1210, 3, 'invoke', 'cas', [4, 6]],
      [1220, 2, 'ok', 'cas', [4, 5]],
      [1230, 3, 'ok', 'cas', [4, 6]],
    ])
    expect(result.witness?.sentence).toBe(
      'c2 changed x from 4 to 5 at 1.220 s and c3 changed x from 4 to 6 at 1.230 s, ' +
        'though 4 was written only once: one of them should have failed',
    )
    const stale = judgeLines([
      [1000, 1, 'invoke', 'write', 4],
      [1010, 1, 'ok', 'write', 4],
      [1020, 1, 'invoke', 'write', 5],
      [1030, 1, 'ok', 'write', 5],
      [1200, 2, 'invoke', 'cas', [4, 6]],
      [1210, 2, 'ok', 'cas', [4, 6]],
    ])
    expect(stale.witness?.sentence).toBe(
      'c2 changed x from 4 to 6 at 1.210 s, but 5 had been acknowledged at 1.030 s ' +
        'and nothing wrote 4 after it',
    )
  })

  it('lock that two hold', () => {
    const result = judgeLines(
      [
        [100, 1, 'invoke', 'acquire', null],
        [110, 1, 'ok', 'acquire', null],
        [120, 2, 'invoke', 'acquire', null],
        [130, 2, 'ok', 'acquire', null],
      ],
      lock,
    )
    expect(result.witness?.sentence).toBe(
      'c2 acquired x at 0.130 s, but c1 had acquired it at 0.110 s and nobody released it in between',
    )
  })

  it.each(['lock', 'owned-lock'])('%s that two hold, in a long history', (name) => {
    const lines: Line[] = []
    const note = (process: number, type: Line[2], f: string): void => {
      lines.push([lines.length * 10, process, type, f, null])
    }
    for (let round = 0; round < 40; round++) {
      for (const f of ['acquire', 'release']) {
        note(round % 3, 'invoke', f)
        note(round % 3, 'ok', f)
      }
    }
    note(0, 'invoke', 'acquire')
    note(0, 'ok', 'acquire')
    note(1, 'invoke', 'acquire')
    // The release of another would explain it, if it were not for who holds what.
    note(0, 'invoke', 'release')
    note(0, 'fail', 'release')
    note(2, 'invoke', 'acquire')
    note(2, 'ok', 'acquire')
    note(1, 'ok', 'acquire')
    const { verdict, witness } = judgeLines(lines, findModel(name) as Model)
    expect(verdict).toBe('invalid')
    expect(witness?.events?.length).toBeLessThanOrEqual(6)
    expect(witness?.sentence).toMatch(
      name === 'lock'
        ? /^c2 acquired x .* c0 had acquired it .* nobody released it in between$/
        : /^c2 acquired x .* c0 had acquired it at 1.610 s and its release failed at 1.640 s$/,
    )
  })
})

/** One operation after the other, each answered 10 ms after it was asked. */
function oneByOne(...steps: readonly (readonly [f: string, input: unknown, output: unknown])[]) {
  return steps.flatMap(([f, input, output], place): readonly Line[] => [
    [1000 + 100 * place, place, 'invoke', f, input],
    [1010 + 100 * place, place, 'ok', f, output],
  ])
}

describe.each([
  [
    'queue',
    oneByOne(['enqueue', 4, 4], ['enqueue', 7, 7], ['dequeue', null, 7], ['dequeue', null, 4]),
    'c2 dequeued 7 from x at 1.210 s, but 4 had been enqueued before it, at 1.010 s, ' +
      'and was dequeued only after that, asked for at 1.300 s',
  ],
  [
    'queue',
    oneByOne(['enqueue', 4, 4], ['enqueue', 7, 7], ['dequeue', null, 7]),
    'c2 dequeued 7 from x at 1.210 s, but 4 had been enqueued before it, at 1.010 s, ' +
      'and nobody ever dequeued it',
  ],
  [
    'queue',
    oneByOne(['enqueue', 4, 4], ['dequeue', null, 4], ['dequeue', null, 4]),
    'c1 dequeued 4 from x at 1.110 s and c2 dequeued 4 from x at 1.210 s, ' +
      'though it was enqueued only once',
  ],
  [
    'queue',
    oneByOne(['enqueue', 4, 4], ['dequeue', null, null]),
    'c1 found x empty at 1.110 s, but 4 had been enqueued at 1.010 s, and nobody ever dequeued it',
  ],
  [
    'queue',
    oneByOne(['enqueue', 4, 4], ['dequeue', null, 9]),
    'c1 dequeued 9 from x at 1.110 s, but nobody ever enqueued 9',
  ],
  [
    'stack',
    oneByOne(['push', 4, 4], ['push', 7, 7], ['pop', null, 4], ['pop', null, 7]),
    'c2 popped 4 from x at 1.210 s, but 7 had been pushed after it, at 1.110 s, ' +
      'and was popped only after that, asked for at 1.300 s',
  ],
  [
    'set',
    oneByOne(['add', 4, 4], ['read', null, []]),
    'c1 did not find 4 in x at 1.110 s, but it had been added at 1.010 s and nobody removed it',
  ],
  [
    'set',
    oneByOne(['add', 4, true], ['remove', 4, true], ['contains', 4, true]),
    'c2 saw 4 in x at 1.210 s, but it had been removed at 1.110 s and nobody added it after that',
  ],
  [
    'set',
    oneByOne(['add', 4, 4], ['read', null, [4, 5]]),
    'c1 saw 5 in x at 1.110 s, but nobody ever added it',
  ],
  [
    'counter',
    oneByOne(['add', 2, 2], ['read', null, 1]),
    'c1 read 1 from x at 1.110 s, but what had been acknowledged before it was asked ' +
      'adds up to at least 2',
  ],
  [
    'counter',
    oneByOne(['add', 2, 2], ['read', null, 3]),
    'c1 read 3 from x at 1.110 s, but all that had been asked for by then adds up to at most 2',
  ],
  [
    'lock',
    oneByOne(['acquire', null, null], ['release', null, null], ['release', null, null]),
    'c2 released x at 1.210 s, but c1 had released it at 1.110 s and nobody acquired it in between',
  ],
  [
    'append-list',
    oneByOne(['append', 4, 4], ['append', 5, 5], ['read', null, [5]]),
    'c2 did not find 4 in x at 1.210 s, but it had been appended at 1.010 s',
  ],
  [
    'append-list',
    oneByOne(['append', 4, 4], ['append', 5, 5], ['read', null, [5, 4]]),
    'c2 saw 5 before 4 in x at 1.210 s, but 4 had been appended at 1.010 s, ' +
      'and 5 was asked for only at 1.100 s',
  ],
  [
    'append-list',
    oneByOne(['append', 4, 4], ['read', null, [4, 4]]),
    'c1 saw 4 in x at 1.110 s twice',
  ],
  [
    'kv-append',
    oneByOne(['append', 'a', 'a'], ['append', 'b', 'b'], ['get', null, 'b']),
    'c2 got "b" from x at 1.210 s, but "a" had been appended at 1.010 s and nothing replaced it',
  ],
  [
    'kv-append',
    oneByOne(['put', 'a', 'a'], ['get', null, 'az']),
    'c1 got "az" from x at 1.110 s, but nothing that anybody had asked to write by then ends so',
  ],
  [
    'kv-append',
    [
      [0, 0, 'invoke', 'append', 'a'],
      ...oneByOne(['get', null, 'a'], ['get', null, '']).map(([at, process, ...rest]): Line => [
        at,
        process + 1,
        ...rest,
      ]),
    ],
    'c2 got "" from x at 1.110 s, but c1 had got "a" at 1.010 s and nothing replaced it',
  ],
  [
    'kv',
    oneByOne(['put', 4, 4], ['put', 5, 5], ['get', null, 4]),
    'c2 read 4 from x at 1.210 s, but 5 had been acknowledged at 1.110 s and nothing wrote 4 after it',
  ],
] as const)('%s', (name, lines, sentence) => {
  it(`says: ${sentence}`, () => {
    const result = judgeLines(lines, findModel(name) as Model)
    expect(result.witness?.sentence).toBe(sentence)
  })
})

/**
 * What a witness leaves out is granted: it may have happened at any time, or never. A refused cas
 * and a take from nothing never changed anything; and a value may be left out of a queue or a
 * stack with all that was done with it.
 */
function isLeftOut(
  one: HistoryOperation,
  shown: ReadonlySet<number | undefined>,
  all: readonly HistoryOperation[],
): boolean {
  if (shown.has(one.index)) return false
  if (one.output === false || one.output === null) return true
  const value = subjectOf(one)
  return (
    value !== undefined &&
    !all.some((other) => shown.has(other.index) && subjectOf(other) === value)
  )
}

function subjectOf({ f, input, output }: HistoryOperation): unknown {
  if (f === 'enqueue' || f === 'push') return input
  return f === 'dequeue' || f === 'pop' ? output : undefined
}

describe('a witness', () => {
  it.each([
    ['kv', random.randomRegister, bruteRegister],
    ['kv', random.randomUniqueRegister, bruteRegister],
    ['kv', random.randomTellingRegister, bruteRegister],
    ['queue', random.randomQueue, bruteQueue],
    ['queue', random.randomUniqueQueue, bruteQueue],
    ['unordered-queue', random.randomUnorderedQueue, bruteUnorderedQueue],
    ['multi-register', random.randomMultiRegister, bruteMultiRegister],
    ['stack', random.randomStack, bruteStack],
    ['stack', random.randomUniqueStack, bruteStack],
    ['kv-append', random.randomAppend, bruteAppend],
    ['kv-append', random.randomUniqueAppend, bruteAppend],
    ['set', random.randomSet, bruteSet],
    ['set', random.randomTellingSet, bruteSet],
    ['set', random.randomGrowingSet, bruteSet],
    ['append-list', random.randomUniqueList, bruteList],
    ['append-list', random.randomRepeatedList, bruteList],
    ['counter', random.randomCounter, bruteCounter],
    ['lock', random.randomLock, bruteLock],
    ['owned-lock', random.randomLock, bruteOwnedLock],
  ] as const)(
    'of a wrong %s is wrong by itself, with all that may have helped',
    (name, object, brute) => {
      const model = findModel(name) as Model
      let told = 0
      for (let round = 0; round < 400; round++) {
        const seed = `witness/${name}/${round}`
        const shape = { operations: 8, processes: 3, unknown: 15, failed: 10, bent: 25 }
        const operations = random.paired(random.randomHistory(new Prng(seed), object, shape))
        const { verdict, witness } = judge(operations, {
          model,
          options: {},
          budget: 100_000,
          telling: { timed: false },
        })
        if (verdict !== 'invalid') continue
        told++
        expect(witness?.sentence, seed).toMatch(/process \d/)
        const shown = new Set(witness?.events?.map(({ index }) => index))
        expect(shown.size, seed).toBeGreaterThan(0)
        const granted = operations
          .filter((one) => !isLeftOut(one, shown, operations))
          .map((one) =>
            shown.has(one.index) || one.outcome === 'fail'
              ? one
              : { ...one, outcome: 'info' as const },
          )
        expect(isLinearizable(granted, brute), seed).toBe(false)
      }
      expect(told).toBeGreaterThan(50)
    },
  )
})
