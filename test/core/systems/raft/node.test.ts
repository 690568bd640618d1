/**
 * Goal: single answers that safety hangs on. Method: one node over a bare `Stepper`, inputs by
 * hand, and what it asks its host for.
 */
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../core/runtime/effect.ts'
import type { DiskRecord, Input, Message } from '../../../../core/runtime/machine.ts'
import { Stepper } from '../../../../core/runtime/stepper.ts'
import { raft } from '../../../../core/systems/raft/index.ts'
import type { RaftInspection } from '../../../../core/systems/raft/inspect.ts'
import type { RaftMessage } from '../../../../core/systems/raft/messages.ts'

const NOOP = { kind: 'noop' } as const

class Lone {
  readonly #stepper: Stepper

  constructor(records: readonly DiskRecord[] = [], options = {}, release?: string) {
    const members = ['n1', 'n2', 'n3']
    const spec = { role: 'node', id: 'n1', system: 'raft', release: 'x', members, options } as const
    const maker = release ? raft.mutants.find(({ name }) => name === release) : raft
    if (maker === undefined) throw new Error(`there is no ${release}`)
    this.#stepper = new Stepper({ machine: maker.createNode(spec), id: 'n1', seed: 'lone' })
    this.step({ kind: 'start', records })
  }

  step(input: Input): readonly Effect[] {
    return this.#stepper.step(input, 0)
  }

  /** What it sends in answer to a message from n2. */
  hear(body: RaftMessage, from = 'n2'): { readonly body: Message; readonly early: boolean }[] {
    return this.step({ kind: 'message', from, body }).flatMap((effect) =>
      effect.kind === 'send' ? [{ body: effect.body, early: effect.early }] : [],
    )
  }

  get view(): RaftInspection {
    return this.#stepper.inspect() as RaftInspection
  }
}

const LOG: readonly DiskRecord[] = [
  { type: 'hard-state', term: 2, vote: null } as DiskRecord,
  {
    type: 'entries',
    from: 1,
    entries: [1, 2, 2].map((term) => ({ term, command: NOOP })),
  } as DiskRecord,
]

const vote = { type: 'vote', term: 3, lastIndex: 9, lastTerm: 2, transfer: false } as const
const preVote = { type: 'pre-vote', term: 3, lastIndex: 9, lastTerm: 2 } as const
const heartbeat = { type: 'heartbeat', term: 2, commit: 0, round: 4 } as const

describe('a follower', () => {
  it('commits nothing that the message has not vouched for', () => {
    const node = new Lone(LOG)
    const empty = { type: 'append', term: 3, prevIndex: 1, prevTerm: 1, entries: [], commit: 3 }
    node.hear(empty as RaftMessage)
    expect(node.view).toMatchObject({ commit: 1, lastIndex: 3 })
  })

  it('keeps what agrees when an old append comes late', () => {
    const node = new Lone(LOG)
    const entries = [{ term: 2, command: NOOP }]
    const old = { type: 'append', term: 2, prevIndex: 1, prevTerm: 1, entries, commit: 0 } as const
    expect(node.hear(old)).toEqual([
      { body: { type: 'append-ok', term: 2, match: 2 }, early: false },
    ])
    expect(node.view.lastIndex).toBe(3)
  })

  it('tells a leader of a past term so, and takes nothing from it', () => {
    const node = new Lone(LOG)
    const old = { ...heartbeat, term: 1 }
    expect(node.hear(old)).toEqual([{ body: { type: 'stale', term: 2 }, early: true }])
    expect(node.view.leader).toBe(null)
  })
})

describe('a voter', () => {
  it('votes once in a term, and says so only when the disk holds it', () => {
    const node = new Lone(LOG)
    const reply = { type: 'vote-reply', term: 3 }
    expect(node.hear(vote, 'n2')).toEqual([{ body: { ...reply, granted: true }, early: false }])
    expect(node.hear(vote, 'n3')).toEqual([{ body: { ...reply, granted: false }, early: false }])
    expect(node.hear(vote, 'n2')).toEqual([{ body: { ...reply, granted: true }, early: false }])
  })

  it('remembers its vote after a restart', () => {
    const kept = { type: 'hard-state', term: 3, vote: 'n3' } as DiskRecord
    expect(new Lone([...LOG, kept]).hear(vote)[0]?.body).toMatchObject({ granted: false })
  })

  it('votes for nobody whose log ends earlier', () => {
    for (const last of [
      { lastTerm: 1, lastIndex: 9 },
      { lastTerm: 2, lastIndex: 2 },
    ]) {
      expect(new Lone(LOG).hear({ ...vote, ...last })[0]?.body).toMatchObject({ granted: false })
      expect(new Lone(LOG).hear({ ...preVote, ...last })[0]?.body).toMatchObject({ granted: false })
    }
  })

  it('protects a leader that it hears, until its connection closes', () => {
    const node = new Lone(LOG)
    node.hear(heartbeat)
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: false, term: 2 })
    expect(node.hear(vote, 'n3')).toEqual([])
    expect(node.view.term).toBe(2)
    node.step({ kind: 'disconnected', peer: 'n2' })
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: true, term: 3 })
    node.hear(heartbeat)
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: false })
  })

  it('is not freed of a promised lease by a closed connection, nor by its own restart', () => {
    const node = new Lone(LOG, { reads: 'lease' })
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: false })
    node.hear(heartbeat)
    node.step({ kind: 'disconnected', peer: 'n2' })
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: false })
    for (let tick = 0; tick < 7; tick++) node.step({ kind: 'timer', name: 'tick' })
    expect(node.hear(preVote, 'n3')[0]?.body).toMatchObject({ granted: true })
  })
})

describe('a mutant', () => {
  it('differs in the one decision that it is named after', () => {
    const early = new Lone(LOG, {}, 'vote-before-store').hear(vote)
    expect(early).toMatchObject([{ body: { granted: true }, early: true }])
    const entries = [{ term: 3, command: NOOP }]
    const append = { type: 'append', term: 3, prevIndex: 3, prevTerm: 2, commit: 0 } as const
    const hasty = new Lone(LOG, {}, 'ack-before-fsync').hear({ ...append, entries })
    expect(hasty).toMatchObject([{ body: { type: 'append-ok', match: 4 }, early: true }])
  })
})

describe('settings', () => {
  it('are refused when an election would not wait for two heartbeats', () => {
    expect(() => new Lone([], { heartbeatMs: 300 })).toThrow('under two heartbeats')
  })
})

describe('a request', () => {
  const asked = (attempt: number): Input => {
    const operation = { f: 'write', key: 'x', value: 1 }
    const request = { from: 'c1', session: 1, sequence: 1, attempt, operation }
    return { kind: 'request', request }
  }
  const answers = (effects: readonly Effect[]): number =>
    effects.filter(({ kind }) => kind === 'reply').length

  it('that was refused is over: a copy of it that comes later is not taken', () => {
    const node = new Lone()
    expect(answers(node.step(asked(1)))).toBe(1)
    expect(answers(node.step(asked(1)))).toBe(0)
    expect(answers(node.step(asked(2)))).toBe(1)
    expect(answers(node.step(asked(1)))).toBe(0)
  })
})
