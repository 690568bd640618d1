/**
 * Goal: a schedule is carried out in its order, a person waits for nobody, and after a halt
 * nothing is applied any more and everything is undone, whatever is stuck. Method: a cluster that
 * does what the test says, when the test says so.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Decision, PlannedFault } from '../../../core/drills/decision.ts'
import type { Action } from '../../../core/faults/action.ts'
import { DecisionRunner } from '../../../electron/conductor/decision-runner.ts'

const PAUSE: Action = { kind: 'pause', node: 'n1' }
const STEP: Action = { kind: 'clock-step', node: 'n1', byMs: 500 }

let lines: string[]
let stuck: Map<string, PromiseWithResolvers<undefined>>
let writing: PromiseWithResolvers<undefined> | null
let runner: DecisionRunner

beforeEach(() => {
  lines = []
  stuck = new Map()
  writing = null
  runner = new DecisionRunner({
    cluster: {
      apply: async (fault, actions) => {
        lines.push(`${fault}: ${actions.map(({ kind }) => kind).join(' ')}`)
        await stuck.get(fault)?.promise
      },
      tellClients: ({ type }) => lines.push(`clients ${type}`),
    },
    recorder: {
      faultPlanned: async ({ id }) => {
        lines.push(`planned ${id}`)
        await writing?.promise
      },
      faultApplied: (id) => lines.push(`applied ${id}`),
      faultUndone: (id) => lines.push(`undone ${id}`),
    },
    nowMs: () => 0,
    entered: (phase) => lines.push(phase),
    note: () => undefined,
    failed: (text) => lines.push(`failed ${text}`),
  })
})

function apply(id: string, byHand: boolean, actions: readonly Action[] = [PAUSE]): Decision {
  const plan = { apply: actions, undo: actions, target: 'n1' }
  const fault: PlannedFault = {
    id,
    kind: 'pause',
    target: 'n1',
    parameters: {},
    plan,
    atMs: 0,
    byHand,
  }
  return { kind: 'apply', fault, actions }
}

function undo(id: string, actions: readonly Action[] = [PAUSE]): Decision {
  return { kind: 'undo', id, actions }
}

function holdUp(fault: string): PromiseWithResolvers<undefined> {
  const held = Promise.withResolvers<undefined>()
  stuck.set(fault, held)
  return held
}

describe('decisions', () => {
  it('of a schedule are carried out in order, each after the one before it', async () => {
    const held = holdUp('f1')
    const done = runner.run([apply('f1', false), undo('f1'), { kind: 'phase', phase: 'recovery' }])
    await vi.waitFor(() => expect(lines).toEqual(['planned f1', 'f1: pause']))
    held.resolve(undefined)
    await Promise.all(done)
    expect(lines.slice(2)).toEqual(['applied f1', 'f1: pause', 'undone f1', 'recovery'])
  })

  it('of a person do not wait for those of the schedule, nor for each other', async () => {
    const schedule = holdUp('f1')
    const hand = holdUp('f2')
    runner.run([apply('f1', false)])
    runner.run([apply('f2', true), undo('f2')])
    await Promise.all(runner.run([apply('f3', true)]))
    expect(lines).toContain('applied f3')
    expect(lines).not.toContain('undone f2')
    hand.resolve(undefined)
    schedule.resolve(undefined)
    await runner.settled()
    expect(lines).toContain('undone f2')
  })

  it('that fail are told and hold nobody up', async () => {
    const held = holdUp('f1')
    const [first, second] = runner.run([apply('f1', false), apply('f2', false)])
    held.reject(new Error('n1 does not obey'))
    expect(await first).toBe('n1 does not obey')
    expect(await second).toBeNull()
    expect(lines).toContain('failed f1: n1 does not obey')
  })
})

describe('a halt', () => {
  it('undoes at once what stands behind something stuck, and applies nothing more', async () => {
    runner.run([apply('f1', false)])
    await runner.settled()
    const held = holdUp('f2')
    runner.run([apply('f2', false)])
    const [third] = runner.run([apply('f3', false)])
    await vi.waitFor(() => expect(lines).toContain('f2: pause'))
    lines.length = 0
    const halted = runner.halt([undo('f2'), undo('f1'), undo('f3')])
    await vi.waitFor(() => expect(lines).toContain('f1: pause'))
    expect(lines).not.toContain('f2: pause')
    held.resolve(undefined)
    await halted
    expect(await third).toBe('everything was halted meanwhile')
    expect(lines).toEqual(expect.arrayContaining(['undone f1', 'undone f2']))
    expect(lines).not.toContain('f3: pause')
  })

  it('stops a fault whose plan was just being written down', async () => {
    writing = Promise.withResolvers()
    const [applied] = runner.run([apply('f1', true)])
    const halted = runner.halt([undo('f1')])
    writing.resolve(undefined)
    await halted
    expect(await applied).toBe('everything was halted meanwhile')
    expect(lines).toEqual(['planned f1', 'undone f1'])
  })

  it('moves no clock twice: what waited to be moved back is straightened by the halt', async () => {
    const held = holdUp('f1')
    runner.run([apply('f1', false, [STEP]), undo('f1', [STEP, PAUSE])])
    await vi.waitFor(() => expect(lines).toContain('f1: clock-step'))
    await runner.halt([])
    held.resolve(undefined)
    await runner.settled()
    expect(lines).toEqual(['planned f1', 'f1: clock-step', 'applied f1', 'f1: pause', 'undone f1'])
  })
})
