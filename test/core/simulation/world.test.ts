/**
 * Goal: the simulated world keeps the duties of a host, carries out every action with evidence,
 * and does the same again from the same seed. Method: small fixture machines.
 */
import { describe, expect, it } from 'vitest'
import type { Action } from '../../../core/faults/action.ts'
import { Gate } from '../../../core/runtime/gate.ts'
import type { Outgoing } from '../../../core/simulation/store-before-send.ts'
import { EPOCH_MS } from '../../../core/simulation/limits.ts'
import { createWorld, type World, type WorldOptions } from '../../../core/simulation/world.ts'
import { Replay } from '../../../core/runtime/replay.ts'
import { LeakyNode, counterWorld, createCounter } from './fixtures/counter.ts'

function done(world: World, ...actions: readonly Action[]): void {
  expect(world.apply('f1', actions)).toEqual({ kind: 'done' })
}

function reportsOf(world: World, type: string, node?: string) {
  return world
    .recording()
    .reports.filter((told) => told.event.type === type && (!node || told.node === node))
}

function stateOf(world: World, node: string): string | undefined {
  return world.view().nodes.find((view) => view.node === node)?.state
}

function started(options: WorldOptions = counterWorld('a seed')): World {
  const world = createWorld(options)
  world.runUntil(1_000)
  return world
}

/** Runs a world through faults and returns what it did. */
function digestOf(seed: string, options: WorldOptions = counterWorld(seed)): number {
  const world = createWorld(options)
  world.runUntil(400)
  done(world, { kind: 'crash', node: 'n1', crash: 'power' }, { kind: 'pause', node: 'n2' })
  world.runUntil(800)
  done(world, { kind: 'start', node: 'n1' }, { kind: 'resume', node: 'n2' })
  world.runUntil(2_000)
  expect(world.counts().steps).toBeGreaterThan(100)
  return world.digest
}

describe('the simulated world', () => {
  it('runs clients against nodes and records their history', () => {
    const world = started()
    const { history } = world.recording()
    expect(history.length).toBeGreaterThan(200)
    history.forEach((event, index) => expect(event.index).toBe(index))
    expect(history.every((event, index) => event.time >= (history[index - 1]?.time ?? 0))).toBe(
      true,
    )
    expect(world.phases).toEqual({ ready: 1, finished: 0 })
    expect(world.view().nodes.map((view) => view.state)).toEqual(['up', 'up', 'up'])
    expect(world.breaches).toEqual([])
  })

  it('does the same again from the same seed, and something else from another', () => {
    const seeds = Array.from({ length: 20 }, (_, index) => `seed ${index}`)
    const digests = seeds.map((seed) => digestOf(seed))
    expect(seeds.map((seed) => digestOf(seed))).toEqual(digests)
    expect(new Set(digests).size).toBe(seeds.length)
  })

  it('tells runs apart also when only the steps are digested', () => {
    const steps = (seed: string) => digestOf(seed, { ...counterWorld(seed), digest: 'steps' })
    expect(steps('one')).toBe(steps('one'))
    expect(steps('one')).not.toBe(steps('two'))
    expect(steps('one')).not.toBe(digestOf('one'))
  })

  it('shows a machine that takes randomness from elsewhere', () => {
    const leaky = (seed: string): WorldOptions => ({
      ...counterWorld(seed),
      createMachine: (spec) =>
        spec.role === 'node' ? new LeakyNode(spec.members) : createCounter(spec),
    })
    expect(digestOf('leak', leaky('leak'))).not.toBe(digestOf('leak', leaky('leak')))
  })

  it('throws when a host sends before the disk is done, whatever its gate says', () => {
    class OpenGate extends Gate<Outgoing> {
      override admit(): boolean {
        return true
      }
    }
    const world = createWorld({ ...counterWorld('gate'), createGate: () => new OpenGate() })
    expect(() => world.runUntil(1_000)).toThrow(/n1 sent reply to c1 after record 1, but its disk/)
  })

  it('keeps journals that replay to the same effects', () => {
    const world = createWorld({ ...counterWorld('journal'), journal: 'keep' })
    world.runUntil(500)
    done(world, { kind: 'crash', node: 'n1', crash: 'process' }, { kind: 'start', node: 'n1' })
    world.runUntil(1_000)
    const replay = new Replay(createCounter)
    for (const { entries } of world.journals()) for (const entry of entries) replay.feed(entry)
    expect(
      world
        .journals()
        .map(({ process }) => process)
        .sort(),
    ).toEqual(['clients', 'n1', 'n2', 'n3'])
    expect(replay.results().map(({ matches }) => matches)).toEqual([true, true, true, true])
    expect(replay.results().find(({ machine }) => machine === 'n1')?.lives).toBe(2)
  })
})

describe('processes', () => {
  it('keeps acknowledged records over a power loss, and tells the peers that it went', () => {
    const world = started()
    const acknowledged = world.recording().history.filter(({ type }) => type === 'ok').length
    done(world, { kind: 'crash', node: 'n1', crash: 'power' })
    expect(stateOf(world, 'n1')).toBe('down')
    world.runUntil(1_100)
    expect(reportsOf(world, 'closed').map(({ node }) => node)).toEqual(['n2', 'n3'])
    done(world, { kind: 'start', node: 'n1' })
    world.runUntil(1_300)
    const restored = reportsOf(world, 'restored', 'n1').at(-1)?.event as { count?: number }
    expect(restored.count).toBeGreaterThanOrEqual(acknowledged)
    const evidence = world.evidence().f1
    expect(evidence).toMatchObject({ exits: 1, starts: 1 })
    expect(evidence?.downMs).toBeGreaterThan(100)
  })

  it('holds back what comes for a paused process, and hands it over at once', () => {
    const world = started()
    done(world, { kind: 'pause', node: 'n2' })
    const before = reportsOf(world, 'heard', 'n2').length
    world.runUntil(2_000)
    expect(reportsOf(world, 'heard', 'n2')).toHaveLength(before)
    done(world, { kind: 'resume', node: 'n2' })
    const atOnce = reportsOf(world, 'heard', 'n2').slice(before)
    expect(atOnce.length).toBeGreaterThan(15)
    expect(new Set(atOnce.map(({ atUs }) => atUs))).toEqual(new Set([2_000_000]))
    expect(world.evidence().f1).toEqual({ downMs: 1_000, pauses: 1, resumes: 1 })
  })

  it('ends a machine that contradicts itself, and names the seed and the time', () => {
    const world = started()
    done(world, { kind: 'command', node: 'n3', command: { type: 'break' } })
    expect(stateOf(world, 'n3')).toBe('failed')
    expect(world.breaches[0]?.sentence).toBe(
      'n3 failed at 1000 ms under seed a seed: told to break',
    )
  })

  it('refuses to start on a damaged disk, and starts a wiped one', () => {
    const world = started()
    done(
      world,
      { kind: 'stop', node: 'n1' },
      { kind: 'flip-bit', node: 'n1', where: 'middle' },
      { kind: 'start', node: 'n1' },
    )
    world.runUntil(1_200)
    expect(stateOf(world, 'n1')).toBe('failed')
    expect(world.breaches[0]?.cause).toBe('disk')
    done(world, { kind: 'start', node: 'n1', wipe: true })
    world.runUntil(1_400)
    expect(stateOf(world, 'n1')).toBe('up')
    expect(world.evidence().f1).toMatchObject({ bitsFlipped: 1, exits: 1, starts: 2 })
  })

  it('stops a node whose disk is full', () => {
    const world = started()
    done(world, { kind: 'disk', id: 'f1', node: 'n1', rule: { type: 'no-space' } })
    world.runUntil(1_200)
    expect(stateOf(world, 'n1')).toBe('failed')
    expect(world.view().nodes[0]?.reason).toMatch(/no space left/)
    expect(world.evidence().f1).toEqual({ failedWrites: 1 })
  })

  it('loses what a failed sync should have saved, and stops the node', () => {
    const world = started()
    done(world, { kind: 'disk', id: 'f1', node: 'n1', rule: { type: 'fsync-error' } })
    const acknowledged = () => world.recording().history.filter(({ type }) => type === 'ok').length
    const before = acknowledged()
    world.runUntil(1_200)
    expect(stateOf(world, 'n1')).toBe('failed')
    expect(acknowledged()).toBe(before)
    expect(world.evidence().f1).toMatchObject({ failedSyncs: 1 })
    expect(world.evidence().f1?.bytesLost).toBeGreaterThan(0)
    done(world, { kind: 'lift', id: 'f1' }, { kind: 'start', node: 'n1' })
    world.runUntil(1_400)
    const restored = reportsOf(world, 'restored', 'n1').at(-1)?.event as { count?: number }
    expect(restored.count).toBe(before)
  })

  it('cuts a torn write off, and keeps all before it', () => {
    const world = started()
    const acknowledged = world.recording().history.filter(({ type }) => type === 'ok').length
    done(world, { kind: 'disk', id: 'f1', node: 'n1', rule: { type: 'slow-fsync', ms: 400 } })
    world.runUntil(1_200)
    done(world, { kind: 'crash', node: 'n1', crash: 'torn' }, { kind: 'lift', id: 'f1' })
    done(world, { kind: 'start', node: 'n1' })
    world.runUntil(1_500)
    expect(stateOf(world, 'n1')).toBe('up')
    const restored = reportsOf(world, 'restored', 'n1').at(-1)?.event as { count?: number }
    expect(restored.count).toBeGreaterThanOrEqual(acknowledged)
    expect(world.evidence().f1?.bytesLost).toBeGreaterThan(0)
  })

  it('starts a node as another release, for that life alone', () => {
    const world = started()
    const releaseOf = (node: string) =>
      world.view().nodes.find((view) => view.node === node)?.release
    const usual = releaseOf('n1')
    done(world, { kind: 'stop', node: 'n1' }, { kind: 'start', node: 'n1', release: 'next' })
    world.runUntil(1_300)
    expect([stateOf(world, 'n1'), releaseOf('n1')]).toEqual(['up', 'next'])
    done(world, { kind: 'stop', node: 'n1' }, { kind: 'start', node: 'n1' })
    world.runUntil(1_600)
    expect(releaseOf('n1')).toBe(usual)
  })

  it('lets a node join, and refuses what makes no sense', () => {
    const world = started()
    done(world, { kind: 'start', node: 'n10' }, { kind: 'start', node: 'n4' })
    world.runUntil(1_500)
    expect(world.view().nodes.map(({ node }) => node)).toEqual(['n1', 'n2', 'n3', 'n4', 'n10'])
    expect(stateOf(world, 'n4')).toBe('up')
    expect(world.apply('f2', [{ kind: 'pause', node: 'c1' }])).toEqual({
      kind: 'refused',
      reason: 'pause: c1 is a client',
    })
    done(world, { kind: 'resume', node: 'n1' }, { kind: 'start', node: 'n1' })
  })
})

describe('links and clocks', () => {
  it.each([true, false])('keeps the order of a link when told to: %s', (ordered) => {
    const network = { latencyFromUs: 0, latencyToUs: 500_000, ordered }
    const world = started({ ...counterWorld('order'), network })
    world.runUntil(20_000)
    const counts = reportsOf(world, 'heard', 'n2')
      .map(({ event }) => event as unknown as { readonly from: string; readonly count: number })
      .filter(({ from }) => from === 'n1')
      .map(({ count }) => count)
    expect(counts.length).toBeGreaterThan(100)
    const inOrder = counts.every((count, index) => count >= (counts[index - 1] ?? 0))
    expect(inOrder).toBe(ordered)
  })

  it('cuts one direction and leaves the other', () => {
    const world = started()
    done(world, { kind: 'link', id: 'f1', from: 'n1', to: 'n2', rule: { type: 'cut' } })
    world.runUntil(1_010)
    const before = reportsOf(world, 'heard').length
    world.runUntil(2_010)
    const heard = reportsOf(world, 'heard').slice(before)
    const pairs = heard.map(({ node, event }) => `${(event as { from?: string }).from}>${node}`)
    expect(new Set(pairs)).toEqual(new Set(['n1>n3', 'n2>n1', 'n2>n3', 'n3>n1', 'n3>n2']))
    expect(world.evidence().f1?.dropped).toBe(10)
    done(world, { kind: 'lift', id: 'f1' })
    world.runUntil(2_210)
    expect(reportsOf(world, 'heard', 'n2').some(({ atUs }) => atUs > 2_010_000)).toBe(true)
  })

  it('refuses corrupt messages and tears connections', () => {
    const world = started()
    const always = { numerator: 1, denominator: 1 }
    done(
      world,
      {
        kind: 'link',
        id: 'f1',
        from: 'n1',
        to: 'n2',
        rule: { type: 'corrupt', probability: always },
      },
      { kind: 'link', id: 'f2', from: 'n3', to: 'n2', rule: { type: 'reset', everyMs: 250 } },
    )
    world.runUntil(2_010)
    expect(world.evidence().f1).toMatchObject({ corrupted: 10, refused: 10 })
    expect(world.evidence().f2?.resets).toBeGreaterThanOrEqual(4)
    expect(reportsOf(world, 'closed', 'n2').length).toBe(world.evidence().f2?.resets)
  })

  it('moves clocks, and timers only with a drift', () => {
    const world = started()
    done(
      world,
      { kind: 'clock-step', node: 'n1', byMs: 5_000 },
      { kind: 'clock-rate', id: 'f2', node: 'n2', partsPerMillion: 1_000_000 },
    )
    const before = (node: string) =>
      reportsOf(world, 'heard').filter(({ event }) => (event as { from?: string }).from === node)
        .length
    const [fromOne, fromTwo] = [before('n1'), before('n2')]
    world.runUntil(3_000)
    expect(before('n1') - fromOne).toBeGreaterThanOrEqual(38)
    expect(before('n1') - fromOne).toBeLessThanOrEqual(42)
    expect(before('n2') - fromTwo).toBeGreaterThanOrEqual(76)
    expect(world.evidence()).toMatchObject({
      f1: { clockMovedMs: 5_000 },
      f2: { clockMovedMs: 2_000 },
    })
  })

  it('strobes a clock: what the machine reads goes to and fro, and comes right', () => {
    const world = started({ ...counterWorld('strobe'), journal: 'keep' })
    done(world, { kind: 'clock-strobe', id: 'f1', node: 'n2', byMs: 7_000, everyMs: 33 })
    world.runUntil(2_000)
    done(world, { kind: 'lift', id: 'f1' })
    world.runUntil(3_000)
    const entries = world.journals().find(({ process }) => process === 'n2')?.entries ?? []
    const offsets = entries.flatMap((entry) =>
      entry.kind === 'step' ? [Math.round(entry.now - EPOCH_MS - entry.atUs / 1000)] : [],
    )
    const jumps = offsets.filter(
      (offset, index) => Math.abs(offset - (offsets[index - 1] ?? 0)) > 1,
    )
    expect(jumps.length).toBeGreaterThan(8)
    expect(new Set(offsets.map((offset) => Math.round(offset / 1000)))).toEqual(new Set([0, 7]))
    expect(Math.abs(offsets.at(-1) ?? 7)).toBeLessThanOrEqual(1)
    expect(world.evidence().f1).toEqual({ clockMovedMs: 7_000 })
  })

  it('undoes everything at once', () => {
    const world = started()
    done(
      world,
      { kind: 'link', id: 'f1', from: 'n1', to: 'n2', rule: { type: 'cut' } },
      { kind: 'disk', id: 'f2', node: 'n1', rule: { type: 'slow-fsync', ms: 90 } },
      { kind: 'clock-rate', id: 'f3', node: 'n2', partsPerMillion: 1_000 },
      { kind: 'clock-strobe', id: 'f4', node: 'n1', byMs: 1_000, everyMs: 10 },
      { kind: 'pause', node: 'n3' },
    )
    world.runUntil(1_500)
    expect(world.halt()).toEqual({ lifted: 4, resumed: 1 })
    expect(world.halt()).toEqual({ lifted: 0, resumed: 0 })
    expect(stateOf(world, 'n3')).toBe('up')
  })
})
