/**
 * Goal: the verdicts that the tests of other checkers assert of histories written by hand.
 * Method: those histories, restated, under the names that these checkers have for their models.
 *
 * Sources: anishathalye/porcupine, porcupine_test.go; jepsen-io/knossos, test/knossos and
 * data/cas-register/bad; jepsen-io/jepsen, jepsen/test/jepsen/checker_test.clj.
 */
import { describe, expect, it } from 'vitest'
import { judging, type Row } from '../accounting/judged.ts'

interface Published {
  readonly title: string
  readonly model: string
  readonly rows: readonly Row[]
  readonly verdict: 'valid' | 'invalid'
  readonly initial?: unknown
}

const asks = (process: number, f: string, value: unknown = null): Row => [
  process,
  'invoke',
  f,
  value,
]
const says = (process: number, f: string, value: unknown): Row => [process, 'ok', f, value]

const PORCUPINE: readonly Published[] = [
  {
    title: 'reads of both values while the other is written over',
    model: 'register',
    initial: 0,
    rows: [
      asks(0, 'write', 100),
      asks(1, 'read'),
      asks(2, 'read'),
      says(2, 'read', 0),
      says(1, 'read', 100),
      says(0, 'write', 100),
    ],
    verdict: 'valid',
  },
  {
    title: 'a read of the old value after one of the new',
    model: 'register',
    initial: 0,
    rows: [
      asks(0, 'write', 200),
      asks(1, 'read'),
      says(1, 'read', 200),
      asks(2, 'read'),
      says(2, 'read', 0),
      says(0, 'write', 200),
    ],
    verdict: 'invalid',
  },
  ...(
    [
      ['a set of one of two', [100], 'valid'],
      ['a set of both', [0, 100], 'valid'],
      ['a set that shows one twice', [100, 100, 0], 'invalid'],
    ] as const
  ).map(([title, shown, verdict]): Published => ({
    title,
    model: 'set',
    rows: [
      asks(0, 'add', 100),
      asks(1, 'add', 0),
      asks(2, 'read'),
      says(2, 'read', shown),
      says(1, 'add', 0),
      says(0, 'add', 100),
    ],
    verdict,
  })),
  {
    title: 'a set that nobody told',
    model: 'set',
    rows: [asks(0, 'add', 1), asks(2, 'read'), [2, 'info', 'read'], says(0, 'add', 1)],
    verdict: 'valid',
  },
]

const reads = (value: unknown): readonly Row[] => [asks(0, 'read'), says(0, 'read', value)]

const KNOSSOS: readonly Published[] = [
  {
    title: 'a write that nobody answered',
    model: 'register',
    initial: 0,
    rows: [asks(0, 'write', 1), [0, 'info', 'write', 1]],
    verdict: 'valid',
  },
  { title: 'a first read', model: 'register', initial: 0, rows: reads(0), verdict: 'valid' },
  {
    title: 'a wrong first read',
    model: 'register',
    initial: 0,
    rows: reads(1),
    verdict: 'invalid',
  },
  {
    title: 'two reads out of nowhere, beside a read and a write that nobody answered',
    model: 'cas-register',
    initial: 0,
    rows: [
      asks(4, 'write', 2),
      says(4, 'write', 2),
      asks(6, 'read'),
      asks(1, 'write', 4),
      says(1, 'write', 4),
      asks(14, 'read'),
      says(14, 'read', 4),
      asks(9, 'write', 0),
      says(9, 'write', 0),
      asks(19, 'read'),
      asks(20, 'write', 1),
      says(19, 'read', 0),
      asks(22, 'read'),
      asks(21, 'read'),
      says(21, 'read', 2),
      says(22, 'read', 3),
    ],
    verdict: 'invalid',
  },
  {
    title: 'a read of a write that failed',
    model: 'cas-register',
    rows: [asks(1, 'read'), asks(101, 'write', 3), [101, 'fail', 'write', 3], says(1, 'read', 3)],
    verdict: 'invalid',
  },
  {
    title: 'registers that are read together before and after one is written',
    model: 'multi-register',
    initial: { x: 0, y: 0 },
    rows: [
      asks(0, 'txn', [
        [':read', ':x', null],
        [':read', ':y', null],
      ]),
      asks(4, 'txn', [[':write', ':y', 2]]),
      says(0, 'txn', [
        [':read', ':x', 0],
        [':read', ':y', 0],
      ]),
      says(4, 'txn', [[':write', ':y', 2]]),
      asks(2, 'txn', [
        [':write', ':x', 2],
        [':read', ':y', null],
      ]),
      says(2, 'txn', [
        [':write', ':x', 2],
        [':read', ':y', 2],
      ]),
    ],
    verdict: 'valid',
  },
]

const JEPSEN: readonly Published[] = [
  {
    title: 'an enqueue that nobody answered',
    model: 'unordered-queue',
    rows: [asks(1, 'enqueue', 1)],
    verdict: 'valid',
  },
  {
    title: 'a dequeue that begins before its enqueue',
    model: 'unordered-queue',
    rows: [asks(2, 'dequeue'), asks(1, 'enqueue', 1), says(2, 'dequeue', 1)],
    verdict: 'valid',
  },
  {
    title: 'a dequeue of what nobody enqueued',
    model: 'unordered-queue',
    rows: [asks(1, 'dequeue'), says(1, 'dequeue', 1)],
    verdict: 'invalid',
  },
]

describe.each([
  ['Porcupine', PORCUPINE],
  ['Knossos', KNOSSOS],
  ['Jepsen', JEPSEN],
])('%s has a history with', (_, published) => {
  it.each(published)('$title', ({ model, rows, verdict, initial }) => {
    expect(judging(model, rows, initial)).toMatchObject({ ok: true, judgement: { verdict } })
  })
})
