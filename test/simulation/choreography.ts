/**
 * Schedules that wait for their moment. Some published bugs need four crashes in the right order,
 * each within a few ms; chance alone meets them once in hundreds of runs. These look at the
 * cluster and strike when the moment has come; the seed decides who and how long.
 */
import type { Prng } from '../../core/base/prng.ts'
import type { Action, CrashKind } from '../../core/faults/action.ts'
import type { World } from '../../core/simulation/world.ts'

/** One round; called again until the scenario's time is up. Leaves nothing broken. */
export type Choreography = (world: World, prng: Prng) => void

const PATIENCE_MS = 1_500

/**
 * The voters lose their power as soon as they have elected somebody, and vote again: a vote that
 * was not kept is given twice in one term.
 */
export const voteTwice: Choreography = (world, prng) => {
  const first = awaitLeader(world, names(world))
  if (first === null) return
  crash(world, 'process', [first])
  const others = names(world).filter((node) => node !== first)
  const elected = awaitLeader(world, others)
  if (elected !== null) {
    isolate(world, elected)
    const voters = others.filter((node) => node !== elected)
    crash(world, 'power', voters)
    start(world, [...voters, first])
    awaitLeader(world, [...voters, first])
    wait(world, prng.integer(20, 200))
  }
  heal(world, prng)
}

/**
 * Figure 8 of the Raft paper: entries of an old leader reach one follower, a leader of a later
 * term dies with an entry that nobody has, the first one comes back and spreads its old entries,
 * and dies in the middle of it; then the other one comes back.
 */
export const figureEight: Choreography = (world, prng) => {
  const all = names(world)
  const first = awaitLeader(world, all)
  if (first === null) return
  const [companion = '', ...rest] = prng.shuffle(all.filter((node) => node !== first))
  cut(world, [first, companion], [...rest, ...world.view().clients.slice(1)])
  wait(world, prng.integer(30, 90))
  crash(world, 'process', [first, companion])
  lift(world)
  const second = awaitLeader(world, rest)
  if (second !== null) {
    isolate(world, second)
    wait(world, prng.integer(5, 20))
    crash(world, 'process', [second])
    const [reached = '', spared = ''] = prng.shuffle(rest.filter((node) => node !== second))
    start(world, [first, companion])
    lift(world)
    isolate(world, spared)
    const third = awaitLeader(world, [first, companion, reached])
    if (third !== null) {
      wait(world, prng.integer(1, 80))
      crash(world, 'process', [first, companion])
      lift(world)
      start(world, [second])
      awaitLeader(world, [second, reached, spared])
      wait(world, prng.integer(20, 200))
    }
  }
  heal(world, prng)
}

/**
 * The leader is cut off from the nodes, not from the clients, and its clock runs slow: for a
 * while it does not know that the others have elected somebody else.
 */
export const deposeQuietly: Choreography = (world, prng) => {
  const leader = awaitLeader(world, names(world))
  if (leader === null) return
  const partsPerMillion = -prng.integer(300_000, 900_000)
  world.apply('slow', [{ kind: 'clock-rate', id: 'slow', node: leader, partsPerMillion }])
  isolate(world, leader)
  wait(world, prng.integer(100, 600))
  world.apply('slow', [{ kind: 'lift', id: 'slow' }])
  heal(world, prng)
}

function names(world: World): string[] {
  return world.view().nodes.map(({ node }) => node)
}

/** Lets time pass until one of `nodes` leads in a term in which nobody led when it began. */
function awaitLeader(world: World, nodes: readonly string[]): string | null {
  const untilMs = world.nowMs + PATIENCE_MS
  for (;;) {
    const leading = world
      .view()
      .nodes.filter(({ node, description }) => nodes.includes(node) && description?.leads)
      .sort((left, right) => (right.description?.term ?? 0) - (left.description?.term ?? 0))
    if (leading[0]) return leading[0].node
    if (world.nowMs >= untilMs) return null
    wait(world, 1)
  }
}

function wait(world: World, ms: number): void {
  world.runUntil(world.nowMs + ms)
}

function crash(world: World, kind: CrashKind, nodes: readonly string[]): void {
  world.apply(
    'crash',
    nodes.map((node): Action => ({ kind: 'crash', node, crash: kind })),
  )
}

function start(world: World, nodes: readonly string[]): void {
  world.apply(
    'crash',
    nodes.map((node): Action => ({ kind: 'start', node })),
  )
}

function cut(world: World, left: readonly string[], right: readonly string[]): void {
  const actions = left.flatMap((one) =>
    right.flatMap((other): Action[] => [
      { kind: 'link', id: 'cut', from: one, to: other, rule: { type: 'cut' } },
      { kind: 'link', id: 'cut', from: other, to: one, rule: { type: 'cut' } },
    ]),
  )
  world.apply('cut', actions)
}

function isolate(world: World, node: string): void {
  cut(
    world,
    [node],
    names(world).filter((other) => other !== node),
  )
}

function lift(world: World): void {
  world.apply('cut', [{ kind: 'lift', id: 'cut' }])
}

function heal(world: World, prng: Prng): void {
  lift(world)
  start(world, prng.shuffle(names(world)))
  wait(world, prng.integer(150, 400))
}
