/**
 * What Jepsen's tests of its checker for Kafka assert, restated: which kinds of mistakes a
 * history has. Values are letters; `at` gives the offset that an answer told.
 *
 * Source: jepsen-io/jepsen, jepsen/test/jepsen/tests/kafka_test.clj.
 */
import type { Case, Row } from './judged.ts'

type Step = readonly [f: 'send', key: string, value: unknown] | readonly [f: 'poll', log?: unknown]

const send = (value: string, key = 'x'): Step => ['send', key, value]
const sent = (value: string, offset: number, key = 'x'): Step => ['send', key, [offset, value]]
const polled = (log: { readonly [key: string]: readonly (readonly [number, string])[] }): Step => [
  'poll',
  log,
]

/** The same steps, as they are asked for. */
const asked = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step) => {
    if (step[0] === 'poll') return ['poll']
    const [f, key, told] = step
    return [f, key, Array.isArray(told) ? (told as readonly unknown[])[1] : told]
  })

function call(process: number, type: 'ok' | 'info' | 'fail', ...steps: readonly Step[]): Row[] {
  return [
    [process, 'invoke', 'txn', asked(steps)],
    [process, type, 'txn', steps],
  ]
}
const ok = (process: number, ...steps: readonly Step[]): Row[] => call(process, 'ok', ...steps)
const info = (process: number, ...steps: readonly Step[]): Row[] => call(process, 'info', ...steps)
const fail = (process: number, ...steps: readonly Step[]): Row[] => call(process, 'fail', ...steps)

function moved(process: number, f: 'assign' | 'subscribe', ...keys: readonly string[]): Row[] {
  return [
    [process, 'invoke', f, keys],
    [process, 'ok', f, keys],
  ]
}

const conflict = [
  ...info(0, sent('1', 0), send('1', 'y')),
  ...ok(1, sent('2', 0)),
  ...ok(1, polled({ x: [[0, '2']] })),
]
const skips = (between: readonly Row[], later: readonly Row[]): readonly Row[] => [
  ...info(3, send('a'), send('b'), send('c'), send('d'), send('g')),
  ...ok(
    0,
    polled({
      x: [
        [1, 'a'],
        [2, 'b'],
      ],
    }),
  ),
  ...ok(1, polled({ x: [[3, 'c']] })),
  ...between,
  ...ok(0, polled({ x: [[4, 'd']] })),
  ...later,
  ...ok(2, sent('f', 6)),
  ...ok(0, polled({ x: [[7, 'g']] })),
]
const series = (count: number): Row[] =>
  ok(0, ...Array.from({ length: count }, (_, offset) => sent(`${offset}`, offset)))
const at = (...offsets: readonly number[]): Step =>
  polled({ x: offsets.map((offset) => [offset, `${offset}`] as const) })
const abcd = ok(0, send('a'), send('b'), send('c'), send('d'))
const abc = polled({
  x: [
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ],
})
const bcd = polled({
  x: [
    [2, 'b'],
    [3, 'c'],
    [4, 'd'],
  ],
})

const log = (title: string, rows: readonly Row[], ...types: readonly string[]): Case => ({
  title,
  property: 'kafka-log',
  rows,
  verdict: types.length === 0 ? 'valid' : 'invalid',
  types,
})

export const PUBLISHED_LOG_CASES: readonly Case[] = [
  log('had an unknown sending to an offset of another one', conflict),
  log(
    'had an unknown sending to an offset of another one, and something of it was seen',
    [...conflict, ...ok(2, polled({ y: [[5, '1']] }))],
    'lost-write',
    'inconsistent-offset',
  ),
  log(
    'shows what failed',
    [...fail(0, send('2'), send('3', 'y')), ...ok(1, polled({ x: [[0, '2']] }))],
    'aborted-read',
  ),
  log(
    'shows something that lies behind what was acknowledged',
    [
      ...ok(0, sent('a', 0)),
      ...ok(0, sent('b', 1), sent('d', 3)),
      ...info(1, send('c')),
      ...ok(0, polled({ x: [[2, 'c']] })),
    ],
    'lost-write',
  ),
  log(
    'overwrites what was acknowledged',
    [
      ...ok(0, sent('a', 0)),
      ...ok(3, sent('b', 0), sent('c', 2)),
      ...ok(
        1,
        polled({
          x: [
            [0, 'b'],
            [2, 'c'],
          ],
        }),
      ),
    ],
    'lost-write',
    'inconsistent-offset',
  ),
  log('may have lost what nobody can prove to be in effect', [
    ...info(0, send('a'), sent('b', 0, 'y')),
    ...info(1, send('c', 'y')),
    ...ok(3, polled({ y: [[1, 'c']] })),
  ]),
  log(
    'loses a part of a transaction of which another part was seen',
    [
      ...info(0, send('a'), sent('b', 0, 'y')),
      ...info(1, send('c', 'y')),
      ...ok(2, polled({ x: [[0, 'a']] })),
      ...ok(3, polled({ y: [[1, 'c']] })),
    ],
    'lost-write',
  ),
  log('skips what others saw and sent', skips([], []), 'lost-write', 'poll-skip'),
  log(
    'skips after its consumer began anew',
    skips(moved(0, 'assign', 'y'), moved(0, 'assign', 'y')),
    'lost-write',
  ),
  log(
    'skips though its consumer kept the log',
    skips(moved(0, 'assign', 'x', 'y'), moved(0, 'assign', 'x', 'y')),
    'lost-write',
    'poll-skip',
  ),
  log('goes on, after transactions that were not acknowledged, from before them', [
    ...series(3),
    ...ok(1, at(0)),
    ...fail(1, at(1, 2)),
    ...info(1, at(1, 2)),
    ...ok(1, at(1, 2)),
  ]),
  log(
    'goes on from within what was not acknowledged',
    [...series(6), ...ok(1, at(0)), ...fail(1, at(1, 2)), ...fail(1, at(3, 4)), ...ok(1, at(5))],
    'lost-write',
    'poll-skip',
  ),
  log(
    'skips in what was not acknowledged',
    [...series(6), ...ok(1, at(0)), ...fail(1, at(1, 2)), ...info(1, at(3, 4))],
    'poll-skip',
  ),
  log('goes back to what was polled', [...abcd, ...ok(1, abc), ...ok(1, bcd)], 'nonmonotonic-poll'),
  log('goes back after its consumer began anew', [
    ...abcd,
    ...ok(1, abc),
    ...moved(1, 'subscribe', 'y'),
    ...moved(1, 'assign', 'x'),
    ...ok(1, bcd),
  ]),
  log(
    'sends backwards',
    [
      ...ok(0, sent('c', 3), sent('d', 4)),
      ...moved(0, 'assign', 'x', 'y'),
      ...ok(0, sent('a', 1), sent('b', 2)),
      ...ok(
        1,
        polled({
          x: [
            [1, 'a'],
            [2, 'b'],
            [3, 'c'],
            [4, 'd'],
          ],
        }),
      ),
    ],
    'nonmonotonic-send',
  ),
  log('sends backwards after its process began anew', [
    ...ok(0, sent('c', 3), sent('d', 4)),
    ...moved(0, 'assign', 'y'),
    ...ok(0, sent('a', 1), sent('b', 2)),
    ...ok(
      1,
      polled({
        x: [
          [1, 'a'],
          [2, 'b'],
          [3, 'c'],
          [4, 'd'],
        ],
      }),
    ),
  ]),
  log(
    'skips within one poll, and between two of one transaction',
    [
      ...info(1, send('a'), send('b'), send('d')),
      ...ok(
        2,
        polled({
          x: [
            [1, 'a'],
            [4, 'd'],
          ],
        }),
      ),
      ...ok(3, polled({ x: [[1, 'a']] }), polled({ x: [[4, 'd']] })),
      ...ok(4, polled({ x: [[2, 'b']] })),
    ],
    'int-poll-skip',
  ),
  log('has other values between those of one transaction', [
    ...ok(0, sent('a', 1), send('c')),
    ...info(1, send('b')),
    ...ok(
      2,
      polled({
        x: [
          [1, 'a'],
          [2, 'b'],
          [3, 'c'],
        ],
      }),
    ),
  ]),
  log(
    'goes back within one poll, and stays between two of one transaction',
    [
      ...info(0, send('a'), send('b'), send('c')),
      ...ok(
        1,
        polled({
          x: [
            [3, 'c'],
            [1, 'a'],
          ],
        }),
      ),
      ...ok(
        2,
        polled({
          x: [
            [2, 'b'],
            [3, 'c'],
          ],
        }),
        polled({ x: [[3, 'c']] }),
      ),
    ],
    'int-nonmonotonic-poll',
  ),
  log(
    'goes back within one sending, as its answer tells',
    [
      ...ok(0, sent('c', 3), sent('a', 1)),
      ...ok(
        1,
        polled({
          x: [
            [1, 'a'],
            [3, 'c'],
          ],
        }),
      ),
    ],
    'int-nonmonotonic-send',
  ),
  log(
    'goes back within one sending, as others see',
    [
      ...info(0, send('d', 'y'), send('b', 'y')),
      ...info(1, send('c', 'y')),
      ...ok(
        2,
        polled({
          y: [
            [2, 'b'],
            [3, 'c'],
            [4, 'd'],
          ],
        }),
      ),
    ],
    'int-nonmonotonic-send',
  ),
  log(
    'holds a value twice',
    [
      ...ok(0, sent('a', 1)),
      ...info(1, send('b')),
      ...ok(
        2,
        polled({
          x: [
            [2, 'b'],
            [3, 'a'],
          ],
        }),
      ),
    ],
    'duplicate',
  ),
  log(
    'holds a value twice, as a failed poll tells, and another one never',
    [
      ...ok(0, sent('0', 1)),
      ...fail(0, sent('1', 2)),
      ...fail(
        1,
        polled({
          x: [
            [11, '0'],
            [12, '1'],
          ],
        }),
      ),
      ...ok(2, polled({ x: [[1, '0']] })),
    ],
    'duplicate',
  ),
  log(
    'shows a transaction what it sends itself',
    ok(0, sent('a', 0), polled({ x: [[0, 'a']] })),
    'precommitted-read',
  ),
]
