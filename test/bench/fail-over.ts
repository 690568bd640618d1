/**
 * From SIGKILL of the leader under load to the next acknowledged write, at default timeouts.
 * The instants come from the clients' journal, not from summaries, so they are exact.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { readJournalFile } from '../../electron/journal/format.ts'
import { LoadedCluster } from './live-load.ts'
import { ascending, median } from './percentile.ts'

/** What an answer that the dead leader had already sent may take to arrive, ms. */
const IN_FLIGHT_MS = 20
const SETTLE_MS = 1_500

export interface FailOverFigures {
  readonly nodes: number
  readonly times: number
  readonly medianMs: number
  readonly worstMs: number
  readonly allMs: readonly number[]
}

export async function measureFailOver(nodes: number, times: number): Promise<FailOverFigures> {
  let clientsJournal = ''
  const load = await LoadedCluster.start({
    nodes,
    clients: 16,
    readPercent: 0,
    valueBytes: 256,
    journal: true,
    onJournal: (process, path) => {
      if (process === 'clients') clientsJournal = path
    },
  })
  try {
    const killedAtMs: number[] = []
    for (let round = 0; round < times; round++) killedAtMs.push(await killLeader(load, round))
    await load.cluster.stop()
    const acknowledged = acknowledgements(clientsJournal)
    const allMs = killedAtMs.map((killed) => {
      const next = acknowledged.find((atMs) => atMs > killed + IN_FLIGHT_MS)
      return Math.round((next ?? Number.NaN) - killed)
    })
    return { nodes, times, medianMs: median(allMs), worstMs: ascending(allMs).at(-1) ?? 0, allMs }
  } finally {
    await load.stop()
  }
}

/** Kills the leader, lets the cluster go on, starts the node again. Returns when, run time ms. */
async function killLeader(load: LoadedCluster, round: number): Promise<number> {
  const { nodes } = await load.cluster.refresh()
  const leaders = nodes.filter(({ description }) => description?.leads === true)
  const leader = leaders.sort(
    (left, right) => (right.description?.term ?? 0) - (left.description?.term ?? 0),
  )[0]
  if (!leader) throw new Error('there was no leader to kill')
  const fault = `kill-${round}`
  const killedAtMs = load.runMs()
  const heardAtMs = performance.now()
  await load.cluster.apply(fault, [{ kind: 'crash', node: leader.node, crash: 'process' }])
  await load.nextAcknowledged(heardAtMs + IN_FLIGHT_MS + 60, 15_000)
  await load.cluster.apply(fault, [{ kind: 'start', node: leader.node }])
  await sleep(SETTLE_MS)
  return killedAtMs
}

/** When operations were acknowledged, ms since the run began, ascending. */
function acknowledgements(path: string): number[] {
  const times: number[] = []
  for (const entry of readJournalFile(path).entries) {
    if (entry.kind === 'step' && entry.reports.some(({ type }) => type === 'ok')) {
      times.push(entry.atUs / 1000)
    }
  }
  return ascending(times)
}
