/**
 * One seeded run of a whole system under a nemesis, and everything that is wrong with it. A red
 * run names its seed and how to have it again; the same seed is the same run.
 */
import { Prng } from '../../core/base/prng.ts'
import type { Recording } from '../../core/checkers/checker.ts'
import { findChecker } from '../../core/checkers/index.ts'
import type { SystemChoice, WorkloadChoice } from '../../core/drills/drill.ts'
import { clientSpecs, nodeSpecs } from '../../core/simulation/cluster-specs.ts'
import type { DiskProfile } from '../../core/simulation/disk.ts'
import type { NetworkProfile } from '../../core/simulation/network.ts'
import { createWorld, type BootProfile, type World } from '../../core/simulation/world.ts'
import { createMachine } from '../../core/systems/create-machine.ts'
import { findSystem } from '../../core/systems/index.ts'
import type { System } from '../../core/systems/system.ts'
import { findWorkload } from '../../core/workloads/index.ts'
import type { Choreography } from './choreography.ts'
import { Nemesis, TORMENTS, type Torment } from './nemesis.ts'

export interface Scenario {
  /** For messages, and the command that repeats a seed. */
  readonly name: string
  readonly system: SystemChoice
  readonly workload: WorkloadChoice
  /** How long the nemesis is at work, ms. */
  readonly tormentMs: number
  /** Mean time between two blows, and how long each stands, ms. */
  readonly everyMs: number
  readonly lastsMs: readonly [number, number]
  readonly torments?: readonly Torment[]
  /** In place of a nemesis that strikes by chance. */
  readonly choreography?: Choreography
  readonly network?: Partial<NetworkProfile>
  readonly disk?: Partial<DiskProfile>
  readonly boot?: BootProfile
  /** Nodes that join the cluster before anything is broken; all are members at the end. */
  readonly joiners?: readonly string[]
}

export interface SeedRun {
  readonly problems: readonly string[]
  readonly digest: number
  readonly acknowledged: number
  readonly elections: number
  readonly simulatedMs: number
  /** What to print when it is red. */
  readonly message: string
}

const HEAL_MS = 3_000
const FINAL_MS = 20_000
const SEARCH_STEPS = 2_000_000

export function runSeed(scenario: Scenario, seed: number, release = 'correct'): SeedRun {
  const system = findSystem(scenario.system.kind)
  if (!system) throw new Error(`there is no system ${scenario.system.kind}`)
  const choice = { ...scenario.system, release }
  const world = createWorld({
    seed: `${scenario.name} ${seed}`,
    nodes: nodeSpecs(choice),
    clients: clientSpecs(choice, scenario.workload),
    workload: scenario.workload,
    createMachine,
    describe: (inspection) => system.describe(inspection),
    ...(scenario.network && { network: scenario.network }),
    ...(scenario.disk && { disk: scenario.disk }),
    ...(scenario.boot && { boot: scenario.boot }),
  })
  const prng = new Prng(`nemesis ${scenario.name} ${seed}`)
  const nemesis = new Nemesis(world, prng, scenario.torments ?? TORMENTS)
  const problems = [...drive(world, scenario, prng, nemesis)]
  const recording = world.recording()
  problems.push(...world.breaches.map(({ sentence }) => sentence))
  problems.push(...broken(system, recording, scenario.workload))
  const elections = recording.reports.filter(({ event }) => event.type === 'role').length
  return {
    problems,
    digest: world.digest,
    acknowledged: recording.history.filter(({ type }) => type === 'ok').length,
    elections,
    simulatedMs: world.nowMs,
    message: tell(scenario.name, seed, release, problems, nemesis.story),
  }
}

function tell(
  name: string,
  seed: number,
  release: string,
  problems: readonly string[],
  story: readonly string[],
): string {
  return [
    `scenario ${name}, seed ${seed}, release ${release}:`,
    ...problems.map((problem) => `  ${problem}`),
    `again: node test/simulation/again.ts ${name} ${seed} ${release}`,
    'what was done:',
    ...story.map((line) => `  ${line}`),
  ].join('\n')
}

/** Takes the world from its start to its end; returns what went wrong on the way. */
function drive(world: World, scenario: Scenario, prng: Prng, nemesis: Nemesis): readonly string[] {
  const { clients } = scenario.workload
  const { joiners = [] } = scenario
  world.apply(
    'join',
    joiners.map((node) => ({ kind: 'start', node })),
  )
  world.runUntil(200)
  world.tellClients({ type: 'setup' })
  if (!waitFor(world, () => world.phases.ready === clients, 10_000)) {
    return ['the clients were never ready']
  }
  world.tellClients({ type: 'begin' })
  if (scenario.choreography) dance(world, scenario.choreography, scenario.tormentMs, prng)
  else torment(world, scenario, prng, nemesis)
  world.halt()
  world.runUntil(world.nowMs + HEAL_MS)
  if (joiners.length > 0 && !waitFor(world, () => everyoneIsMember(world), 10_000)) {
    return ['not every node could be made a member after healing']
  }
  return settle(world, clients)
}

function dance(world: World, choreography: Choreography, forMs: number, prng: Prng): void {
  const endMs = world.nowMs + forMs
  while (world.nowMs < endMs) {
    choreography(world, prng)
    world.runUntil(world.nowMs + 10)
  }
}

/** Strikes and takes back, both when the seed says so. */
function torment(world: World, scenario: Scenario, prng: Prng, nemesis: Nemesis): void {
  const endMs = world.nowMs + scenario.tormentMs
  const standing: { readonly untilMs: number; readonly undo: () => void }[] = []
  let nextMs = world.nowMs + prng.integer(0, 2 * scenario.everyMs)
  while (world.nowMs < endMs) {
    standing.sort((left, right) => left.untilMs - right.untilMs)
    const due = Math.min(nextMs, standing[0]?.untilMs ?? endMs, endMs)
    world.runUntil(Math.max(due, world.nowMs))
    while (standing[0] && standing[0].untilMs <= world.nowMs) standing.shift()?.undo()
    if (world.nowMs < nextMs || world.nowMs >= endMs) continue
    standing.push({
      undo: nemesis.strike(),
      untilMs: world.nowMs + prng.integer(...scenario.lastsMs),
    })
    nextMs = world.nowMs + prng.integer(1, 2 * scenario.everyMs)
  }
  for (const { undo } of standing) undo()
}

/** Asks whoever leads to make every node a member; true once it is so. */
function everyoneIsMember(world: World): boolean {
  const { nodes } = world.view()
  const leader = nodes.find(({ description }) => description?.leads)
  if (!leader) return false
  const members = nodes.map(({ node }) => node)
  const { voters, outgoing } = leader.inspection as { voters: string[]; outgoing: string[] }
  if (outgoing.length === 0 && members.every((node) => voters.includes(node))) return true
  const command = { type: 'change-membership', members }
  world.apply('members', [{ kind: 'command', node: leader.node, command }])
  return false
}

/** After the healing: the clients look once more, and the nodes have to agree. */
function settle(world: World, clients: number): readonly string[] {
  const problems: string[] = []
  world.tellClients({ type: 'final' })
  if (!waitFor(world, () => world.phases.finished === clients, FINAL_MS)) {
    problems.push(`only ${world.phases.finished} of ${clients} clients finished after healing`)
  }
  world.tellClients({ type: 'stop' })
  const agree = () => new Set(world.view().nodes.map(stateOf)).size === 1
  if (!waitFor(world, agree, 10_000)) {
    problems.push(`nodes differ after healing: ${world.view().nodes.map(stateOf).join(', ')}`)
  }
  return problems
}

function stateOf(view: ReturnType<World['view']>['nodes'][number]): string {
  if (view.state !== 'up') return `${view.node} is ${view.state}: ${view.reason ?? ''}`
  return JSON.stringify(view.description?.state)
}

function waitFor(world: World, happened: () => boolean, withinMs: number): boolean {
  const untilMs = world.nowMs + withinMs
  while (!happened()) {
    if (world.nowMs >= untilMs) return false
    world.runUntil(world.nowMs + 50)
  }
  return true
}

function broken(system: System, recording: Recording, workload: WorkloadChoice): readonly string[] {
  const asked = findWorkload(workload.kind)?.checks ?? []
  const checkers = [...system.invariants, ...asked.map((name) => findChecker(name))]
  const problems: string[] = []
  for (const checker of checkers) {
    if (!checker) {
      problems.push(`workload ${workload.kind} names a check that does not exist`)
      continue
    }
    const { name, verdict, summary, witness } = checker.check(recording, SEARCH_STEPS)
    if (verdict !== 'valid') problems.push(`${name} ${verdict}: ${witness?.sentence ?? summary}`)
  }
  return problems
}
