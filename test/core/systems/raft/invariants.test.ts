/**
 * Goal: each of the four invariants holds on a sound recording, fails on the smallest unsound
 * one with a sentence that says what happened, and does not guess. Method: recordings by hand.
 */
import { describe, expect, it } from 'vitest'
import type { Checker, NodeReport, Recording } from '../../../../core/checkers/checker.ts'
import type { RaftReport } from '../../../../core/systems/raft/reports.ts'
import { INVARIANTS } from '../../../../core/systems/raft/invariants/index.ts'

const [electionSafety, logMatching, leaderCompleteness, stateMachineSafety] =
  INVARIANTS as readonly [Checker, Checker, Checker, Checker]

type Told = readonly [node: string, event: RaftReport, incarnation?: number]

function recording(told: readonly Told[]): Recording {
  const reports = told.map(([node, event, incarnation = 1], at): NodeReport => ({
    atUs: at,
    node,
    incarnation,
    event,
  }))
  return { workload: { kind: 'none', options: {} }, history: [], reports, finalStates: [] }
}

function judge(checker: Checker, told: readonly Told[], budget = 1000) {
  const { verdict, summary, witness } = checker.check(recording(told), budget)
  if (verdict === 'invalid') expect(witness?.sentence).toBe(summary)
  return [verdict, summary]
}

const leads = (term: number): RaftReport => ({ type: 'role', role: 'leader', term })
const restored = (index = 0, term = 0, chain = 0): RaftReport => ({
  type: 'restored',
  index,
  term,
  chain,
})
const append = (from: number, term: number, ...chains: number[]): RaftReport => ({
  type: 'append',
  from,
  term,
  chains,
})
const commit = (term: number, index: number, chain: number, state = chain): RaftReport => ({
  type: 'commit',
  term,
  index,
  chain,
  state,
})

/** Two nodes that agree, a truncation, a restart and a snapshot. */
const SOUND: readonly Told[] = [
  ['n1', restored()],
  ['n2', restored()],
  ['n1', leads(1)],
  ['n1', append(1, 1, 11, 12)],
  ['n2', append(1, 1, 11)],
  ['n1', commit(1, 1, 11)],
  ['n2', commit(1, 1, 11)],
  ['n2', leads(2)],
  ['n2', append(2, 2, 22)],
  ['n1', { type: 'truncate', from: 2 }],
  ['n1', append(2, 2, 22)],
  ['n2', commit(2, 2, 22)],
  ['n1', restored(), 2],
  ['n1', append(1, 1, 11), 2],
  ['n1', append(2, 2, 22), 2],
  ['n1', commit(2, 2, 22), 2],
  ['n1', { type: 'snapshot', index: 2, chain: 22 }, 2],
  ['n1', restored(2, 2, 22), 3],
  ['n1', leads(3), 3],
]

describe('a sound recording', () => {
  for (const checker of INVARIANTS) {
    it(`satisfies ${checker.name}`, () => {
      expect(judge(checker, SOUND)[0]).toBe('valid')
      expect(judge(checker, SOUND, 1)[0]).toBe('unknown')
      expect(judge(checker, [])[0]).toBe('valid')
    })
  }
})

describe('election-safety', () => {
  it('fails for two leaders in a term', () => {
    expect(judge(electionSafety, [...SOUND, ['n2', leads(3)]])).toEqual([
      'invalid',
      'Both n1 and n2 became leader in term 3.',
    ])
  })

  it('fails for one that leads in a term again after a restart', () => {
    expect(judge(electionSafety, [...SOUND, ['n1', leads(3), 4]])).toEqual([
      'invalid',
      'n1 became leader in term 3 twice, in two of its lives.',
    ])
  })
})

describe('log-matching', () => {
  it('fails when logs with a common entry differ before it', () => {
    const told: readonly Told[] = [
      ['n1', append(1, 1, 11, 12)],
      ['n2', append(1, 1, 11, 13)],
    ]
    expect(judge(logMatching, told)).toEqual([
      'invalid',
      'Entry 2 of term 1 is in the logs of n1 and n2, but they are not equal up to it.',
    ])
  })

  it('compares what snapshots stand for, too', () => {
    expect(judge(logMatching, [...SOUND, ['n3', restored(2, 2, 23)]])[0]).toBe('invalid')
  })
})

describe('leader-completeness', () => {
  const before: readonly Told[] = [
    ['n1', restored()],
    ['n2', restored()],
    ['n1', append(1, 1, 11, 12)],
    ['n1', commit(1, 2, 12)],
    ['n2', append(1, 1, 11)],
  ]

  it('fails for a leader whose log is too short', () => {
    expect(judge(leaderCompleteness, [...before, ['n2', leads(2)]])).toEqual([
      'invalid',
      'n2 became leader in term 2 without entry 2, which n1 had reported as committed: ' +
        'its log ends at 1.',
    ])
  })

  it('fails for a leader with another entry there, also if the commit is reported later', () => {
    const told: readonly Told[] = [
      ['n2', restored()],
      ['n2', append(1, 1, 11)],
      ['n2', append(2, 2, 22)],
      ['n2', leads(3)],
      ...before.slice(0, 1),
      ...before.slice(2, 4),
    ]
    expect(judge(leaderCompleteness, told)).toEqual([
      'invalid',
      'n2 became leader in term 3 without entry 2, which n1 had reported as committed: ' +
        'it holds another entry there, or before.',
    ])
  })

  it('asks nothing of a leader of the same term, nor of one whose snapshot covers it', () => {
    expect(judge(leaderCompleteness, [...before, ['n2', leads(1)]])[0]).toBe('valid')
    const covered: readonly Told[] = [...before, ['n2', restored(7, 1, 17)], ['n2', leads(2)]]
    expect(judge(leaderCompleteness, covered)[0]).toBe('valid')
  })

  it('does not judge a log of which reports are missing', () => {
    expect(judge(leaderCompleteness, [...before, ['n2', append(5, 1, 15)]])[0]).toBe('unknown')
  })
})

describe('state-machine-safety', () => {
  it('fails when two nodes apply different entries, also between their reports', () => {
    const told: readonly Told[] = [
      ['n1', append(1, 1, 11, 12)],
      ['n1', commit(1, 1, 11)],
      ['n2', append(1, 2, 21, 22, 23)],
      ['n2', commit(2, 3, 23)],
    ]
    expect(judge(stateMachineSafety, told)).toEqual([
      'invalid',
      'n1 and n2 applied different entries at index 1.',
    ])
  })

  it('fails when equal entries led to different states', () => {
    const told: readonly Told[] = [
      ['n1', append(1, 1, 11)],
      ['n1', commit(1, 1, 11, 5)],
      ['n2', append(1, 1, 11)],
      ['n2', commit(1, 1, 11, 6)],
    ]
    expect(judge(stateMachineSafety, told)).toEqual([
      'invalid',
      'n1 and n2 applied the same entries up to index 1, but their states differ.',
    ])
  })

  it('fails when a node forgets what it had applied', () => {
    const told: readonly Told[] = [...SOUND, ['n1', restored(), 4], ['n1', append(1, 5, 51), 4]]
    expect(judge(stateMachineSafety, [...told, ['n1', commit(5, 1, 51), 4]])[0]).toBe('invalid')
  })

  it('fails for a snapshot of something else', () => {
    expect(judge(stateMachineSafety, [...SOUND, ['n3', restored(2, 9, 29)]])[0]).toBe('invalid')
  })
})
