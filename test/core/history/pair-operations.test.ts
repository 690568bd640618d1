/**
 * Goal: operations are what the events say, and events that contradict each other are refused.
 * Method: one short history for each rule of `operation.ts`.
 */
import { describe, expect, it } from 'vitest'
import type { EventType, HistoryEvent } from '../../../core/history/operation.ts'
import { pairOperations } from '../../../core/history/pair-operations.ts'

type Row = readonly [process: number, type: EventType, f: string, value?: unknown]

function events(rows: readonly Row[]): HistoryEvent[] {
  return rows.map(([process, type, f, value], index) => ({
    index,
    time: index * 10,
    process,
    type,
    f,
    value,
  }))
}

describe('pairing', () => {
  it('joins each completion to the open operation of its process', () => {
    const pairing = pairOperations(
      events([
        [0, 'invoke', 'write', 1],
        [1, 'invoke', 'read'],
        [1, 'ok', 'read', 1],
        [0, 'info', 'write', 1],
        [1, 'invoke', 'cas', [1, 2]],
        [2, 'invoke', 'read'],
        [1, 'fail', 'cas', [1, 2]],
      ]),
    )
    if (!pairing.ok) throw new Error(pairing.problem.message)
    expect(pairing.operations).toEqual([
      {
        ...{ index: 0, process: 0, f: 'write', input: 1, outcome: 'info' },
        ...{ invokedAt: 0, completedAt: 30, completedIndex: 3 },
      },
      {
        ...{ index: 1, process: 1, f: 'read', input: undefined, output: 1, outcome: 'ok' },
        ...{ invokedAt: 10, completedAt: 20, completedIndex: 2 },
      },
      {
        ...{ index: 4, process: 1, f: 'cas', input: [1, 2], outcome: 'fail' },
        ...{ invokedAt: 40, completedAt: 60, completedIndex: 6 },
      },
      {
        ...{ index: 5, process: 2, f: 'read', input: undefined, outcome: 'info' },
        ...{ invokedAt: 50, completedAt: Infinity, completedIndex: Infinity },
      },
    ])
  })

  it('keeps what an answer tells that is no acknowledgement, where it tells anything', () => {
    const pairing = pairOperations(
      events([
        [0, 'invoke', 'txn', [['poll']]],
        [0, 'fail', 'txn', [['poll', { x: [[1, 2]] }]]],
        [1, 'invoke', 'cas', [1, 2]],
        [1, 'info', 'cas', [1, 2]],
        [2, 'invoke', 'write', [1]],
        [2, 'info', 'write', 'timed-out'],
      ]),
    )
    if (!pairing.ok) throw new Error(pairing.problem.message)
    expect(pairing.operations.map(({ told }) => told)).toEqual([
      [['poll', { x: [[1, 2]] }]],
      undefined,
      undefined,
    ])
  })

  it('lets a process go on with transactions after one of unknown outcome', () => {
    const pairing = pairOperations(
      events([
        [0, 'invoke', 'txn', 1],
        [0, 'info', 'txn', 1],
        [0, 'invoke', 'txn', 2],
        [0, 'ok', 'txn', 2],
      ]),
    )
    expect(pairing).toMatchObject({
      ok: true,
      operations: [{ outcome: 'info' }, { outcome: 'ok', output: 2 }],
    })
  })

  it('keeps transactions that come as completions alone, and orders no two of them in time', () => {
    const pairing = pairOperations(
      events([
        [0, 'ok', 'txn', [['append', 'x', 1]]],
        [0, 'fail', 'txn', [['append', 'x', 2]]],
        [0, 'ok', 'txn', [['r', 'x', [1]]]],
      ]),
    )
    expect(pairing).toMatchObject({
      ok: true,
      operations: [
        { index: 0, outcome: 'ok', output: [['append', 'x', 1]], completedIndex: Infinity },
        { index: 1, outcome: 'fail', completedIndex: Infinity },
        { index: 2, outcome: 'ok', output: [['r', 'x', [1]]], completedIndex: Infinity },
      ],
    })
  })

  it.each<[string, readonly Row[], number]>([
    [
      'invocation-after-completions',
      [
        [0, 'ok', 'txn'],
        [1, 'invoke', 'txn'],
      ],
      1,
    ],
    [
      'completion-without-invocation',
      [
        [0, 'ok', 'txn'],
        [1, 'ok', 'read'],
      ],
      1,
    ],
    ['completion-without-invocation', [[0, 'ok', 'read']], 0],
    [
      'completion-without-invocation',
      [
        [0, 'invoke', 'read'],
        [0, 'ok', 'read'],
        [0, 'ok', 'read'],
      ],
      2,
    ],
    [
      'process-busy',
      [
        [0, 'invoke', 'read'],
        [0, 'invoke', 'read'],
      ],
      1,
    ],
    [
      'process-ended',
      [
        [0, 'invoke', 'write'],
        [0, 'info', 'write'],
        [0, 'invoke', 'write'],
      ],
      2,
    ],
    [
      'completion-of-another-function',
      [
        [0, 'invoke', 'read'],
        [0, 'ok', 'write'],
      ],
      1,
    ],
  ])('refuses %s', (kind, rows, position) => {
    const pairing = pairOperations(events(rows))
    expect(pairing).toMatchObject({ ok: false, problem: { kind, position } })
  })

  it('refuses an index that does not increase', () => {
    const [one, other] = events([
      [0, 'invoke', 'read'],
      [1, 'invoke', 'read'],
    ]) as [HistoryEvent, HistoryEvent]
    const problem = { kind: 'index-not-increasing', position: 1 }
    expect(pairOperations([one, { ...other, index: 0 }])).toMatchObject({ ok: false, problem })
  })
})
