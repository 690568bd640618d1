/** A story for each anomaly of each kind of history, and beside it one that is all right. */
import { by, failed, unknown } from './story.ts'
import type { Story } from './story.ts'
import type { TransactionOptions } from '../../../../core/checkers/transactions/index.ts'

export interface Known {
  readonly name: string
  readonly story: Story
  /** Exactly these, worst first. */
  readonly types: readonly string[]
  readonly ruledOut: readonly string[]
  /** Where it is not `valid` without types, nor `invalid` with some. */
  readonly verdict?: 'unknown'
  readonly options?: Partial<TransactionOptions>
}

/** Against strict-serializable, where nothing else is asked. */
export const STORIES: readonly Known[] = [
  {
    name: 'garbage-read',
    story: { parts: ['ax1', 'rx12'] },
    types: ['garbage-read'],
    ruledOut: ['read-uncommitted'],
  },
  { name: 'no garbage', story: { parts: ['ax1', 'rx1'] }, types: [], ruledOut: [] },
  {
    name: 'duplicate-elements',
    story: { parts: ['ax1', 'rx11'] },
    types: ['duplicate-elements'],
    ruledOut: ['read-uncommitted'],
  },
  {
    name: 'incompatible-order',
    story: { parts: ['ax1', 'ax2', 'rx12', 'rx21'] },
    types: ['incompatible-order'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'compatible orders',
    story: { parts: ['ax1', 'ax2', 'rx12', 'rx1'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G1a',
    story: { parts: [failed('ax1'), 'rx1'] },
    types: ['G1a'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'a read of what may have happened',
    story: { parts: [unknown('ax1'), 'rx1'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'dirty-update',
    story: { parts: [failed('ax1'), 'ax2', 'rx12'] },
    types: ['dirty-update', 'G1a'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'dirty-update over an unknown one',
    story: { parts: [failed('ax1'), unknown('ax2'), 'ax3', 'rx123'] },
    types: ['dirty-update', 'G1a'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'G1b',
    story: { parts: ['ax1 ax2', 'rx1'] },
    types: ['G1b', 'G-single'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'a read of the middle of oneself',
    story: { parts: ['ax1 rx1 ax2', 'rx12'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'internal',
    story: { parts: ['ax1', 'rx1 ax2 rx1', 'rx12'] },
    types: ['internal'],
    ruledOut: ['read-atomic'],
  },
  {
    name: 'internal after an append alone',
    story: { parts: ['ax1 rx'] },
    types: ['internal'],
    ruledOut: ['read-atomic'],
  },
  {
    name: 'a right read of oneself',
    story: { parts: ['ax1', 'rx1 ax2 rx12'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'future-read',
    story: { parts: ['rx1 ax1'] },
    types: ['future-read'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'lost-update',
    story: { parts: ['ax0', 'rx0 ax1', 'rx0 ax2'] },
    types: ['lost-update', 'G2-item'],
    ruledOut: ['cursor-stability', 'update-atomic'],
  },
  {
    name: 'updates one after the other',
    story: { parts: ['ax0', 'rx0 ax1', 'rx01 ax2'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G0',
    story: { parts: ['ax1 ay1', 'ax2 ay2', 'rx12 ry21'] },
    types: ['G0'],
    ruledOut: ['read-uncommitted'],
  },
  {
    name: 'writes in one order',
    story: { parts: ['ax1 ay1', 'ax2 ay2', 'rx12 ry12'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G0-process',
    story: { parts: [by(1, 'ax2'), by(1, 'ax1'), by(2, 'rx12')] },
    types: ['G0-process'],
    ruledOut: ['strong-session-read-uncommitted'],
  },
  {
    name: 'G0-realtime',
    story: { parts: ['ax2', 'ax1', 'rx12'], oneByOne: true },
    types: ['G0-realtime'],
    ruledOut: ['strong-read-uncommitted'],
  },
  {
    name: 'writes against the order of beginning, at the same time',
    story: { parts: ['ax2', 'ax1', 'rx12'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G1c',
    story: { parts: ['ax1 ry1', 'ax2 ay1', 'rx12 ry1'] },
    types: ['G1c'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'G1c-process',
    story: { parts: [by(1, 'rx1 ay1'), by(2, 'ry1'), by(2, 'ax1')] },
    types: ['G1c-process'],
    ruledOut: ['strong-session-read-committed'],
  },
  {
    name: 'G1c-realtime',
    story: { parts: ['rx1', 'ax1'], oneByOne: true },
    types: ['G1c-realtime'],
    ruledOut: ['strong-read-committed'],
  },
  { name: 'a read from one that runs', story: { parts: ['rx1', 'ax1'] }, types: [], ruledOut: [] },
  {
    name: 'G-single',
    story: { parts: ['ax1 ay1', 'ax2 ry', 'rx12'] },
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
  },
  {
    name: 'G-single-process',
    story: { parts: [by(1, 'ax1'), by(1, 'rx'), by(2, 'rx1')] },
    types: ['G-single-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
  },
  {
    name: 'G-single-realtime',
    story: { parts: ['ax1', 'ax2', 'rx1', 'rx12'], oneByOne: true },
    types: ['G-single-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
  },
  {
    name: 'G-single-realtime against an append that nobody read',
    story: { parts: ['ax1', 'rx'], oneByOne: true },
    types: ['G-single-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
  },
  {
    name: 'an unknown append that nobody read',
    story: { parts: [unknown('ax1'), 'rx'], oneByOne: true },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G-single by the other append of an unknown transaction that did happen',
    story: { parts: [unknown('ax1 ay1'), 'rx1 ry'] },
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
  },
  {
    name: 'G-nonadjacent',
    story: { parts: ['ax1', 'rx1 ry', 'ay1', 'ry1 rx'] },
    types: ['G-nonadjacent'],
    ruledOut: ['repeatable-read', 'snapshot-isolation'],
  },
  {
    name: 'two anti-dependencies that touch: not snapshot isolation is broken',
    story: { parts: ['rx5 ay1', 'ry az2', 'rz at3', 'rt3 au4', 'ru ax5'] },
    types: [],
    ruledOut: [],
    options: { consistencyModels: ['snapshot-isolation'] },
  },
  {
    name: 'G-nonadjacent-process',
    story: { parts: [by(0, 'rx rz1'), by(1, 'ax1'), by(1, 'rz'), by(2, 'az1')] },
    types: ['G-nonadjacent-process'],
    ruledOut: ['strong-session-snapshot-isolation'],
    options: { consistencyModels: ['strong-session-serializable'] },
  },
  {
    name: 'G2-item',
    story: { parts: ['ax1 ry', 'ay1 rx'] },
    types: ['G2-item'],
    ruledOut: ['repeatable-read'],
  },
  {
    name: 'G2-item is allowed by snapshot isolation',
    story: { parts: ['ax1 ry', 'ay1 rx'] },
    types: [],
    ruledOut: [],
    options: { consistencyModels: ['snapshot-isolation'] },
  },
  {
    name: 'one misses the other',
    story: { parts: ['ax1 ry1', 'ay1 rx'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'G2-item-process',
    story: { parts: [by(1, 'ax1'), by(1, 'ry'), by(2, 'ay1 rz'), by(3, 'az1 rx')] },
    types: ['G2-item-process'],
    ruledOut: ['strong-session-serializable'],
    options: { consistencyModels: ['strong-session-serializable'] },
  },
  {
    name: 'G-nonadjacent-realtime',
    story: { parts: ['rx rz1', 'az1', by(1, 'ax1'), by(1, 'rq'), 'rz'] },
    types: ['G-nonadjacent-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
  },
  {
    name: 'G2-item-realtime',
    story: { parts: ['az1 rx', by(1, 'ax1'), by(1, 'rq'), 'rz'] },
    types: ['G2-item-realtime'],
    ruledOut: ['strict-serializable'],
  },
  {
    name: 'the same while the first one still runs',
    story: { parts: ['az1 rx', 'ax1', 'rq', 'rz'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'what a process did last comes first, in another process',
    story: { parts: [by(1, 'ax1'), by(4, 'ry'), by(2, 'ay1 rz'), by(3, 'az1 rx')] },
    types: [],
    ruledOut: [],
  },
]

const REGISTERS: readonly Known[] = [
  {
    name: 'garbage-read',
    story: { parts: ['wx2', 'rx1', 'rx2'] },
    types: ['garbage-read'],
    ruledOut: ['read-uncommitted'],
    options: { whole: true },
  },
  {
    name: 'garbage-read where the initial state is given',
    story: { parts: ['wx2', 'rx1', 'rx2'] },
    types: ['garbage-read'],
    ruledOut: ['read-uncommitted'],
    options: { initial: null },
  },
  {
    name: 'a read of what was written elsewhere',
    story: { parts: ['wx2', 'rx1', 'rx2'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'a read of the given initial value',
    story: { parts: ['rx1', 'wx2'] },
    types: [],
    ruledOut: [],
    options: { initial: 1 },
  },
  {
    name: 'G1a',
    story: { parts: [failed('wx1'), 'rx1'] },
    types: ['G1a'],
    ruledOut: ['read-committed'],
  },
  { name: 'an unknown write', story: { parts: [unknown('wx1'), 'rx1'] }, types: [], ruledOut: [] },
  {
    name: 'G1b',
    story: { parts: ['wx1 wx2', 'rx1'] },
    types: ['G1b'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'internal',
    story: { parts: ['wx2', 'wx1 rx2'] },
    types: ['internal'],
    ruledOut: ['read-atomic'],
  },
  {
    name: 'future-read',
    story: { parts: ['rx1 wx1'] },
    types: ['future-read'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'lost-update',
    story: { parts: ['wx0', 'rx0 wx1', 'rx0 wx2'] },
    types: ['lost-update', 'G2-item'],
    ruledOut: ['cursor-stability', 'update-atomic'],
  },
  {
    name: 'updates one after the other',
    story: { parts: ['wx0', 'rx0 wx1', 'rx1 wx2'] },
    types: [],
    ruledOut: [],
  },
  {
    name: 'cyclic-versions by writes that follow reads',
    story: { parts: ['rx1 wx2', 'rx2 wx1'] },
    types: ['cyclic-versions', 'G1c'],
    ruledOut: ['read-uncommitted'],
    options: { writesFollowReads: true },
  },
  {
    name: 'no order of versions to contradict where nobody assumed that writes follow reads',
    story: { parts: ['rx1 wx2', 'rx2 wx1'] },
    types: ['G1c'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'what read uncommitted allows, by writes that follow reads',
    story: { parts: ['rx1 wx2', 'rx2 wx1'] },
    types: [],
    ruledOut: [],
    options: { consistencyModels: ['read-uncommitted'] },
  },
  {
    name: 'G1c, and no G0, by writes that follow reads of each other',
    story: { parts: ['wx1 ry1 wy2', 'wy1 rx1 wx2'] },
    types: ['G1c'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'the same, where that writes follow reads is assumed',
    story: { parts: ['wx1 ry1 wy2', 'rx1 wx2 wy1'] },
    types: ['G0'],
    ruledOut: ['read-uncommitted'],
    options: { writesFollowReads: true },
  },
  {
    name: 'cyclic-versions in one process',
    story: { parts: [by(0, 'wx1'), by(0, 'wx2'), by(0, 'rx1')] },
    types: ['cyclic-versions'],
    ruledOut: ['read-uncommitted'],
    options: { sequentialKeys: true, consistencyModels: ['serializable'] },
  },
  {
    name: 'cyclic-versions in real time',
    story: { parts: ['wx1', 'wx2', 'rx1'], oneByOne: true },
    types: ['cyclic-versions'],
    ruledOut: ['read-uncommitted'],
    options: { linearizableKeys: true },
  },
  {
    name: 'the same at the same time',
    story: { parts: ['wx1', 'wx2', 'rx1'] },
    types: [],
    ruledOut: [],
    options: { linearizableKeys: true },
  },
  {
    name: 'G0 with sequential keys',
    story: { parts: [by(0, 'wx1 wy2'), by(1, 'wx2 wy1'), by(0, 'rx2'), by(1, 'ry2')] },
    types: ['G0'],
    ruledOut: ['read-uncommitted'],
    options: { sequentialKeys: true, consistencyModels: ['serializable'] },
  },
  {
    name: 'G1c',
    story: { parts: ['wx1 ry1', 'wy1 rx1'] },
    types: ['G1c'],
    ruledOut: ['read-committed'],
  },
  {
    name: 'G1c-process',
    story: { parts: [by(1, 'rx1'), by(1, 'wx1')] },
    types: ['G1c-process'],
    ruledOut: ['strong-session-read-committed'],
  },
  {
    name: 'G1c-realtime',
    story: { parts: ['rx1', 'wx1'], oneByOne: true },
    types: ['G1c-realtime'],
    ruledOut: ['strong-read-committed'],
  },
  {
    name: 'G-single from the initial state',
    story: { parts: ['rx_ ry1', 'wy1 wx2'] },
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
  },
  {
    name: 'G-single by writes that follow reads',
    story: { parts: ['wy1', 'ry1 wx1 wy2', 'rx1 ry1'] },
    types: ['G-single'],
    ruledOut: ['consistent-view', 'repeatable-read'],
  },
  {
    name: 'the same where writes need not follow reads',
    story: { parts: ['wy1', 'ry1 wx1 wy2', 'rx1 ry1'] },
    types: [],
    ruledOut: [],
    options: { writesFollowReads: false },
  },
  {
    name: 'G-single-realtime',
    story: { parts: ['wx1', 'rx_'], oneByOne: true },
    types: ['G-single-realtime'],
    ruledOut: ['strong-snapshot-isolation'],
  },
  {
    name: 'G2-item',
    story: { parts: ['rx_ wy1', 'ry_ wx1'] },
    types: ['G2-item'],
    ruledOut: ['repeatable-read'],
  },
  {
    name: 'G-nonadjacent',
    story: { parts: ['wx1', 'rx1 ry_', 'wy1', 'ry1 rx_'] },
    types: ['G-nonadjacent'],
    ruledOut: ['repeatable-read', 'snapshot-isolation'],
  },
]

export const REGISTER_STORIES: readonly Known[] = REGISTERS.map((known) => ({
  ...known,
  story: { ...known.story, registers: true },
}))
