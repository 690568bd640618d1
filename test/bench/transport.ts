/**
 * What the way between two nodes costs, apart from any system: round trips of one small message,
 * and messages one way in bursts, between two host processes with everything on (mutual TLS,
 * journal) or without a journal.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { LiveHosts } from '../electron/node-host/live-hosts.ts'

export interface TransportFigures {
  /** One message there and one back, one after the other. */
  readonly roundTripUs: number
  /** Messages of 256 bytes that one node takes from another. */
  readonly oneWayPerSecond: number
}

const ENTRY = join(import.meta.dirname, 'transport-main.ts')
const WARM_UP_MS = 500

export async function measureTransport(
  options: { readonly journal: boolean; readonly forMs: number } = { journal: true, forMs: 2_000 },
): Promise<TransportFigures> {
  const roundTrips = await measure('play', 'n1', 'balls', options)
  const received = await measure('flood', 'n2', 'received', options)
  return {
    roundTripUs: Math.round((1e6 / roundTrips) * 10) / 10,
    oneWayPerSecond: Math.round(received),
  }
}

/** How much `field` of `node` grows in a second once the two have been told `what`. */
async function measure(
  what: string,
  node: string,
  field: string,
  { journal, forMs }: { readonly journal: boolean; readonly forMs: number },
): Promise<number> {
  const hosts = await LiveHosts.create()
  const count = async (): Promise<number> => {
    const answer = await hosts.ask(node, (ask) => ({ kind: 'inspect', ask }))
    return 'inspections' in answer ? Number(answer.inspections[node]?.[field]) : 0
  }
  try {
    for (const name of ['n1', 'n2']) await hosts.start(name, { entry: ENTRY, journal })
    hosts.post('n1', { kind: 'command', machine: 'n1', command: { type: what } })
    await sleep(WARM_UP_MS)
    const before = await count()
    const started = performance.now()
    await sleep(forMs)
    const grown = (await count()) - before
    return (grown * 1000) / (performance.now() - started)
  } finally {
    await hosts.close()
  }
}
