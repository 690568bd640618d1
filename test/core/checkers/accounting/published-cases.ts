/**
 * What Jepsen's tests of its checkers assert, restated. Where a verdict differs, the title says so.
 *
 * Sources: jepsen-io/jepsen, jepsen/test/jepsen/checker_test.clj and tests/long_fork_test.clj;
 * ligurio/elle-cli, test/test-data.
 */
import type { Case, Row } from './judged.ts'

const add: Row = [0, 'invoke', 'add', 0]
const added: Row = [0, 'ok', 'add', 0]
const read: Row = [1, 'invoke', 'read', null]
const present: Row = [1, 'ok', 'read', [0]]
const absent: Row = [1, 'ok', 'read', []]

const set = (
  title: string,
  verdict: Case['verdict'],
  rows: readonly Row[],
  ...types: readonly string[]
): Case => ({ title, property: 'set-full', rows, verdict, types })

const SETS: readonly Case[] = [
  set('was never read', 'unknown', [add, added]),
  set('was never acknowledged and never read', 'unknown', [add, read, absent]),
  set('is seen by a read that began before', 'valid', [read, add, present, added]),
  set('is seen by a read around it', 'valid', [read, add, added, present]),
  set('is seen by a read within it', 'valid', [add, read, present, added]),
  set('is seen by a read that ends after it', 'valid', [add, read, added, present]),
  set('is seen by a read after it', 'valid', [add, added, read, present]),
  set('is missing after it was acknowledged', 'invalid', [add, added, read, absent], 'lost'),
  set('is missing from a read that began before', 'unknown', [read, add, absent, added]),
  set('is missing from a read around it', 'unknown', [read, add, added, absent]),
  set('is missing from a read within it', 'unknown', [add, read, absent, added]),
  set('is missing from a read that ends after it', 'unknown', [add, read, added, absent]),
  set(
    'has two elements, then one, then none',
    'invalid',
    [
      [0, 'invoke', 'add', 0],
      [1, 'invoke', 'add', 1],
      [2, 'invoke', 'read', null],
      [2, 'ok', 'read', [1]],
      [0, 'ok', 'add', 0],
      [1, 'ok', 'add', 1],
      [2, 'invoke', 'read', null],
      [2, 'ok', 'read', [0, 1]],
      [2, 'invoke', 'read', null],
      [2, 'ok', 'read', [0]],
      [2, 'invoke', 'read', null],
      [2, 'ok', 'read', []],
    ],
    'lost',
  ),
  set(
    'loses one element while another one flutters',
    'invalid',
    [
      [0, 'invoke', 'add', 0],
      [0, 'ok', 'add', 0],
      [1, 'invoke', 'add', 1],
      [2, 'invoke', 'read', null],
      [2, 'ok', 'read', [1]],
      [1, 'ok', 'add', 1],
      [2, 'invoke', 'read', null],
      [3, 'invoke', 'read', null],
      [3, 'ok', 'read', [1]],
      [2, 'ok', 'read', [0]],
    ],
    'lost',
    'stale',
  ),
  set(
    'has what a read did not show that began after the one that did, before it was known',
    'unknown',
    [
      [0, 'invoke', 'add', 0],
      [1, 'invoke', 'read', null],
      [2, 'invoke', 'read', null],
      [1, 'ok', 'read', [0]],
      [2, 'ok', 'read', []],
    ],
  ),
]

const queue = (
  title: string,
  verdict: Case['verdict'],
  rows: readonly Row[],
  ...types: readonly string[]
): Case => ({ title, property: 'total-queue', rows, verdict, types })

const QUEUES: readonly Case[] = [
  queue('gives out what may have been put in, and what was', 'valid', [
    [1, 'invoke', 'enqueue', 1],
    [2, 'invoke', 'enqueue', 2],
    [2, 'ok', 'enqueue', 2],
    [3, 'invoke', 'dequeue', 1],
    [3, 'ok', 'dequeue', 1],
    [3, 'invoke', 'dequeue', 2],
    [3, 'ok', 'dequeue', 2],
  ]),
  queue(
    'does all that is wrong, but was not seen empty, so that nothing is called lost',
    'invalid',
    [
      [1, 'invoke', 'enqueue', 'hung'],
      [2, 'invoke', 'enqueue', 'enqueued'],
      [2, 'ok', 'enqueue', 'enqueued'],
      [3, 'invoke', 'enqueue', 'twice'],
      [3, 'ok', 'enqueue', 'twice'],
      [4, 'invoke', 'dequeue', null],
      [5, 'invoke', 'dequeue', null],
      [5, 'ok', 'dequeue', 'from nowhere'],
      [6, 'invoke', 'dequeue', null],
      [6, 'ok', 'dequeue', 'twice'],
      [7, 'invoke', 'dequeue', null],
      [7, 'ok', 'dequeue', 'twice'],
    ],
    'unexpected',
    'duplicated',
  ),
]

const counter = (title: string, verdict: Case['verdict'], rows: readonly Row[]): Case => ({
  title,
  property: 'counter-bounds',
  rows,
  verdict,
})

const reads = (...rows: readonly (readonly [process: number, value: number])[]): Row[] =>
  rows.map(([process, value]) => [process, 'ok', 'read', value])

const together = (sixth: number): readonly Row[] => [
  [0, 'invoke', 'read', null],
  [1, 'invoke', 'add', 1],
  [2, 'invoke', 'read', null],
  [3, 'invoke', 'add', 2],
  [4, 'invoke', 'read', null],
  [5, 'invoke', 'add', 4],
  [6, 'invoke', 'read', null],
  [7, 'invoke', 'add', 8],
  [8, 'invoke', 'read', null],
  ...reads([0, 6]),
  [1, 'ok', 'add', 1],
  ...reads([2, 0]),
  [3, 'ok', 'add', 2],
  ...reads([4, 3]),
  [5, 'ok', 'add', 4],
  ...reads([6, sixth]),
  [7, 'ok', 'add', 8],
  ...reads([8, 15]),
]

const rolling = (last: number): readonly Row[] => [
  [0, 'invoke', 'read', null],
  [1, 'invoke', 'add', 1],
  ...reads([0, 0]),
  [0, 'invoke', 'read', null],
  [1, 'ok', 'add', 1],
  [1, 'invoke', 'add', 2],
  ...reads([0, 3]),
  [0, 'invoke', 'read', null],
  [1, 'ok', 'add', 2],
  ...reads([0, last]),
]

const COUNTERS: readonly Case[] = [
  counter('reads nothing at first', 'valid', [[0, 'invoke', 'read', null], ...reads([0, 0])]),
  counter('reads something at first', 'invalid', [[0, 'invoke', 'read', null], ...reads([0, 1])]),
  counter('does not count what failed', 'valid', [
    [0, 'invoke', 'add', 1],
    [0, 'fail', 'add', 1],
    [0, 'invoke', 'read', null],
    ...reads([0, 0]),
  ]),
  counter('is read and added to by many at once', 'valid', together(15)),
  counter('is read by many at once, and one read is too high', 'invalid', together(100)),
  counter('is read from time to time', 'valid', rolling(3)),
  counter('is read from time to time, in the end too high', 'invalid', rolling(5)),
]

const FORKS: readonly Case[] = [
  {
    title: 'shows three keys, of which two readers saw different ones first',
    property: 'long-fork',
    rows: [
      [0, 'invoke', 'read', ['0', '1', '2'].map((key) => ['r', key, null])],
      [1, 'invoke', 'read', ['2', '0', '1'].map((key) => ['r', key, null])],
      [
        0,
        'ok',
        'read',
        [
          ['r', '0', 1],
          ['r', '1', 1],
          ['r', '2', null],
        ],
      ],
      [
        1,
        'ok',
        'read',
        [
          ['r', '2', 1],
          ['r', '0', 1],
          ['r', '1', null],
        ],
      ],
    ],
    verdict: 'invalid',
    types: ['long-fork'],
  },
]

export const PUBLISHED_CASES: readonly Case[] = [...SETS, ...QUEUES, ...COUNTERS, ...FORKS]
