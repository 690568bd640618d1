/**
 * Histories whose verdicts are published: what the tests of Elle and of elle-cli say of them, in
 * the notation of `story.ts`. Elle calls `G-single-item` what is `G-single` here. The README of
 * `core/checkers/transactions` lists where this checker says more than Elle, and why.
 */
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { by, failed, unknown } from './story.ts'
import type { Micro } from './story.ts'
import type { Known } from './stories.ts'

const asked = (...consistencyModels: string[]): Pick<Known, 'options'> => ({
  options: { consistencyModels },
})

const alone = (...parts: Known['story']['parts'][number][]): Known['story'] => ({ parts })
const oneByOne = (...parts: Known['story']['parts'][number][]): Known['story'] => {
  return { parts, oneByOne: true }
}

const fine = { types: [], ruledOut: [] } as const

/** What a judgement says of nothing to go by. */
const NOTHING = { types: [], ruledOut: [], verdict: 'unknown' } as const

const WRITE_CYCLE = alone('ax1 ay1', 'ax2 ay2', 'rx12 ry21')
const ABORTED = alone(failed('ax1'), 'rx1')
const MIDDLE = oneByOne('ax1 ax2', 'rx1')
const CIRCLE = alone('ax1 ry1', 'ax2 ay1', 'rx12 ry1')
const SKEW = alone('ax1 ay1', 'ax2 ry', 'rx12')
const WRITE_SKEW = alone('ax1 ry', 'ay1 rx')
const STALE = oneByOne('ax1', 'ax2', 'rx1', 'rx12')
const STALE_SESSION = oneByOne(by(0, 'ax1'), by(1, 'ax2'), by(1, 'rx1'), by(2, 'rx12'))
const FORK_SESSION = oneByOne(by(0, 'rx rz1'), by(1, 'ax1'), by(1, 'rz'), by(2, 'az1'))

export const LIST_CASES: readonly Known[] = [
  { name: 'G0', story: WRITE_CYCLE, types: ['G0'], ruledOut: ['read-uncommitted'] },
  {
    name: 'G0 for read uncommitted',
    story: WRITE_CYCLE,
    types: ['G0'],
    ruledOut: ['read-uncommitted'],
    ...asked('read-uncommitted'),
  },
  { name: 'G1a for read uncommitted', story: ABORTED, ...NOTHING, ...asked('read-uncommitted') },
  {
    name: 'G1a for read committed',
    story: ABORTED,
    types: ['G1a'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'G1a for repeatable read',
    story: ABORTED,
    types: ['G1a'],
    ruledOut: ['read-committed'],
    ...asked('repeatable-read'),
  },
  { name: 'G1b for read uncommitted', story: MIDDLE, ...fine, ...asked('read-uncommitted') },
  { name: 'G1b', story: MIDDLE, types: ['G1b', 'G-single'], ruledOut: ['read-committed'] },
  { name: 'G1c for read uncommitted', story: CIRCLE, ...fine, ...asked('read-uncommitted') },
  { name: 'G1c', story: CIRCLE, types: ['G1c'], ruledOut: ['read-committed'] },
  { name: 'G-single for read committed', story: SKEW, ...fine, ...asked('read-committed') },
  {
    name: 'G-single for consistent view',
    story: SKEW,
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
    ...asked('consistent-view'),
  },
  { name: 'G2-item for read committed', story: WRITE_SKEW, ...fine, ...asked('read-committed') },
  {
    name: 'G2-item for serializable',
    story: WRITE_SKEW,
    types: ['G2-item'],
    ruledOut: ['repeatable-read'],
    ...asked('serializable'),
  },
  {
    name: 'G2-item for repeatable read',
    story: WRITE_SKEW,
    types: ['G2-item'],
    ruledOut: ['repeatable-read'],
    ...asked('repeatable-read'),
  },
  { name: 'a stale read, for serializable', story: STALE, ...fine, ...asked('serializable') },
  {
    name: 'a stale read',
    story: STALE,
    types: ['G-single-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
  },
  {
    name: 'a stale read in a session, for serializable',
    story: STALE_SESSION,
    ...fine,
    ...asked('serializable'),
  },
  {
    name: 'a stale read in a session',
    story: STALE_SESSION,
    types: ['G-single-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
    ...asked('strong-session-snapshot-isolation'),
  },
  { name: 'a fork, for serializable', story: FORK_SESSION, ...fine, ...asked('serializable') },
  {
    name: 'a fork in a session',
    story: FORK_SESSION,
    types: ['G-nonadjacent-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
    ...asked('strong-session-snapshot-isolation'),
  },
  {
    name: 'contradictory orders',
    story: alone('ax1 ry1', 'ax2', 'ax3 ay1', 'rx13', 'rx123'),
    types: ['incompatible-order', 'G1c'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  { name: 'nothing but a failure', story: alone(failed('ax1')), ...NOTHING },
  {
    name: 'a dirty update',
    story: alone(failed('ax1'), 'ax2', 'rx12'),
    types: ['dirty-update', 'G1a'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'a dirty update across an unknown one',
    story: alone(failed('ax1'), unknown('ax2'), 'ax3', 'rx123'),
    types: ['dirty-update', 'G1a'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'duplicate elements',
    story: alone('ax1 ry1', 'ax2 ay1', 'rx121'),
    types: ['duplicate-elements', 'G1c'],
    ruledOut: ['read-uncommitted'],
    ...asked('read-committed'),
  },
  {
    name: 'a read of more than there was, in the middle of others',
    story: alone('ax1 ax2 ax4', 'ax3 rx1234'),
    types: ['G0', 'internal'],
    ruledOut: ['read-uncommitted'],
    ...asked('read-atomic'),
  },
  {
    name: 'appends that the longest list lacks',
    story: alone('ax1 ay1', 'ax2 ay2', 'ax3 ay3', 'rx12', 'ry2'),
    types: ['G0', 'G-single'],
    ruledOut: ['read-uncommitted'],
    ...asked('serializable'),
  },
  {
    name: 'G-nonadjacent',
    story: oneByOne(by(0, 'ax1'), by(0, 'rx1 ry'), by(0, 'ay1'), by(0, 'ry1 rx')),
    // Elle reports the first alone; that the last one misses the first, which had ended, it also is.
    types: ['G-nonadjacent', 'G-single-process'],
    ruledOut: ['repeatable-read', 'snapshot-isolation'],
  },
  {
    name: 'adjacent anti-dependencies, for snapshot isolation',
    story: oneByOne('rx5 ay1', 'ry az2', 'rz at3', 'rt3 au4', 'ru ax5'),
    ...fine,
    ...asked('snapshot-isolation'),
  },
  {
    name: 'a lost update',
    story: oneByOne(by(0, 'ax0'), by(0, 'rx0 ax1'), by(0, 'rx0 ax2')),
    // The process variant beside what Elle reports: the third misses what its own process did.
    types: ['lost-update', 'G2-item', 'G-single-process'],
    ruledOut: ['cursor-stability', 'update-atomic'],
  },
  {
    name: 'two appends after one read, in one transaction',
    story: oneByOne(by(0, 'rx ax1 ax2'), by(0, 'rx12')),
    ...fine,
  },
  {
    name: 'a circle of reads through a session',
    story: oneByOne(by(1, 'rx1 ay1'), by(2, 'ry1'), by(2, 'ax1')),
    types: ['G1c-process'],
    ruledOut: ['strong-session-read-committed'],
    ...asked('strong-session-snapshot-isolation'),
  },
  {
    name: 'G-single for repeatable read',
    story: oneByOne('ax1 ay1', 'rx1 ry'),
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
    ...asked('repeatable-read'),
  },
  {
    name: 'G-nonadjacent for repeatable read',
    story: oneByOne('ax1 at1', 'rx1 ry', 'ay1 az2', 'rz2 rt'),
    types: ['G-nonadjacent'],
    ruledOut: ['repeatable-read', 'snapshot-isolation'],
    ...asked('repeatable-read'),
  },
  {
    name: 'a read of what it appends later',
    story: alone('rx1 ax1'),
    types: ['future-read'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'a read of more than it appends later',
    story: alone('ax0', 'ax2', 'rx012 ax1'),
    types: ['G1c', 'future-read'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'reads that nobody answered',
    story: alone(unknown('ax2 ry'), 'ax1 ay1', 'rx12 ry1'),
    ...fine,
  },
  { name: 'a read of nothing alone', story: alone('rx'), ...NOTHING },
  { name: 'appends one after the other, unread', story: oneByOne('ax1', 'ax2'), ...fine },
  {
    name: 'write skew, one after the other',
    story: oneByOne('ax1 ry', 'ay1 rx'),
    types: ['G2-item', 'G-single-realtime'],
    ruledOut: ['repeatable-read', 'strong-snapshot-isolation'],
  },
  {
    name: 'two reads in one transaction that differ',
    story: oneByOne('ax1', 'ax2', 'rx1 rx12'),
    types: ['internal', 'G-single'],
    ruledOut: ['consistent-view', 'read-atomic', 'repeatable-read'],
  },
  {
    name: 'two reads in one transaction, one of them of a middle',
    story: oneByOne('ax1 ax2', 'rx1 rx12'),
    types: ['G1b', 'internal', 'G-single'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'an append that it does not see itself',
    story: oneByOne('ax1', 'ax2 rx1'),
    types: ['internal'],
    ruledOut: ['read-atomic'],
  },
  { name: 'a read that nobody answered', story: oneByOne('ax1', unknown('rx')), ...fine },
  {
    name: 'a long fork, for consistent view',
    story: oneByOne('ax1', 'ay1', 'rx1 ry', 'rx ry1'),
    ...fine,
    ...asked('consistent-view'),
  },
  {
    name: 'writes that follow reads across sessions',
    story: oneByOne(by(0, 'ax1'), by(1, 'rx1'), by(1, 'ay1'), by(2, 'ry1'), by(2, 'rx')),
    types: ['G-single-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
    ...asked('strong-session-snapshot-isolation'),
  },
  {
    name: 'writes that follow reads across transactions',
    story: oneByOne('ax1', 'rx1 ay1', 'ry1 rx'),
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
    ...asked('consistent-view'),
  },
  {
    name: 'a session that reads what came before what it read',
    story: oneByOne(by(0, 'ax1'), by(1, 'ax2'), by(2, 'rx1'), by(2, 'rx12'), by(2, 'rx1')),
    types: ['G-single-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
    ...asked('strong-session-snapshot-isolation'),
  },
  {
    name: 'serializable, and against the order of a process while it reads',
    story: alone(by(0, 'rx ry2'), by(1, 'ax1'), by(1, 'ay2')),
    types: ['G-single-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
  },
]

const NO_VERSIONS = alone('wx1 wy2', 'wx2 wy1')
const REGISTER_CIRCLE = alone('wx1 ry1', 'wy1 rx1')
const REGISTER_SKEW = oneByOne('rx_ wy1', 'ry_ wx1')
const EARLY_READ = oneByOne(by(0, 'rx1'), by(0, 'wx1'))

const REGISTERS: readonly Known[] = [
  {
    name: 'writes alone, for read uncommitted',
    story: NO_VERSIONS,
    ...NOTHING,
    ...asked('read-uncommitted'),
  },
  {
    name: 'G1a',
    story: alone('rx1', failed('wx1')),
    types: ['G1a'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'G1b',
    story: alone('wx1 wx2', 'rx1'),
    types: ['G1b'],
    ruledOut: ['read-committed'],
    ...asked('repeatable-read'),
  },
  {
    name: 'G1c for read uncommitted',
    story: REGISTER_CIRCLE,
    ...fine,
    ...asked('read-uncommitted'),
  },
  {
    name: 'G1c for read committed',
    story: REGISTER_CIRCLE,
    types: ['G1c'],
    ruledOut: ['read-committed'],
    ...asked('read-committed'),
  },
  {
    name: 'G1c for serializable',
    story: REGISTER_CIRCLE,
    types: ['G1c'],
    ruledOut: ['read-committed'],
    ...asked('serializable'),
  },
  {
    name: 'G-single against the initial state',
    story: alone('rx_ ry1', 'wy1 wx2'),
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
    ...asked('serializable'),
  },
  {
    name: 'G-single against the initial state, one after the other',
    story: oneByOne('wx1', 'rx1 wy1', 'ry1 rx_'),
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
  },
  {
    name: 'cyclic versions in a process',
    story: oneByOne(by(0, 'wx1'), by(0, 'wx2'), by(0, 'rx1')),
    types: ['cyclic-versions'],
    ruledOut: ['read-uncommitted'],
    options: { sequentialKeys: true },
  },
  {
    name: 'write skew, one after the other',
    story: REGISTER_SKEW,
    types: ['G2-item', 'G-single-realtime'],
    ruledOut: ['repeatable-read', 'strong-snapshot-isolation'],
  },
  {
    name: 'write skew for serializable',
    story: REGISTER_SKEW,
    types: ['G2-item'],
    ruledOut: ['repeatable-read'],
    ...asked('serializable'),
  },
  {
    name: 'write skew for snapshot isolation',
    story: REGISTER_SKEW,
    ...fine,
    ...asked('snapshot-isolation'),
  },
  {
    name: 'write skew for strong snapshot isolation',
    story: REGISTER_SKEW,
    types: ['G-single-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
    ...asked('strong-snapshot-isolation'),
  },
  {
    name: 'a lost update',
    story: oneByOne('wx0', 'rx0 wx1', 'rx0 wx2'),
    // Elle does not look at what writes that follow reads overwrite, unless it is told to.
    types: ['lost-update', 'G2-item', 'G-single-realtime'],
    ruledOut: ['cursor-stability', 'update-atomic'],
  },
  {
    name: 'a read of what its own process writes later',
    story: EARLY_READ,
    types: ['G1c-process'],
    ruledOut: ['strong-session-read-committed'],
    ...asked('strong-session-serializable'),
  },
  { name: 'a read of nothing alone', story: alone('rx_'), ...NOTHING },
  { name: 'a write and a read', story: oneByOne(by(0, 'wx2'), by(0, 'rx2')), ...fine },
  { name: 'keys that do not touch', story: oneByOne('wx1', 'wy2', 'rx1 ry2'), ...fine },
  { name: 'an overwritten value', story: oneByOne('wx1', 'wx2', 'rx2'), ...fine },
  { name: 'a read twice', story: oneByOne('wx1', 'rx1 rx1'), ...fine },
  { name: 'writes alone, one after the other', story: oneByOne('wx1', 'wy2'), ...fine },
  { name: 'reads without an answer', story: oneByOne('wx1', unknown('rx_')), ...fine },
  {
    name: 'a value that nobody wrote',
    story: oneByOne(by(0, 'wx2'), by(0, 'rx3'), by(0, 'rx2')),
    ...fine,
  },
  {
    name: 'a value that nobody wrote, after updates',
    story: oneByOne('rx_ wx1', 'rx1 wx2', 'rx5'),
    ...fine,
  },
  {
    name: 'a read that contradicts a write of its own transaction',
    story: alone('wx2 rx3'),
    types: ['internal'],
    ruledOut: ['read-atomic'],
  },
  {
    name: 'versions that go back in real time',
    story: oneByOne(by(0, 'wx1'), by(1, 'rx2'), by(0, 'rx1')),
    types: ['cyclic-versions'],
    ruledOut: ['read-uncommitted'],
    options: { linearizableKeys: true },
  },
  {
    name: 'updates of what was there before, for read committed',
    story: alone('rx1 ry1', 'rx1 wy2', 'ry1 wx2'),
    ...NOTHING,
    options: { consistencyModels: ['read-committed'], writesFollowReads: false },
  },
  {
    name: 'two keys that one transaction moved on',
    story: alone('ry1 wx1 wy2', 'rx1 ry1'),
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
    options: { consistencyModels: ['serializable'], writesFollowReads: true },
  },
  {
    name: 'the same, where writes need not follow reads',
    story: alone('ry1 wx1 wy2', 'rx1 ry1'),
    ...fine,
    options: { consistencyModels: ['serializable'], writesFollowReads: false },
  },
  {
    name: 'versions that contradict each other, and a read from the future',
    story: oneByOne(by(0, 'rx1'), by(0, 'rx_'), by(0, 'rx4 wx3'), by(0, 'wx4')),
    // Elle tells the same cycle by the read in it, as G1c.
    types: ['cyclic-versions', 'G0-process'],
    ruledOut: ['read-uncommitted'],
    options: { writesFollowReads: true, linearizableKeys: true },
  },
]

export const REGISTER_CASES: readonly Known[] = REGISTERS.map((known) => ({
  ...known,
  story: { ...known.story, registers: true },
}))

/** `31=39` writes, `31:43` reads; `[from, to, process, transaction]`, by the entries it left gaps in. */
const PARTS: readonly (readonly [number, number, number, string])[] = [
  [0, 1, 3, '31=39'],
  [2, 962, 4, '31=41 18:43 31=42'],
  [3, 968, 3, '31=43'],
  [967, 972, 4, '18:47 31:43 27:121'],
  [981, 982, 4, '31:43 27:129 31:43'],
  [983, 992, 4, '31:43 18=49 27:129'],
  [989, 1004, 19, '27=132 31:45 31:45'],
  [1043, 1044, 3, '31:47 18:51 18=53'],
]

/** What concerns some keys of a history of Elle's, which once made its versions go in circles. */
export const PART_OF_A_HISTORY: readonly HistoryEvent[] = PARTS.flatMap(
  ([from, to, process, text]): readonly HistoryEvent[] => {
    const value = text.split(' ').map((micro): Micro => {
      const [key = '', one] = micro.split(/[=:]/)
      return [micro.includes('=') ? 'w' : 'r', key, Number(one)]
    })
    const asked = value.map(([f, key, one]): Micro => [f, key, f === 'r' ? null : one])
    return [
      { index: from, time: from, process, type: 'invoke', f: 'txn', value: asked },
      { index: to, time: to, process, type: 'ok', f: 'txn', value },
    ]
  },
).toSorted((one, other) => one.index - other.index)
