/**
 * Goal: what is remembered of rules, ports, evidence and plans is right. Method: plain examples,
 * and one property for sums.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Action, Evidence } from '../../../core/faults/action.ts'
import { applyActions, groupActions } from '../../../electron/cluster/apply-actions.ts'
import { addEvidence, sumEvidence } from '../../../electron/cluster/evidence.ts'
import { EvidenceBook } from '../../../electron/cluster/evidence-book.ts'
import * as plan from '../../../electron/cluster/plan-processes.ts'
import { RegistryBook } from '../../../electron/cluster/registry.ts'
import { StandingRules } from '../../../electron/cluster/standing-rules.ts'
import type { Order } from '../../../electron/node-host/control.ts'

describe('evidence', () => {
  test('sums have no zeros and forget no field', () => {
    const left: Evidence = { dropped: 3, corrupted: 0, clockMovedMs: 5 }
    expect(addEvidence(left, { dropped: 1, clockMovedMs: -7, exits: 1 })).toEqual({
      dropped: 4,
      clockMovedMs: -7,
      exits: 1,
    })
  })

  test('the order of the parts does not matter', () => {
    const evidence = fc.record({ dropped: fc.nat(9), exits: fc.nat(9) }, { requiredKeys: [] })
    const part = fc.dictionary(fc.constantFrom('f1', 'f2', 'f3'), evidence)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const sum = sumEvidence(parts as readonly { [fault: string]: Evidence }[])
        const back = sumEvidence([...(parts as { [fault: string]: Evidence }[])].reverse())
        expect(back).toEqual(sum)
        expect(Object.keys(back)).toEqual(Object.keys(sum))
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  test('lives of a process add up, words of one life replace each other', () => {
    const book = new EvidenceBook()
    book.hostSaid('n1', 1, { f1: { dropped: 3 } })
    book.hostSaid('n1', 1, { f1: { dropped: 5 } })
    book.hostSaid('n1', 2, { f1: { dropped: 2 } })
    book.saw('f1', { exits: 1 })
    expect(book.total(0)).toEqual({ f1: { dropped: 7, exits: 1 } })
  })

  test('time away belongs to the fault that took the process, and runs until it is back', () => {
    const book = new EvidenceBook()
    book.away('f1', 'n1', 1_000)
    book.away('f2', 'n1', 1_500)
    expect(book.total(2_000)).toEqual({ f1: { downMs: 1_000 } })
    book.back('n1', 3_000)
    book.back('n1', 9_000)
    expect(book.total(9_999)).toEqual({ f1: { downMs: 2_000 } })
  })
})

describe('registry', () => {
  test('every change is told, and nothing else', () => {
    const heard: object[] = []
    const book = new RegistryBook((registry) => heard.push(registry))
    book.listening(['n1'], 4_001)
    book.listening(['n1'], 4_001)
    book.listening(['c1', 'c2'], 4_002)
    book.gone(['n1'])
    book.gone(['n1'])
    expect(heard).toEqual([
      { n1: 4_001 },
      { n1: 4_001, c1: 4_002, c2: 4_002 },
      { c1: 4_002, c2: 4_002 },
    ])
  })
})

describe('standing rules', () => {
  const cut = (id: string, fault = id): Order => ({
    fault,
    action: { kind: 'link', id, from: 'n1', to: 'n2', rule: { type: 'cut' } },
  })

  test('a lift takes every rule of its id, and no other', () => {
    const rules = new StandingRules()
    for (const id of ['f1', 'f2', 'f1']) rules.keep(cut(id))
    expect(rules.lift('f1')).toBe(2)
    expect(rules.lift('f1')).toBe(0)
    expect(rules.forBoot('n1')).toEqual([cut('f2')])
  })

  test('all can be lifted, each under the fault that installed it', () => {
    const rules = new StandingRules()
    for (const order of [cut('f1/a', 'f1'), cut('f1/b', 'f1'), cut('f1/a', 'f1')]) rules.keep(order)
    expect(rules.lifts()).toEqual([
      { fault: 'f1', action: { kind: 'lift', id: 'f1/a' } },
      { fault: 'f1', action: { kind: 'lift', id: 'f1/b' } },
    ])
  })

  test('a wrong clock is the first thing that a new life is told', () => {
    const rules = new StandingRules()
    rules.keep(cut('f1'))
    rules.clockHeard(250)
    rules.clockStepped(-1_000)
    expect(rules.forBoot('n1')[0]?.action).toEqual({ kind: 'clock-step', node: 'n1', byMs: -750 })
    rules.clockHeard(0.2)
    expect(rules.forBoot('n1')).toEqual([cut('f1')])
  })
})

describe('plan', () => {
  const choice = {
    system: { kind: 'raft', nodes: 3, release: 'correct', options: { heartbeatMs: 80, batch: 1 } },
    workload: {
      kind: 'bank',
      clients: 2,
      ratePerSecond: 100,
      durationMs: 1,
      options: { accounts: 4 },
    },
  }

  test('nodes keep the first members, whoever joins, and take other settings over their own', () => {
    expect(plan.nodeSpec(choice, 'n4', { release: 'bad', options: { batch: 2 } })).toEqual({
      role: 'node',
      id: 'n4',
      system: 'raft',
      release: 'bad',
      members: ['n1', 'n2', 'n3'],
      options: { heartbeatMs: 80, batch: 2 },
    })
  })

  test('clients know their number, their nodes and their rate', () => {
    expect(plan.clientSpecs(choice)[1]).toEqual({
      role: 'client',
      id: 'c2',
      system: 'raft',
      nodes: ['n1', 'n2', 'n3'],
      workload: 'bank',
      index: 1,
      clients: 2,
      options: { accounts: 4, ratePerSecond: 100 },
    })
  })

  test('names are ordered as people order them', () => {
    expect(['n10', 'n2', 'n1'].sort(plan.compareNames)).toEqual(['n1', 'n2', 'n10'])
    expect(['n0', 'n1', 'c1', 'n01', '../n1', 'n12345'].filter(plan.isNodeName)).toEqual(['n1'])
  })
})

describe('the order of actions', () => {
  const crash = (node: string): Action => ({ kind: 'crash', node, crash: 'power' })
  const start = (node: string): Action => ({ kind: 'start', node })
  const lift: Action = { kind: 'lift', id: 'f1' }
  const step: Action = { kind: 'clock-step', node: 'n1', byMs: 1 }

  test('neighbours of one kind go together, a node never twice', () => {
    const groups = groupActions([
      crash('n1'),
      crash('n2'),
      start('n1'),
      start('n1'),
      lift,
      step,
      step,
    ])
    expect(groups.map((group) => group.length)).toEqual([2, 1, 1, 3])
    expect(groupActions([])).toEqual([])
  })

  test('nothing is begun after a failure', async () => {
    const begun: string[] = []
    const perform = async (action: Action): Promise<void> => {
      begun.push(action.kind)
      if (action.kind === 'start') throw new Error('it is on fire')
    }
    const applied = applyActions([crash('n1'), start('n1'), lift], perform, () => null)
    await expect(applied).rejects.toThrow(
      'could not start n1: it is on fire (carried out: cut the power of n1)',
    )
    expect(begun).toEqual(['crash', 'start'])
  })
})
