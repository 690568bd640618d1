/**
 * A live Raft cluster under a closed loop of clients, measured from outside: what the
 * benchmarks of the commit path, of recording and of fail-over have in common.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createCluster } from '../../electron/cluster/create-cluster.ts'
import type { Cluster } from '../../electron/cluster/contract.ts'
import { createRunFolder, removeRunFolder } from '../../electron/conductor/run-folder.ts'
import type { Report } from '../../core/runtime/machine.ts'
import { ascending, percentile } from './percentile.ts'

export interface LoadOptions {
  readonly nodes: number
  readonly clients: number
  /** Share of reads among the operations, in whole percent; the rest are writes. */
  readonly readPercent: number
  readonly valueBytes: number
  readonly journal: boolean
  /** Told of each journal, to record it. */
  readonly onJournal?: (process: string, path: string) => void
}

export interface LoadFigures {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failed: number
  readonly unknown: number
}

/** How long a cluster may take to come up, and how long the load runs before it counts, ms. */
const READY_WITHIN_MS = 20_000
const WARM_UP_MS = 2_000

export class LoadedCluster {
  readonly cluster: Cluster
  readonly folder: string
  /** True time of each acknowledgement's summary and its latencies, as they come in. */
  readonly #tallies: { atMs: number; okUs: readonly number[]; fail: number; info: number }[] = []
  readonly #startedAtNs = process.hrtime.bigint()
  #ready = 0

  private constructor(folder: string, options: LoadOptions) {
    this.folder = folder
    this.cluster = createCluster({
      folder,
      system: { kind: 'raft', nodes: options.nodes, release: 'correct', options: {} },
      workload: {
        kind: 'register',
        clients: options.clients,
        durationMs: 600_000,
        options: {
          keys: 64,
          reads: options.readPercent,
          writes: 100 - options.readPercent,
          cas: 0,
          valueBytes: options.valueBytes,
        },
      },
      seed: 'bench',
      startedAtNs: this.#startedAtNs,
      journal: options.journal,
      listener: {
        journal: (name, path) => options.onJournal?.(name, path),
        changed: () => undefined,
        trouble: (name, trouble, detail) =>
          process.stderr.write(`bench: ${name}: ${trouble}: ${detail}\n`),
        summary: ({ operations, reports }) => {
          const { okUs, fail, info } = operations
          this.#tallies.push({ atMs: performance.now(), okUs, fail, info })
          this.#ready += reports.filter(({ event }) => isReady(event)).length
        },
      },
    })
  }

  static async start(options: LoadOptions): Promise<LoadedCluster> {
    const loaded = new LoadedCluster(await createRunFolder(), options)
    await loaded.cluster.start()
    loaded.cluster.tellClients({ type: 'setup' })
    const deadline = performance.now() + READY_WITHIN_MS
    while (loaded.#ready < options.clients) {
      if (performance.now() > deadline) throw new Error('the clients were not ready in time')
      await sleep(20)
    }
    loaded.cluster.tellClients({ type: 'begin' })
    await sleep(WARM_UP_MS)
    return loaded
  }

  /** What the clients achieved in the next `forMs`. */
  async measure(forMs: number): Promise<LoadFigures> {
    const fromMs = performance.now()
    await sleep(forMs)
    const tookMs = performance.now() - fromMs
    const tallies = this.#tallies.filter(({ atMs }) => atMs >= fromMs)
    const sorted = ascending(tallies.flatMap(({ okUs }) => okUs))
    return {
      perSecond: Math.round((sorted.length * 1000) / tookMs),
      p50Ms: percentile(sorted, 0.5) / 1000,
      p99Ms: percentile(sorted, 0.99) / 1000,
      failed: tallies.reduce((sum, { fail }) => sum + fail, 0),
      unknown: tallies.reduce((sum, { info }) => sum + info, 0),
    }
  }

  /** Time of the run, as its journals count it, ms. */
  runMs(): number {
    return Number(process.hrtime.bigint() - this.#startedAtNs) / 1e6
  }

  /** The instant (`performance.now()`) at which the next acknowledgement was heard of. */
  async nextAcknowledged(afterMs: number, withinMs: number): Promise<number> {
    const deadline = performance.now() + withinMs
    for (;;) {
      const found = this.#tallies.find(({ atMs, okUs }) => atMs > afterMs && okUs.length > 0)
      if (found) return found.atMs
      if (performance.now() > deadline) throw new Error(`no acknowledgement in ${withinMs} ms`)
      await sleep(2)
    }
  }

  async stop(): Promise<void> {
    await this.cluster.stop()
    await removeRunFolder(this.folder)
  }
}

function isReady(event: Report): boolean {
  return event.type === 'ready'
}
