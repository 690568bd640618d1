/**
 * Goal: actions reach the process that they concern, are proven there, stand across restarts,
 * and can be halted at once. Method: fixture hosts that show the rules they were given.
 */
import { describe, expect, test } from 'vitest'
import type { Action, LinkRule } from '../../../core/faults/action.ts'
import { processStatus } from '../../../electron/cluster/process-status.ts'
import { eventually, isGone, smallCluster, tearDown } from './small-cluster.ts'
import type { SmallCluster, SmallOptions } from './small-cluster.ts'

async function running(
  options: SmallOptions,
  body: (small: SmallCluster) => Promise<void>,
): Promise<void> {
  const small = smallCluster(options)
  try {
    await small.cluster.start()
    await body(small)
  } finally {
    await tearDown(small)
  }
  expect(small.allPids.filter((pid) => !isGone(pid))).toEqual([])
}

function cut(from: string, to: string, id = 'f1'): Action {
  const rule: LinkRule = { type: 'cut' }
  return { kind: 'link', id, from, to, rule }
}

async function rulesOf(small: SmallCluster, node: string): Promise<unknown> {
  await small.cluster.refresh()
  return small.inspected(node)['rules']
}

const pidOf = (small: SmallCluster, name: string): number => small.pids.get(name) as number

describe('processes', () => {
  test('a crash is an exit, the time down is measured, a start is a new life', () =>
    running({}, async (small) => {
      const first = pidOf(small, 'n2')
      await small.cluster.apply('f1', [{ kind: 'crash', node: 'n2', crash: 'process' }])
      expect(isGone(first)).toBe(true)
      expect(small.node('n2').state).toBe('down')
      expect((await small.cluster.evidence())['f1']?.exits).toBe(1)
      await small.cluster.apply('f1', [{ kind: 'start', node: 'n2' }])
      expect(small.node('n2')).toMatchObject({ state: 'up', incarnation: 2 })
      const { f1 } = await small.cluster.evidence()
      expect(f1).toMatchObject({ exits: 1, starts: 1 })
      expect(f1?.downMs).toBeGreaterThan(0)
      await small.cluster.refresh()
      expect(small.inspected('n2')).toMatchObject({ seed: 'seed-1/n2/2', incarnation: 2 })
      const states = small.views.map((view) => view.nodes[1]?.state)
      const changes = states.filter((state, index) => state !== states[index - 1])
      // Whether anybody looked before the process was there is up to the computer.
      expect(changes.slice(changes.indexOf('starting'))).toEqual([
        'starting',
        'up',
        'down',
        'starting',
        'up',
      ])
    }))

  test('what a host measured in its last moments is kept', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [cut('n1', 'n2')])
      await small.cluster.apply('f2', [{ kind: 'crash', node: 'n1', crash: 'process' }])
      await small.cluster.apply('f3', [{ kind: 'crash', node: 'n2', crash: 'power' }])
      const evidence = await small.cluster.evidence()
      expect(evidence['f1']).toEqual({ messages: 1 })
      expect(evidence['f2']).toMatchObject({ exits: 1 })
      expect(evidence['f3']).toMatchObject({ exits: 1, bytesLost: 7 })
    }))

  test('a pause is proven at the operating system, and so is its end', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [{ kind: 'pause', node: 'n1' }])
      expect(processStatus(pidOf(small, 'n1'))).toBe('stopped')
      expect(small.node('n1').state).toBe('paused')
      await small.cluster.apply('f1', [{ kind: 'resume', node: 'n1' }])
      expect(processStatus(pidOf(small, 'n1'))).toBe('running')
      expect(small.node('n1').state).toBe('up')
      const { f1 } = await small.cluster.evidence()
      expect(f1).toMatchObject({ pauses: 1, resumes: 1 })
    }))

  test('a paused node can be killed, cut off from power, and stopped', () =>
    running({}, async (small) => {
      const names = ['n1', 'n2', 'n3']
      await small.cluster.apply(
        'f1',
        names.map((node): Action => ({ kind: 'pause', node })),
      )
      await small.cluster.apply('f2', [
        { kind: 'crash', node: 'n1', crash: 'process' },
        { kind: 'crash', node: 'n2', crash: 'torn' },
        { kind: 'stop', node: 'n3' },
      ])
      expect(small.cluster.view().nodes.map(({ state }) => state)).toEqual(['down', 'down', 'down'])
      const evidence = await small.cluster.evidence()
      expect(evidence['f1']).toMatchObject({ pauses: 3 })
      expect(evidence['f2']).toMatchObject({ exits: 3, bytesLost: 7 })
    }))

  test('what finds nothing to do is done and leaves no evidence', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [
        { kind: 'start', node: 'n1' },
        { kind: 'resume', node: 'n1' },
        { kind: 'lift', id: 'f1' },
      ])
      expect((await small.cluster.evidence())['f1']).toBeUndefined()
      expect(small.node('n1').incarnation).toBe(1)
    }))

  test('a node with another release keeps it for one life', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [
        { kind: 'stop', node: 'n1' },
        { kind: 'start', node: 'n1', release: 'mutant', options: { batch: 7 } },
      ])
      expect(small.node('n1').release).toBe('mutant')
      await small.cluster.refresh()
      expect(small.inspected('n1')['spec']).toMatchObject({
        release: 'mutant',
        options: { batch: 7 },
      })
      await small.cluster.apply('f1', [
        { kind: 'stop', node: 'n1' },
        { kind: 'start', node: 'n1' },
      ])
      expect(small.node('n1').release).toBe('r1')
    }))

  test('an unknown node is made and joins; its members are those of the beginning', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [{ kind: 'start', node: 'n10' }])
      expect(small.cluster.view().nodes.map(({ node }) => node)).toEqual(['n1', 'n2', 'n10'])
      await small.cluster.refresh()
      expect(small.inspected('n10')['spec']).toMatchObject({ members: ['n1', 'n2'] })
      expect(small.journals.has('n10')).toBe(true)
      await eventually('n1 knows where n10 is', () => {
        void small.cluster.refresh()
        return 'n10' in ((small.inspected('n1')['registry'] ?? {}) as object)
      })
    }))

  test('a bit of a running node is not flipped, of a node that is down it is', () =>
    running({ nodes: 1 }, async (small) => {
      const flip: Action = { kind: 'flip-bit', node: 'n1', where: 'middle' }
      await expect(small.cluster.apply('f1', [flip])).rejects.toThrow(
        'could not flip a bit of n1: n1 is up',
      )
      await small.cluster.apply('f1', [{ kind: 'stop', node: 'n1' }, flip])
      expect((await small.cluster.evidence())['f1']).toMatchObject({ bitsFlipped: 1 })
    }))
})

describe('rules', () => {
  test('a rule goes to the sender, and a lift removes it', () =>
    running({}, async (small) => {
      await small.cluster.apply('f1', [cut('n1', 'n2'), cut('c1', 'n3')])
      expect(await rulesOf(small, 'n1')).toEqual(['f1'])
      expect(await rulesOf(small, 'n2')).toEqual([])
      expect(await rulesOf(small, 'n3')).toEqual([])
      expect((await small.cluster.evidence())['f1']).toEqual({ messages: 2 })
      await small.cluster.apply('f1', [{ kind: 'lift', id: 'f1' }])
      expect(await rulesOf(small, 'n1')).toEqual([])
    }))

  test('a rule stands in the next life, and one that was lifted meanwhile does not', () =>
    running({}, async (small) => {
      await small.cluster.apply('f1', [cut('n1', 'n2', 'f1'), cut('n1', 'n3', 'f2')])
      await small.cluster.apply('f3', [{ kind: 'crash', node: 'n1', crash: 'process' }])
      await small.cluster.apply('f2', [{ kind: 'lift', id: 'f2' }, cut('n1', 'n2', 'f4')])
      await small.cluster.apply('f3', [{ kind: 'start', node: 'n1' }])
      expect(await rulesOf(small, 'n1')).toEqual(['f1', 'f4'])
    }))

  test('a wrong clock stays wrong across a restart, also when it moved while down', () =>
    running({ nodes: 1 }, async (small) => {
      await small.cluster.apply('f1', [{ kind: 'clock-step', node: 'n1', byMs: 300 }])
      await small.cluster.apply('f2', [
        { kind: 'crash', node: 'n1', crash: 'process' },
        { kind: 'clock-step', node: 'n1', byMs: 40 },
        { kind: 'start', node: 'n1' },
      ])
      await small.cluster.refresh()
      expect(small.inspected('n1')['clockOffsetMs']).toBe(340)
      expect((await small.cluster.evidence())['f2']?.clockMovedMs).toBe(40)
    }))

  test('a rule for a paused node is there when it wakes up', () =>
    running({ nodes: 2 }, async (small) => {
      await small.cluster.apply('f1', [{ kind: 'pause', node: 'n1' }, cut('n1', 'n2', 'f2')])
      await small.cluster.apply('f1', [{ kind: 'resume', node: 'n1' }])
      expect(await rulesOf(small, 'n1')).toEqual(['f2'])
    }))

  test('what could not be done is named, and what was done before it', () =>
    running({ nodes: 2 }, async (small) => {
      const disk: Action = { kind: 'disk', id: 'f1', node: 'n1', rule: { type: 'io-error' } }
      await expect(
        small.cluster.apply('f1', [{ kind: 'pause', node: 'n2' }, disk]),
      ).rejects.toThrow(
        'could not io-error on n1: n1 refused: no such disk here (carried out: pause n2)',
      )
      await expect(
        small.cluster.apply('f1', [{ kind: 'crash', node: 'n9', crash: 'process' }]),
      ).rejects.toThrow('there is no n9 in this cluster')
      await expect(
        small.cluster.apply('f1', [{ kind: 'crash', node: 'c1', crash: 'process' }]),
      ).rejects.toThrow('c1 is a client')
      expect(await rulesOf(small, 'n1')).toEqual([])
    }))
})

describe('halt', () => {
  test('lifts all, resumes all and straightens the clocks', () =>
    running({}, async (small) => {
      await small.cluster.apply('f1', [
        cut('n1', 'n2'),
        { kind: 'clock-step', node: 'n1', byMs: -700 },
        { kind: 'pause', node: 'n2' },
        { kind: 'pause', node: 'n3' },
        cut('n2', 'n1', 'f2'),
      ])
      const halted = await small.cluster.halt()
      expect(halted).toMatchObject({ lifted: 2, resumed: 2 })
      expect(halted.tookMs).toBeLessThan(1_000)
      await eventually('all are as they were', () => {
        void small.cluster.refresh()
        return ['n1', 'n2', 'n3'].every((name) => {
          const { rules, clockOffsetMs } = small.inspected(name)
          return Array.isArray(rules) && rules.length === 0 && clockOffsetMs === 0
        })
      })
      expect(small.cluster.view().nodes.map(({ state }) => state)).toEqual(['up', 'up', 'up'])
    }))

  test('ends within a second although a host does not answer', () =>
    running({}, async (small) => {
      await small.cluster.apply('f1', [
        cut('n1', 'n2'),
        { kind: 'clock-step', node: 'n1', byMs: 90 },
        { kind: 'pause', node: 'n2' },
      ])
      process.kill(pidOf(small, 'n1'), 'SIGSTOP')
      try {
        const began = performance.now()
        const halted = await small.cluster.halt()
        expect(performance.now() - began).toBeLessThan(1_000)
        expect(halted).toMatchObject({ lifted: 1, resumed: 1 })
      } finally {
        process.kill(pidOf(small, 'n1'), 'SIGCONT')
      }
      await eventually('n1 obeys once it can', () => {
        void small.cluster.refresh()
        const { rules, clockOffsetMs } = small.inspected('n1')
        return Array.isArray(rules) && rules.length === 0 && clockOffsetMs === 0
      })
    }))

  test('calls off what was still to come', () =>
    running({ nodes: 2 }, async (small) => {
      const applied = small.cluster.apply('f1', [
        { kind: 'stop', node: 'n1' },
        { kind: 'start', node: 'n1' },
      ])
      await small.cluster.halt()
      await expect(applied).rejects.toThrow('everything was halted meanwhile')
    }))
})
