/**
 * From what was recorded and measured to a verdict. The rules are in
 * `docs/decisions/0004-verdict.md`: a broken promise, a refuted expectation or a system that did
 * not recover is `invalid`; what could not be decided is `unknown`; a fault without proof of its
 * effect is a warning.
 */
import type { Checker, CheckResult, Recording, Verdict } from '../checkers/checker.ts'
import type { Evidence } from '../faults/action.ts'
import type { Effect, Fault } from '../faults/fault.ts'
import type { DirectorOutcome } from './director.ts'
import type { Drill, Expectation } from './drill.ts'
import { livenessExpectations } from './liveness-phase.ts'
import type { Measurements, Range } from './measurements.ts'
import { describeExpectation, findProbe, formatValue, withinBounds } from './probes.ts'
import { formatDuration } from './quantities.ts'
import type {
  FaultOutcome,
  HypothesisAnswer,
  MeasuredExpectation,
  RecoveryAnswer,
  VerdictDocument,
} from './verdict-document.ts'

/** Steps that a search may take before it says `unknown`. */
export const CHECK_BUDGET_STEPS = 20_000_000

/** Gaps between acknowledgements that are shorter are not counted as unavailable, ms. */
export const OUTAGE_LEAST_MS = 200

export interface Trial {
  readonly drill: Drill
  readonly run: string
  readonly seed: string
  readonly simulated: boolean
  readonly outcome: DirectorOutcome
  /** As `runChecks` answered. */
  readonly checks: readonly CheckResult[]
  readonly measurements: Measurements
  /** Evidence by fault id, as the world measured it. */
  readonly evidence: { readonly [fault: string]: Evidence }
  readonly faults: readonly Fault[]
  /** What else the world has to say: recording fell behind, a node failed. */
  readonly warnings: readonly string[]
  /** How long the run took altogether, ms. */
  readonly durationMs: number
}

/** What the checks are run on; of all that judging does, they alone may take long. */
export interface Examination {
  readonly drill: Pick<Drill, 'check'>
  readonly recording: Recording
  /** All that may be asked for by name. */
  readonly checkers: readonly Checker[]
  /** The promises of the system; they are checked whether the drill names them or not. */
  readonly invariants: readonly Checker[]
  readonly budget?: number
}

export function judge(trial: Trial): VerdictDocument {
  const { drill, outcome, measurements, checks } = trial
  const range = workloadRange(outcome)
  const hypothesis = answerHypothesis(drill, outcome, measurements)
  const { recovery } = outcome
  const faults = faultOutcomes(trial)
  const tally = measurements.tally(range)
  return {
    run: trial.run,
    drill: drill.name,
    system: drill.system.kind,
    release: drill.system.release,
    seed: trial.seed,
    simulated: trial.simulated,
    verdict: overall(checks, hypothesis, recovery, outcome.aborted),
    checks,
    hypothesis,
    recovery,
    operations: tally,
    latencyMs: {
      p50: measurements.percentileMs(range, 500) ?? 0,
      p95: measurements.percentileMs(range, 950) ?? 0,
      p99: measurements.percentileMs(range, 990) ?? 0,
      p999: measurements.percentileMs(range, 999) ?? 0,
    },
    throughputPerSecond: rounded(findProbe('throughput')?.read(measurements, range) ?? 0),
    availability: rounded(measurements.availability(range) ?? 0),
    unavailableMs: Math.round(measurements.unavailableMs(range, OUTAGE_LEAST_MS)),
    elections: measurements.elections(range),
    faults,
    warnings: warningsOf(trial, hypothesis, faults),
    durationMs: trial.durationMs,
  }
}

/** The time in which the clients worked, ms since the run began; empty if they never did. */
function workloadRange({ startedMs, endedMs }: DirectorOutcome): Range {
  return { fromMs: startedMs ?? 0, toMs: endedMs ?? startedMs ?? 0 }
}

export function runChecks(examination: Examination): readonly CheckResult[] {
  const { drill, recording, checkers, invariants, budget } = examination
  const names = [...drill.check, ...invariants.map(({ name }) => name)]
  const known = [...invariants, ...checkers]
  return [...new Set(names)].map((name) => {
    const checker = known.find((candidate) => candidate.name === name)
    if (checker !== undefined) return checker.check(recording, budget ?? CHECK_BUDGET_STEPS)
    return { name, verdict: 'unknown', summary: 'there is no such check', steps: 0 }
  })
}

/** Asks every expectation; one whose time the drill never reached makes the answer unknown. */
export function answerHypothesis(
  drill: Drill,
  outcome: DirectorOutcome,
  measurements: Measurements,
): HypothesisAnswer {
  const measured = expectationsOf(drill).map((expectation) =>
    measure(expectation, drill, outcome, measurements),
  )
  const refuted = measured.some(({ met, value }) => !met && value !== null)
  const unasked = outcome.aborted !== null || measured.some(({ value }) => value === null)
  const answer = refuted ? 'refuted' : unasked ? 'unknown' : 'held'
  return { statement: drill.hypothesis, answer, measured }
}

/** What the author foretold, and what a liveness phase asks of any system. */
function expectationsOf(drill: Drill): readonly Expectation[] {
  return [...drill.expect, ...livenessExpectations(drill)]
}

function measure(
  expectation: Expectation,
  drill: Drill,
  outcome: DirectorOutcome,
  measurements: Measurements,
): MeasuredExpectation {
  const { probe, during } = expectation
  const told = describeExpectation(expectation)
  const whole = workloadRange(outcome)
  const range: Range =
    during === undefined
      ? whole
      : { fromMs: whole.fromMs + during.fromMs, toMs: whole.fromMs + during.toMs }
  const reached = outcome.startedMs !== null && range.toMs <= whole.toMs
  const value = reached ? (findProbe(probe)?.read(measurements, range) ?? null) : null
  const met = withinBounds(value, expectation)
  if (during === undefined && !met && mightYetCome(expectation, value, drill, whole)) {
    return { expectation: told, value: null, met }
  }
  if (value === null) return { expectation: told, value, met }
  return { expectation: told, value: rounded(value), told: formatValue(probe, value), met }
}

/** Of a drill that was halted: it fell short only of a least, and of the rest of its time. */
function mightYetCome(
  { atMost = Infinity }: Expectation,
  value: number | null,
  { workload }: Drill,
  { fromMs, toMs }: Range,
): boolean {
  if (toMs - fromMs >= workload.durationMs) return false
  return withinBounds(value, { atMost })
}

function overall(
  checks: readonly CheckResult[],
  hypothesis: HypothesisAnswer,
  recovery: RecoveryAnswer,
  aborted: string | null,
): Verdict {
  if (checks.some(({ verdict }) => verdict === 'invalid')) return 'invalid'
  if (aborted !== null) return 'unknown'
  if (hypothesis.answer === 'refuted' || recovery.answer === 'not-recovered') return 'invalid'
  if (checks.some(({ verdict }) => verdict === 'unknown')) return 'unknown'
  return hypothesis.answer === 'unknown' || recovery.answer === 'unknown' ? 'unknown' : 'valid'
}

/** What each fault did, from its evidence; missed faults last. */
export function faultOutcomes(
  trial: Pick<Trial, 'outcome' | 'faults' | 'evidence'>,
): readonly FaultOutcome[] {
  const applied = trial.outcome.faults.map((record): FaultOutcome => {
    const { id, kind, target, atMs, undoneAtMs } = record
    const effect = effectOfFault(trial.faults, kind, trial.evidence[id] ?? {})
    return { kind, target, atMs, undoneAtMs, proven: effect.proven, effect: effect.sentence }
  })
  const missed = trial.outcome.missed.map(({ kind, atMs, problem }): FaultOutcome => ({
    kind,
    target: 'nothing',
    atMs,
    undoneAtMs: null,
    proven: false,
    effect: `never applied: ${problem}`,
  }))
  return [...applied, ...missed]
}

function effectOfFault(faults: readonly Fault[], kind: string, evidence: Evidence): Effect {
  const fault = faults.find((candidate) => candidate.kind === kind)
  return fault?.effect(evidence) ?? { proven: false, sentence: 'an unknown kind of fault' }
}

/** Why the verdict is no better than it is, then what else people should know. */
function warningsOf(
  { outcome, warnings, drill }: Trial,
  hypothesis: HypothesisAnswer,
  faults: readonly FaultOutcome[],
): readonly string[] {
  const told: string[] = []
  if (outcome.aborted !== null) told.push(`the drill was aborted: ${outcome.aborted}`)
  expectationsOf(drill).forEach((expectation, index) => {
    const answer = hypothesis.measured[index]
    if (answer === undefined || answer.met) return
    const value = formatValue(expectation.probe, answer.value)
    told.push(`expected ${answer.expectation}, measured: ${value}`)
  })
  if (outcome.recovery.answer === 'not-recovered') {
    const within = formatDuration(drill.recoverWithinMs)
    const after = outcome.recovery.afterMs
    const took = after === null ? 'it never was' : `it took ${formatDuration(Math.round(after))}`
    told.push(`not steady again within ${within} after the last undo: ${took}`)
  }
  for (const { kind, target, proven, effect } of faults) {
    if (!proven) told.push(`fault ${kind} on ${target} had no proven effect: ${effect}`)
  }
  return [...new Set([...told, ...outcome.warnings, ...warnings])]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
