/**
 * How fast the simulated world is: the bare scheduler, and five Raft nodes at 50 operations a
 * second under `random-faults` with every check on, in one thread; and a hundred nodes.
 *
 * It is measured warm, as who explores thousands of seeds has it: the first runs are the compiler's.
 */
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { runDrill } from '../../core/simulation/run-drill.ts'
import { Scheduler } from '../../core/simulation/scheduler.ts'
import { DRILLS_FOLDER } from '../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../electron/drill-files/load-drill.ts'

export interface SimulationPlan {
  /** Simulated seconds of workload in one run. */
  readonly seconds: number
  /** Runs before anything is measured. */
  readonly warmUp: number
  /** Runs; the median of their figures is told. */
  readonly runs: number
  readonly schedulerEvents: number
}

export interface SimulationFigures {
  readonly nodes: number
  readonly operationsPerSecond: number
  readonly verdicts: readonly string[]
  readonly events: number
  /** From the first event to the verdict, checks included. */
  readonly simulatedPerWallSecond: number
  readonly eventsPerSecond: number
  /** The same per second of processor time, for a computer that does other things as well. */
  readonly simulatedPerProcessorSecond: number
  readonly eventsPerProcessorSecond: number
  /** The same with a hundred nodes, by wall and by processor time; one run. */
  readonly hundredNodesPerWallSecond: number
  readonly hundredNodesPerProcessorSecond: number
  /** Taking an event and scheduling another, with 1,000 pending; per second of processor time. */
  readonly schedulerEventsPerSecond: number
}

const NODES = 5
const RATE_PER_SECOND = 50
const PENDING = 1_000

const MANY_NODES = 100

export const USUAL_PLAN: SimulationPlan = {
  seconds: 60,
  warmUp: 10,
  runs: 15,
  schedulerEvents: 5_000_000,
}

export async function measureSimulation(
  plan: SimulationPlan = USUAL_PLAN,
): Promise<SimulationFigures> {
  const drill = await randomFaults(NODES, plan.seconds)
  const all = Array.from({ length: plan.warmUp + plan.runs }, (_, run) => take(drill, run + 1))
  const taken = all.slice(plan.warmUp)
  const many = take(await randomFaults(MANY_NODES, plan.seconds), 1)
  const typical = (figure: (run: Taken) => number): number => Math.round(median(taken.map(figure)))
  return {
    nodes: NODES,
    operationsPerSecond: RATE_PER_SECOND,
    verdicts: taken.map(({ verdict }) => verdict),
    events: taken.reduce((sum, run) => sum + run.events, 0),
    simulatedPerWallSecond: typical((run) => run.simulatedMs / run.wallMs),
    eventsPerSecond: typical((run) => (run.events * 1000) / run.wallMs),
    simulatedPerProcessorSecond: typical((run) => run.simulatedMs / run.cpuMs),
    eventsPerProcessorSecond: typical((run) => (run.events * 1000) / run.cpuMs),
    hundredNodesPerWallSecond: Math.round(many.simulatedMs / many.wallMs),
    hundredNodesPerProcessorSecond: Math.round(many.simulatedMs / many.cpuMs),
    schedulerEventsPerSecond: Math.round(measureScheduler(plan.schedulerEvents)),
  }
}

interface Taken {
  readonly verdict: string
  readonly simulatedMs: number
  readonly events: number
  readonly wallMs: number
  readonly cpuMs: number
}

async function randomFaults(nodes: number, seconds: number): Promise<Drill> {
  const overrides = [
    `system.nodes=${nodes}`,
    `workload.rate=${RATE_PER_SECOND}/s`,
    `workload.duration=${seconds}s`,
  ]
  const loaded = await loadDrill(`${DRILLS_FOLDER}random-faults.yaml`, { overrides })
  if (!loaded.ok) throw new Error('the drill random-faults cannot be read')
  return loaded.drill
}

function take(drill: Drill, seed: number): Taken {
  const beganMs = performance.now()
  const began = process.cpuUsage()
  const { document, simulatedMs, counts } = runDrill({
    drill,
    seed: String(seed),
    checkers: CHECKERS,
    digest: 'steps',
  })
  const { user, system } = process.cpuUsage(began)
  const wallMs = performance.now() - beganMs
  const cpuMs = (user + system) / 1000
  return { verdict: document.verdict, simulatedMs, events: counts.events, wallMs, cpuMs }
}

function measureScheduler(events: number): number {
  const scheduler = new Scheduler<number>()
  let draw = 1
  const soonUs = (): number => {
    draw = (Math.imul(draw, 1_103_515_245) + 12_345) >>> 0
    return draw % 2_000
  }
  for (let index = 0; index < PENDING; index++) scheduler.schedule(soonUs(), index)
  const began = process.cpuUsage()
  for (let taken = 0; taken < events; taken++) {
    const event = scheduler.next(Number.MAX_SAFE_INTEGER) as number
    scheduler.schedule(scheduler.nowUs + 1 + soonUs(), event)
  }
  const { user, system } = process.cpuUsage(began)
  return (events * 1_000_000) / (user + system)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[sorted.length >> 1] ?? 0
}
