/**
 * Goal: the cluster and the real host process fit together. Method: one small Raft cluster with
 * clients loses its leader, its links and its power, and is asked what it measured.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Action } from '../../../core/faults/action.ts'
import { RAFT_DEFAULTS } from '../../../core/systems/raft/options.ts'
import { createCluster } from '../../../electron/cluster/create-cluster.ts'
import { eventually } from './small-cluster.ts'

const NODES = ['n1', 'n2', 'n3']

test('a live cluster is broken in four ways and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-live-'))
  const ready = new Set<string>()
  let acknowledged = 0
  const cluster = createCluster({
    folder,
    system: { kind: 'raft', nodes: 3, release: 'correct', options: { ...RAFT_DEFAULTS } },
    workload: { kind: 'register', clients: 3, durationMs: 1_000, options: { keys: 3 } },
    seed: 'live-raft',
    startedAtNs: process.hrtime.bigint(),
    journal: true,
    listener: {
      journal: () => undefined,
      changed: () => undefined,
      trouble: () => undefined,
      summary: ({ operations, reports }) => {
        acknowledged += operations.okUs.length
        for (const { machine, event } of reports) if (event.type === 'ready') ready.add(machine)
      },
    },
  })
  const leader = (): string | undefined =>
    cluster.view().nodes.find(({ description }) => description?.leads === true)?.node
  const serves = async (when: string): Promise<void> => {
    const before = acknowledged
    await eventually(`operations are acknowledged ${when}`, () => acknowledged > before + 20)
  }
  try {
    await cluster.start()
    cluster.tellClients({ type: 'setup' })
    await eventually('all clients are ready', () => ready.size === 3)
    cluster.tellClients({ type: 'begin' })
    await serves('at first')

    const first = leader() as string
    await cluster.apply('kill', [{ kind: 'crash', node: first, crash: 'process' }])
    await serves('after the leader was killed')
    await cluster.apply('kill', [{ kind: 'start', node: first }])

    await eventually('there is a leader', () => leader() !== undefined)
    const second = leader() as string
    const cuts = NODES.filter((node) => node !== second).map((node): Action => ({
      kind: 'link',
      id: 'cut',
      from: second,
      to: node,
      rule: { type: 'cut' },
    }))
    await cluster.apply('cut', cuts)
    await serves('without the cut-off leader')
    await cluster.apply('cut', [{ kind: 'lift', id: 'cut' }])

    await cluster.apply(
      'power',
      NODES.map((node): Action => ({ kind: 'crash', node, crash: 'power' })),
    )
    await cluster.apply(
      'power',
      NODES.map((node): Action => ({ kind: 'start', node })),
    )
    await serves('after the power was back')

    await cluster.apply('flip', [
      { kind: 'crash', node: 'n1', crash: 'process' },
      { kind: 'flip-bit', node: 'n1', where: 'middle' },
      { kind: 'start', node: 'n1' },
    ])
    const [n1] = cluster.view().nodes
    expect(n1?.state).toBe('failed')
    expect(n1?.reason).toContain('its disk is damaged')

    const evidence = await cluster.evidence()
    expect(evidence['kill']).toMatchObject({ exits: 1, starts: 1 })
    expect(evidence['cut']?.dropped).toBeGreaterThan(0)
    expect(evidence['power']).toMatchObject({ exits: 3, starts: 3 })
    expect(evidence['flip']).toMatchObject({ exits: 1, bitsFlipped: 1 })
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}, 90_000)
