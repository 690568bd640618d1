/**
 * Goal: each network keeps what it promises and breaks what it does not. Method: a sender that
 * numbers its messages and a receiver that notes when each came, under every preset; and a whole
 * drill, whose file names the network.
 */
import { describe, expect, it } from 'vitest'
import { NETWORKS, type NetworkName } from '../../../core/drills/drill.ts'
import type { Context, Input, Machine, Message, Report } from '../../../core/runtime/machine.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { NETWORK_PRESETS } from '../../../core/simulation/network-presets.ts'
import { createWorld, type World } from '../../../core/simulation/world.ts'
import { drillText } from '../../../electron/drill-files/drill-text.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'
import { counterWorld } from './fixtures/counter.ts'

const EVERY_MS = 5

/** `n1` sends a number every few ms; the others report what comes. */
class Numbers implements Machine {
  #next = 0

  handle(input: Input, context: Context): void {
    if (input.kind === 'message') {
      const { number, sentAt } = input.body as unknown as { number: number; sentAt: number }
      context.report({ type: 'came', number, tookMs: context.now - sentAt } as Report)
      return
    }
    if (context.id !== 'n1' || (input.kind !== 'start' && input.kind !== 'timer')) return
    context.setTimer('send', EVERY_MS)
    context.send('n2', { type: 'number', number: this.#next++, sentAt: context.now } as Message)
  }

  inspect() {
    return { role: 'node', sent: this.#next }
  }
}

interface Came {
  readonly number: number
  readonly tookMs: number
  readonly atMs: number
}

interface Sent {
  readonly world: World
  readonly came: Came[]
}

function sent(network: NetworkName, seed = 'a', goodFromMs?: number): Sent {
  const world = createWorld({
    ...counterWorld(seed),
    clients: [],
    createMachine: () => new Numbers(),
    network: NETWORK_PRESETS[network],
  })
  if (goodFromMs !== undefined) world.stabiliseNetwork(goodFromMs)
  world.runUntil(60_000)
  const came = world.recording().reports.map(({ atUs, event }) => {
    const { number, tookMs } = event as unknown as { number: number; tookMs: number }
    return { number, tookMs, atMs: atUs / 1000 }
  })
  return { world, came }
}

const repeats = (came: readonly Came[]): number =>
  came.length - new Set(came.map(({ number }) => number)).size
const overtaken = (came: readonly Came[]): number =>
  came.filter(({ number }, index) => number < (came[index - 1]?.number ?? 0)).length
const slowest = (came: readonly Came[]): number => Math.max(...came.map(({ tookMs }) => tookMs))
/** Numbers that should have come by now and did not; the last few are still under way. */
function missing(came: readonly Came[]): number {
  const numbers = new Set(came.map(({ number }) => number))
  let count = 0
  for (let number = 200; number < 5_000; number++) if (!numbers.has(number)) count++
  return count
}

describe('the networks', () => {
  it('reliable: everything comes, once and in order', () => {
    const { came } = sent('reliable')
    expect([missing(came), repeats(came), overtaken(came)]).toEqual([0, 0, 0])
    expect(slowest(came)).toBeLessThanOrEqual(3)
  })

  it('fair-lossy: some is lost and some comes twice, but nothing is lost for ever', () => {
    const { came, world } = sent('fair-lossy')
    expect(missing(came)).toBeGreaterThan(10)
    expect(missing(came)).toBeLessThan(500)
    expect(repeats(came)).toBeGreaterThan(10)
    const { lost, repeated } = world.counts()
    expect([lost, repeated].every((count) => count > 10)).toBe(true)
  })

  it('arbitrary: it also damages messages, and brings old ones back', () => {
    const { came, world } = sent('arbitrary')
    expect(missing(came)).toBeGreaterThan(10)
    expect(overtaken(came)).toBeGreaterThan(10)
    expect(world.counts().damaged).toBeGreaterThan(10)
    const again = came.filter(({ number }, index) =>
      came.slice(0, index).some((other) => other.number === number),
    )
    expect(slowest(again)).toBeGreaterThan(1_000)
  })

  it('synchronous: nothing is lost, and nothing takes longer than the bound', () => {
    const { came } = sent('synchronous')
    expect([missing(came), repeats(came)]).toEqual([0, 0])
    expect(slowest(came)).toBeLessThanOrEqual(6)
    expect(slowest(came)).toBeGreaterThan(3)
  })

  it('asynchronous: nothing is lost, and some takes longer than any timeout', () => {
    const { came } = sent('asynchronous')
    expect(missing(came)).toBeLessThan(10)
    expect(repeats(came)).toBe(0)
    expect(slowest(came)).toBeGreaterThan(1_000)
  })

  it('partially synchronous: asynchronous up to a moment of the seed, synchronous after it', () => {
    const moments = ['a', 'b', 'c'].map((seed) => {
      const { came, world } = sent('partially-synchronous', seed)
      const { stabilisesAtMs } = world
      const early = came.filter(({ atMs }) => atMs < stabilisesAtMs)
      expect(slowest(early)).toBeGreaterThan(100)
      // What was under way at that moment is there within the bound after it, and no later.
      const rest = came.filter(({ atMs }) => atMs > stabilisesAtMs + 6)
      expect(rest.length).toBeGreaterThan(1_000)
      expect(slowest(rest)).toBeLessThanOrEqual(6)
      return stabilisesAtMs
    })
    expect(new Set(moments).size).toBe(3)
  })

  it('any becomes good at a moment that it is told, also for what is under way then', () => {
    for (const network of ['fair-lossy', 'arbitrary', 'asynchronous'] as const) {
      const { came, world } = sent(network, 'a', 20_000)
      const { lost, late, repeated } = world.counts()
      expect(lost + late + repeated, network).toBeGreaterThan(50)
      const rest = came.filter(({ atMs }) => atMs > 20_010)
      expect(rest.length).toBeGreaterThan(7_000)
      expect(slowest(rest), network).toBeLessThanOrEqual(6)
      expect(repeats(rest), network).toBe(0)
      expect(world.stabilisesAtMs).toBe(20_000)
    }
    expect(sent('reliable', 'a', 20_000).world.stabilisesAtMs).toBe(Number.POSITIVE_INFINITY)
  })

  it('each does the same again under the same seed', () => {
    for (const network of NETWORKS) {
      expect(sent(network).world.digest, network).toBe(sent(network).world.digest)
    }
  })

  it('a link carries no more than its capacity', () => {
    const { clients, ...options } = counterWorld('full')
    const network = { ...NETWORK_PRESETS.reliable, latencyFromUs: 1e6, latencyToUs: 1e6 }
    const full = (inFlightMaximum: number): World => {
      const profile = { ...network, inFlightMaximum }
      const numbers = { createMachine: () => new Numbers(), network: profile }
      const world = createWorld({ ...options, clients: clients.slice(0, 0), ...numbers })
      world.runUntil(10_000)
      return world
    }
    expect(full(1_000).counts().overflowed).toBe(0)
    const { overflowed, delivered } = full(10).counts()
    expect(overflowed).toBeGreaterThan(1_000)
    expect(delivered).toBeGreaterThan(50)
  })
})

const FILE = `
drill: named-network
question: Which network?
hypothesis: The one that the file names.
system: { kind: raft, nodes: 3 }
simulation: { network: partially-synchronous, stabilises: 3.5s }
workload: { kind: register, clients: 3, rate: 60/s, duration: 4s }
`

describe('the network of a drill', () => {
  it('is read from the file, written back, and used', () => {
    const read = parseDrill(FILE, 'named-network.yaml')
    if (!read.ok) throw new Error(JSON.stringify(read.errors))
    const { drill } = read
    expect(drill.simulation).toEqual({ network: 'partially-synchronous', stabilisesMs: 3500 })
    expect(parseDrill(drillText(drill), 'again.yaml')).toMatchObject({ ok: true, drill })
    const run = runDrill({ drill, seed: '1', checkers: [] })
    expect(run.counts.late).toBeGreaterThan(100)
    expect(run.notes[0]).toMatchObject({ kind: 'network' })
  })

  it('can be set from outside, and is refused by a name that nobody knows', () => {
    const overrides = ['simulation.network=fair-lossy']
    const without = FILE.replace(/simulation.*\n/, '')
    expect(parseDrill(without, 'f.yaml', { overrides })).toMatchObject({
      drill: { simulation: { network: 'fair-lossy' } },
    })
    const unknown = parseDrill(FILE.replace('partially-', 'un'), 'f.yaml')
    expect(unknown).toMatchObject({ ok: false, errors: [{ line: 6 }] })
  })

  it('is reliable where the file does not say: the same run, to the bit', () => {
    const run = (text: string) => {
      const read = parseDrill(text, 'f.yaml')
      if (!read.ok) throw new Error(JSON.stringify(read.errors))
      return runDrill({ drill: read.drill, seed: '1', checkers: [] })
    }
    const named = run(FILE.replace('partially-synchronous', 'reliable'))
    expect(run(FILE.replace(/simulation.*\n/, '')).digest).toBe(named.digest)
  })
})
