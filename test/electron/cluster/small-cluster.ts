/** A cluster of fixture hosts, and how tests wait for what it does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ClusterView, NodeView } from '../../../core/drills/world.ts'
import type { ClusterParts } from '../../../electron/cluster/cluster-parts.ts'
import type { Cluster, ClusterOptions } from '../../../electron/cluster/contract.ts'
import { createCluster } from '../../../electron/cluster/create-cluster.ts'
import { processStatus } from '../../../electron/cluster/process-status.ts'
import { spawnHost } from '../../../electron/cluster/spawn-host.ts'
import type { Trouble } from '../../../electron/node-host/control.ts'

const ENTRY = fileURLToPath(new URL('./fixture-host.ts', import.meta.url))

export interface SmallCluster {
  readonly cluster: Cluster
  readonly folder: string
  readonly views: readonly ClusterView[]
  readonly journals: ReadonlyMap<string, string>
  readonly troubles: readonly { process: string; trouble: Trouble; detail: string }[]
  /** Process ids by the name of the process; of the latest life. */
  readonly pids: ReadonlyMap<string, number>
  /** Every process id that there ever was. */
  readonly allPids: readonly number[]
  node(name: string): NodeView
  inspected(name: string): { [field: string]: unknown }
}

export interface SmallOptions {
  readonly nodes?: number
  readonly clients?: number
  /** Settings of the nodes; `fixture-host.ts` knows what they do. */
  readonly options?: { readonly [name: string]: unknown }
  readonly removeFolderOnDeath?: boolean
}

export function smallCluster(small: SmallOptions = {}): SmallCluster {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-cluster-'))
  const views: ClusterView[] = []
  const journals = new Map<string, string>()
  const troubles: { process: string; trouble: Trouble; detail: string }[] = []
  const pids = new Map<string, number>()
  const allPids: number[] = []
  const options: ClusterOptions = {
    folder,
    system: {
      kind: 'fixture',
      nodes: small.nodes ?? 3,
      release: 'r1',
      options: small.options ?? {},
    },
    workload: {
      kind: 'register',
      clients: small.clients ?? 2,
      ratePerSecond: 50,
      durationMs: 1_000,
      options: { keys: 5 },
    },
    seed: 'seed-1',
    startedAtNs: process.hrtime.bigint(),
    journal: true,
    ...(small.removeFolderOnDeath === true ? { removeFolderOnDeath: true } : {}),
    listener: {
      journal: (name, path) => void journals.set(name, path),
      summary: () => undefined,
      changed: (view) => void views.push(view),
      trouble: (name, trouble, detail) => void troubles.push({ process: name, trouble, detail }),
    },
  }
  const parts: ClusterParts = {
    entry: ENTRY,
    spawn: (order) => {
      const handle = spawnHost(order)
      if (handle.pid !== undefined) {
        pids.set(order.name, handle.pid)
        allPids.push(handle.pid)
      }
      return handle
    },
    describe: () => () => ({
      role: 'replica',
      leads: false,
      term: 0,
      state: { applied: 0, digest: 0 },
    }),
    flipBit: () => ({ bitsFlipped: 1 }),
  }
  const cluster = createCluster(options, parts)
  const node = (name: string): NodeView => {
    const found = cluster.view().nodes.find((candidate) => candidate.node === name)
    if (found === undefined) throw new Error(`no ${name} in the view`)
    return found
  }
  return {
    cluster,
    folder,
    views,
    journals,
    troubles,
    pids,
    allPids,
    node,
    inspected: (name) => node(name).inspection ?? {},
  }
}

/** Stops the cluster and removes its folder; for `finally`. */
export async function tearDown({ cluster, folder }: SmallCluster): Promise<void> {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Waits for a condition; the error says what was waited for. */
export async function eventually(
  what: string,
  holds: () => boolean,
  withinMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`after ${withinMs} ms still not: ${what}`)
    await sleep(5)
  }
}

export function isGone(pid: number): boolean {
  return processStatus(pid) === 'gone'
}

/** Process ids of the children of `pid`; Linux only. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid)
}

function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
