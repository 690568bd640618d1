/**
 * A drill after its file was read and checked: every duration in ms, every rate per second,
 * every default filled in. What the YAML looks like is in `core/drills/schema.ts`.
 */
export interface Drill {
  readonly name: string
  readonly question: string
  /** What the author expects, in words. */
  readonly hypothesis: string
  /** What must be measured for the hypothesis to hold. */
  readonly expect: readonly Expectation[]
  /** The idea that it teaches, as a library groups its drills. */
  readonly concept?: string
  readonly difficulty?: Difficulty
  readonly tags: readonly string[]
  /** Of runs that are given no other; absent: one is drawn for each. */
  readonly seed?: string
  readonly system: SystemChoice
  /** What the simulated world is like; a live run has the network that is there. */
  readonly simulation?: SimulationChoice
  readonly workload: WorkloadChoice
  readonly schedule: readonly ScheduleEntry[]
  readonly random?: RandomSchedule
  /** What a healthy system shows; checked before the first fault and after the last undo. */
  readonly steady: readonly Probe[]
  /** How long the system may take to be steady again after everything was undone, ms. */
  readonly recoverWithinMs: number
  readonly check: readonly string[]
  readonly abortWhen: readonly AbortRule[]
  /** Zones by name, for selectors; every node is in at most one. */
  readonly zones: { readonly [zone: string]: readonly string[] }
}

/** How much one has to know to foretell what happens. */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const
export type Difficulty = (typeof DIFFICULTIES)[number]

export interface SystemChoice {
  readonly kind: string
  readonly nodes: number
  readonly release: string
  readonly options: { readonly [name: string]: unknown }
}

/** What a simulated network promises; `core/simulation/network-presets.ts` says what each does. */
export const NETWORKS = [
  'reliable',
  'fair-lossy',
  'arbitrary',
  'synchronous',
  'partially-synchronous',
  'asynchronous',
] as const
export type NetworkName = (typeof NETWORKS)[number]

export interface SimulationChoice {
  readonly network: NetworkName
  /**
   * When the network becomes good for good, ms since the workload began. Absent: with the liveness
   * phase (`liveness-phase.ts`), or when the network does so by itself.
   */
  readonly stabilisesMs?: number
}

export interface WorkloadChoice {
  readonly kind: string
  readonly clients: number
  /** Operations a second over all clients; absent: each as fast as its answers come. */
  readonly ratePerSecond?: number
  readonly durationMs: number
  readonly options: { readonly [name: string]: unknown }
}

/** What the target of a fault may say. */
export type Selector =
  | { readonly type: 'names'; readonly names: readonly string[] }
  | {
      readonly type: 'leader' | 'followers' | 'minority' | 'majority' | 'all' | 'random' | 'clients'
      readonly count?: number
    }
  | { readonly type: 'zone'; readonly zone: string }
  /** One-way; `both` for both directions. */
  | {
      readonly type: 'link'
      readonly from: Selector
      readonly to: Selector
      readonly both: boolean
    }
  | { readonly type: 'groups'; readonly groups: readonly Selector[] }
  /** All that any of these select: the leader and, beside it, a client. */
  | { readonly type: 'with'; readonly selectors: readonly Selector[] }

export interface FaultChoice {
  readonly kind: string
  readonly target?: Selector
  readonly parameters: { readonly [name: string]: unknown }
  /** Undone by itself after this long, ms. */
  readonly forMs?: number
  /** The name by which `undo` may refer to it. */
  readonly name?: string
}

export type ScheduleEntry = { readonly atMs: number } & (
  | { readonly fault: FaultChoice }
  /** Undo the fault of that name, or every active one. */
  | { readonly undo: string | 'all' }
)

export interface RandomSchedule {
  readonly kinds: readonly FaultChoice[]
  /** Each seed draws first which of the kinds take part at all; else all of them always do. */
  readonly swarm: boolean
  /** After `endMs`: for how long the system has to make progress with a majority alone, ms. */
  readonly livenessMs?: number
  /** Mean time between two faults, ms. */
  readonly everyMs: number
  /** How long each lasts, ms. */
  readonly lastsMs: { readonly from: number; readonly to: number }
  readonly atMostActive: number
  readonly startMs: number
  readonly endMs: number
}

/** A measured quantity; over the window that ends now, or over the phase it is asked of. */
export interface Probe {
  readonly probe: string
  readonly windowMs: number
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Expectation {
  readonly probe: string
  /** Part of the run that it speaks of, ms since the workload began; absent: all of it. */
  readonly during?: { readonly fromMs: number; readonly toMs: number }
  readonly atLeast?: number
  readonly atMost?: number
}

export interface AbortRule {
  readonly probe: string
  readonly forMs: number
  readonly atLeast?: number
  readonly atMost?: number
}
