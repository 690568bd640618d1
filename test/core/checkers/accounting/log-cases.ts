/** Histories of logs with offsets. */
import { done, type Case, type Row } from './judged.ts'

const send = (process: number, value: number, offset: number): Row[] =>
  done(process, 'send', [['send', 'k', value]], [['send', 'k', [offset, value]]])
const poll = (process: number, ...pairs: readonly (readonly [number, number])[]): Row[] =>
  done(process, 'poll', [['poll']], [['poll', { k: pairs }]])

export const LOG_CASES: readonly Case[] = [
  {
    title: 'is read from end to end',
    property: 'kafka-log',
    rows: [...send(0, 1, 0), ...send(0, 2, 4), ...poll(1, [0, 1], [4, 2])],
    verdict: 'valid',
  },
  {
    title: 'is never polled',
    property: 'kafka-log',
    rows: send(0, 1, 0),
    verdict: 'unknown',
  },
  {
    title: 'loses what was acknowledged',
    property: 'kafka-log',
    rows: [...send(0, 1, 0), ...send(0, 2, 1), ...poll(1, [1, 2])],
    verdict: 'invalid',
    types: ['lost-write'],
    says: '1 was acknowledged to process 0 in entry 1 at offset 0 of k, and nobody ever polled it, though process 1 polled offset 1',
  },
  {
    title: 'has not been read to its end',
    property: 'kafka-log',
    rows: [...send(0, 1, 0), ...send(0, 2, 1), ...poll(1, [0, 1])],
    verdict: 'valid',
  },
  {
    title: 'holds two values at one offset',
    property: 'kafka-log',
    rows: [...send(0, 1, 0), ...send(2, 2, 0), ...poll(1, [0, 2])],
    verdict: 'invalid',
    types: ['lost-write', 'inconsistent-offset'],
  },
  {
    title: 'holds one value at two offsets',
    property: 'kafka-log',
    rows: [...send(0, 1, 0), ...poll(1, [0, 1], [1, 1])],
    verdict: 'invalid',
    types: ['duplicate'],
  },
  {
    title: 'shows what failed, and what was never sent',
    property: 'kafka-log',
    rows: [
      [0, 'invoke', 'send', [['send', 'k', 1]]],
      [0, 'fail', 'send'],
      ...poll(1, [0, 1], [1, 9]),
    ],
    verdict: 'invalid',
    types: ['aborted-read', 'unexpected-read'],
  },
  {
    title: 'skips between two polls of one consumer, and within one',
    property: 'kafka-log',
    rows: [
      ...send(0, 1, 0),
      ...send(0, 2, 1),
      ...send(0, 3, 2),
      ...poll(1, [0, 1]),
      ...poll(1, [2, 3]),
      ...poll(2, [0, 1], [2, 3]),
      ...poll(3, [1, 2]),
    ],
    verdict: 'invalid',
    types: ['int-poll-skip', 'poll-skip'],
  },
  {
    title: 'goes back between two polls, and within one',
    property: 'kafka-log',
    rows: [
      ...send(0, 1, 0),
      ...send(0, 2, 1),
      ...poll(1, [0, 1], [1, 2]),
      ...poll(1, [1, 2]),
      ...poll(2, [1, 2], [0, 1]),
    ],
    verdict: 'invalid',
    types: ['int-nonmonotonic-poll', 'nonmonotonic-poll'],
  },
  {
    title: 'may go back after another assignment, and to whoever subscribed',
    property: 'kafka-log',
    rows: [
      ...send(0, 1, 0),
      ...poll(1, [0, 1]),
      ...done(1, 'assign', ['other']),
      ...done(1, 'assign', ['k']),
      ...poll(1, [0, 1]),
      ...done(2, 'subscribe', ['k']),
      ...poll(2, [0, 1]),
      ...poll(2, [0, 1]),
    ],
    verdict: 'valid',
  },
  {
    title: 'goes back though its consumer kept the log',
    property: 'kafka-log',
    rows: [
      ...send(0, 1, 0),
      ...poll(1, [0, 1]),
      ...done(1, 'assign', [':k', 'other']),
      [1, 'invoke', 'assign', ['other']],
      [1, 'fail', 'assign', ['other']],
      ...poll(1, [0, 1]),
    ],
    verdict: 'invalid',
    types: ['nonmonotonic-poll'],
  },
  {
    title: 'sends backwards',
    property: 'kafka-log',
    rows: [...send(0, 1, 5), ...send(0, 2, 4), ...poll(1, [4, 2], [5, 1])],
    verdict: 'invalid',
    types: ['nonmonotonic-send'],
  },
]
