/**
 * Goal: every fault plans what it says, undoes what it plans, and claims no effect without
 * evidence. Method: each is planned with its defaults against the same cluster.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import { readParameters } from '../../../core/drills/parameters.ts'
import type { Action, Evidence } from '../../../core/faults/action.ts'
import type { Fault, FaultOrder, Plan } from '../../../core/faults/fault.ts'
import { FAULTS, findFault } from '../../../core/faults/index.ts'

const REQUIRED: { readonly [kind: string]: { readonly [name: string]: unknown } } = {
  'bad-release': { release: 'local-reads' },
  'wrong-configuration': { options: {} },
}

const NODES = ['n1', 'n2', 'n3', 'n4', 'n5']

function orderOf(fault: Fault, given: { readonly [name: string]: unknown } = {}): FaultOrder {
  const data = { ...REQUIRED[fault.kind], ...given }
  const { values, problems } = readParameters(fault.parameters, data, [])
  expect(problems).toEqual([])
  const targets = {
    nodes: ['n1', 'n2', 'c1'],
    links: [
      { from: 'n1', to: 'n2' },
      { from: 'n2', to: 'n1' },
    ],
    all: { nodes: NODES, clients: ['c1'], retired: ['n6'] },
    leader: 'n1',
  }
  return { id: 'f1', targets, parameters: values, prng: new Prng('a') }
}

function planOf(kind: string, given: { readonly [name: string]: unknown } = {}): Plan {
  const fault = findFault(kind)
  if (fault === undefined) throw new Error(`no fault ${kind}`)
  return fault.plan(orderOf(fault, given))
}

function everything({ apply, steps = [] }: Plan): readonly Action[] {
  return [...apply, ...steps.flatMap(({ actions }) => actions)]
}

const ALL_EVIDENCE: Evidence = {
  messages: 900,
  dropped: 412,
  delayed: 10,
  delayedMs: 1000,
  duplicated: 3,
  reordered: 4,
  corrupted: 5,
  refused: 5,
  resets: 2,
  slowedSyncs: 6,
  slowedMs: 600,
  failedWrites: 1,
  failedSyncs: 1,
  bytesLost: 12_345,
  bitsFlipped: 1,
  clockMovedMs: 498,
  exits: 1,
  starts: 1,
  pauses: 1,
  resumes: 1,
  downMs: 4900,
  commands: 1,
}

describe.each(FAULTS.map((fault) => [fault.kind, fault] as const))('%s', (_, fault) => {
  const plan = fault.plan(orderOf(fault))

  it('does something, to nodes alone where it is a fault of processes', () => {
    expect(everything(plan).length).toBeGreaterThan(0)
    expect(plan.target).not.toBe('nothing')
    for (const action of everything(plan)) {
      if ('node' in action) expect(action.node).not.toBe('c1')
    }
  })

  it('undoes whatever stands', () => {
    const undone = JSON.stringify(plan.undo)
    for (const action of everything(plan)) {
      if (['link', 'disk', 'clock-rate', 'clock-strobe'].includes(action.kind) && 'id' in action) {
        expect(action.id).toBe('f1')
        expect(plan.undo).toContainEqual({ kind: 'lift', id: 'f1' })
      }
      if (action.kind === 'pause') expect(undone).toContain('resume')
      const left = 'node' in action && (plan.retires ?? []).includes(action.node)
      if ((action.kind === 'crash' || action.kind === 'stop') && !left) {
        expect(plan.undo).toContainEqual({ kind: 'start', node: action.node })
      }
    }
  })

  it('keeps its steps in order of time, within its end', () => {
    const times = (plan.steps ?? []).map(({ afterMs }) => afterMs)
    expect(times).toEqual([...times].sort((left, right) => left - right))
    const last = times.at(-1) ?? 0
    expect(last).toBeLessThanOrEqual(plan.endsAfterMs ?? Infinity)
    expect(last).toBeLessThan(plan.repeatEveryMs ?? Infinity)
  })

  it('claims an effect only from evidence, and with its figures', () => {
    expect(fault.effect({}).proven).toBe(false)
    const { proven, sentence } = fault.effect(ALL_EVIDENCE)
    expect(proven).toBe(true)
    expect(sentence).toMatch(/[0-9]|once/)
  })
})

describe('faults', () => {
  it('have kinds of their own', () => {
    expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBe(FAULTS.length)
  })

  it('tell figures as people read them', () => {
    expect(findFault('partition')?.effect(ALL_EVIDENCE).sentence).toBe('412 messages dropped')
    expect(findFault('kill')?.effect(ALL_EVIDENCE).sentence).toBe(
      'went down once, 4.9 s down in all',
    )
    expect(findFault('clock-offset')?.effect(ALL_EVIDENCE).sentence).toBe('clock moved +498 ms')
    expect(findFault('power-loss')?.effect(ALL_EVIDENCE).sentence).toContain('12,345 unsynced')
  })

  it('delay in four shapes', () => {
    const rule = (shape: string): unknown => {
      const [action] = planOf('delay', {
        shape,
        by: '50ms',
        spread: '80ms',
        'at-most': '10ms',
      }).apply
      return action?.kind === 'link' && action.rule.type === 'delay' ? action.rule.delay : null
    }
    expect(rule('constant')).toEqual({ shape: 'constant', ms: 50 })
    expect(rule('uniform')).toEqual({ shape: 'uniform', fromMs: 0, toMs: 130 })
    expect(rule('normal')).toEqual({ shape: 'normal', meanMs: 50, deviationMs: 80 })
    expect(rule('heavy-tail')).toEqual({ shape: 'heavy-tail', medianMs: 50, maximumMs: 50 })
  })

  it('restart one node at a time, the leader last', () => {
    const { steps = [] } = planOf('rolling-restart', { 'down-for': '1s', pause: '2s' })
    expect(steps).toEqual([
      { afterMs: 0, actions: [{ kind: 'stop', node: 'n2' }] },
      { afterMs: 1000, actions: [{ kind: 'start', node: 'n2' }] },
      { afterMs: 3000, actions: [{ kind: 'stop', node: 'n1' }] },
      { afterMs: 4000, actions: [{ kind: 'start', node: 'n1' }] },
    ])
  })

  it('replace nodes under a name that was never used', () => {
    const { apply, steps = [], retires } = planOf('replace-node')
    expect(apply).toEqual([{ kind: 'start', node: 'n7' }])
    const command = { type: 'change-membership', members: ['n3', 'n4', 'n5', 'n7'] }
    expect(steps[0]?.actions).toEqual([{ kind: 'command', node: 'leader', command }])
    expect(retires).toEqual(['n1', 'n2'])
  })
})
