/**
 * What this computer can do at all, measured in the same minutes: the figures of the commit path
 * mean something only beside these.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { ascending, percentile } from './percentile.ts'

const SYNCS = 500
const ROUND_TRIPS = 2_000
const RECORD = Buffer.alloc(256, 'x')

export interface Limits {
  readonly cores: number
  /** Append of 256 bytes and fdatasync, one at a time. */
  readonly syncP50Ms: number
  readonly syncsPerSecond: number
  /** 256 bytes there and back over loopback TCP, within one process. */
  readonly roundTripP50Us: number
}

export async function measureLimits(): Promise<Limits> {
  const syncs = measureSyncs()
  const syncedMs = syncs.reduce((sum, ms) => sum + ms, 0)
  return {
    cores: availableParallelism(),
    syncP50Ms: percentile(syncs, 0.5),
    syncsPerSecond: Math.round((SYNCS * 1000) / syncedMs),
    roundTripP50Us: Math.round(percentile(await measureRoundTrips(), 0.5) * 1000),
  }
}

function measureSyncs(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
  const file = openSync(join(folder, 'synced'), 'a')
  try {
    const took: number[] = []
    for (let sync = 0; sync < SYNCS; sync++) {
      const before = performance.now()
      writeSync(file, RECORD)
      fdatasyncSync(file)
      took.push(performance.now() - before)
    }
    return ascending(took)
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}

async function measureRoundTrips(): Promise<number[]> {
  const server = createServer((peer: Socket) => peer.setNoDelay(true).pipe(peer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  try {
    const took: number[] = []
    for (let trip = 0; trip < ROUND_TRIPS; trip++) {
      const before = performance.now()
      socket.write(RECORD)
      await once(socket, 'data')
      took.push(performance.now() - before)
    }
    return ascending(took)
  } finally {
    socket.destroy()
    server.close()
  }
}
