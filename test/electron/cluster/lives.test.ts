/**
 * Goal: a cluster starts what it should, tells the truth about every life, and leaves nothing
 * behind. Method: real processes (fixture hosts), judged by their process ids.
 */
import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventually, isGone, smallCluster, tearDown } from './small-cluster.ts'

describe('start and stop', () => {
  test('every machine is told who it is, and nothing is left afterwards', async () => {
    const small = smallCluster()
    try {
      await small.cluster.start()
      const view = await small.cluster.refresh()
      expect(view.nodes.map(({ node, state }) => `${node} ${state}`)).toEqual([
        'n1 up',
        'n2 up',
        'n3 up',
      ])
      expect(view.clients).toEqual(['c1', 'c2'])
      expect(small.inspected('n2')).toMatchObject({
        seed: 'seed-1/n2/1',
        spec: { role: 'node', id: 'n2', release: 'r1', members: ['n1', 'n2', 'n3'] },
      })
      expect([...small.pids.keys()].sort()).toEqual(['clients', 'n1', 'n2', 'n3'])
      expect([...small.journals.keys()].sort()).toEqual(['clients', 'n1', 'n2', 'n3'])
      expect(statSync(`${small.folder}/n1`).mode & 0o777).toBe(0o700)
    } finally {
      await tearDown(small)
    }
    expect(small.allPids.filter((pid) => !isGone(pid))).toEqual([])
    expect(small.cluster.view().nodes.map(({ state }) => state)).toEqual(['down', 'down', 'down'])
  })

  test('everybody learns every port, and only what a host needs is in its environment', async () => {
    const small = smallCluster({ nodes: 2, clients: 3 })
    try {
      await small.cluster.start()
      await eventually('n1 knows all five machines', () => {
        void small.cluster.refresh()
        return Object.keys((small.inspected('n1')['registry'] ?? {}) as object).length === 5
      })
      const environment = small.inspected('n1')['environment'] as string[]
      expect(environment).toContain('PATH')
      expect(environment.filter((name) => name.startsWith('VITEST'))).toEqual([])
      expect(environment).not.toContain('NODE_OPTIONS')
    } finally {
      await tearDown(small)
    }
  })

  test('a node that breaks while it starts fails the start, with its last words', async () => {
    const small = smallCluster({ nodes: 2, options: { behaviour: 'broken' } })
    await expect(small.cluster.start()).rejects.toThrow(
      /n\d did not start: it broke an invariant: InvariantError: two leaders in one term/,
    )
    await tearDown(small)
    expect(small.allPids.filter((pid) => !isGone(pid))).toEqual([])
  })

  test('stopping in the middle of the start leaves nothing behind', async () => {
    const small = smallCluster({ nodes: 3, options: { behaviour: 'mute' } })
    const started = small.cluster.start().then(
      () => 'started',
      (error: Error) => error.message,
    )
    await eventually('some process is there', () => small.allPids.length > 0)
    await Promise.all([small.cluster.stop(), small.cluster.stop()])
    expect(await started).toMatch(/did not start|was not started/)
    await tearDown(small)
    expect(small.allPids.filter((pid) => !isGone(pid))).toEqual([])
  })

  test('stopping a cluster that was never started does nothing', async () => {
    const small = smallCluster()
    await tearDown(small)
    expect(small.allPids).toEqual([])
  })

  test('a host that ignores every request to stop is killed', async () => {
    const small = smallCluster({ nodes: 1, clients: 0, options: { stubborn: true } })
    await small.cluster.start()
    await tearDown(small)
    expect(small.allPids.filter((pid) => !isGone(pid))).toEqual([])
  })
})

describe('unexpected ends', () => {
  test('a node that ends by itself has failed, with the reason, and can be started', async () => {
    const small = smallCluster({ nodes: 2, clients: 1 })
    try {
      await small.cluster.start()
      await small.cluster.apply('f1', [{ kind: 'command', node: 'n1', command: { type: 'break' } }])
      await eventually('n1 failed', () => small.node('n1').state === 'failed')
      expect(small.node('n1').reason).toBe('it broke an invariant: InvariantError: applied twice')
      expect(small.node('n1').inspection).toBeUndefined()
      await small.cluster.apply('f1', [{ kind: 'start', node: 'n1' }])
      expect(small.node('n1')).toMatchObject({ state: 'up', incarnation: 2 })
      expect(small.node('n1').reason).toBeUndefined()
    } finally {
      await tearDown(small)
    }
  })

  test('a kill from outside is seen as what it is', async () => {
    const small = smallCluster({ nodes: 1, clients: 1 })
    try {
      await small.cluster.start()
      process.kill(small.pids.get('n1') as number, 'SIGKILL')
      await eventually('n1 failed', () => small.node('n1').state === 'failed')
      expect(small.node('n1').reason).toBe('it was killed by SIGKILL')
      process.kill(small.pids.get('clients') as number, 'SIGKILL')
      await eventually('the clients are missed', () => small.troubles.length > 0)
      expect(small.troubles[0]).toMatchObject({ process: 'clients' })
    } finally {
      await tearDown(small)
    }
  })

  test('a disk that was made to fail owns the exit that follows', async () => {
    const small = smallCluster({ nodes: 1, clients: 0 })
    try {
      await small.cluster.start()
      await small.cluster.apply('f1', [
        { kind: 'disk', id: 'f1', node: 'n1', rule: { type: 'no-space' } },
      ])
      await small.cluster.apply('f2', [
        { kind: 'command', node: 'n1', command: { type: 'fill-disk' } },
      ])
      await eventually('n1 failed', () => small.node('n1').state === 'failed')
      await small.cluster.apply('f1', [
        { kind: 'lift', id: 'f1' },
        { kind: 'start', node: 'n1' },
      ])
      const { f1 } = await small.cluster.evidence()
      expect(f1).toMatchObject({ exits: 1, starts: 1 })
      expect(f1?.downMs).toBeGreaterThan(0)
    } finally {
      await tearDown(small)
    }
  })
})
