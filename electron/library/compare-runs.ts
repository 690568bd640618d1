/** Two runs side by side: settings, figures, checks. Pure. */
import type { Verdict } from '../../core/checkers/checker.ts'
import { toldHypothesis } from '../../core/drills/told-hypothesis.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { ComparedRun, RunComparison, RunDetail } from '../ipc/shapes/runs.ts'
import { SETTINGS_MAIN, settingsOf } from './run-settings.ts'

export function compareRuns(left: ComparedRun, right: ComparedRun): RunComparison {
  return {
    left,
    right,
    settings: compareSettings(left.detail, right.detail),
    figures: FIGURES.map((figure) => compareFigure(figure, left.detail, right.detail)),
    checks: compareChecks(left.detail.verdict, right.detail.verdict),
  }
}

const ABSENT = '—'

function compareSettings(left: RunDetail, right: RunDetail): RunComparison['settings'] {
  const ours = settingsOf(left)
  const theirs = settingsOf(right)
  return inGroups([...new Set([...ours.keys(), ...theirs.keys()])])
    .map((name) => {
      const [one, other] = [ours.get(name) ?? ABSENT, theirs.get(name) ?? ABSENT]
      return { name, left: one, right: other, differs: one !== other }
    })
    .filter(({ name, differs }) => differs || SETTINGS_MAIN.includes(name))
}

/** What only one run has stands with its like, `schedule 3` behind `schedule 2`. */
function inGroups(names: readonly string[]): readonly string[] {
  const groupOf = (name: string): string => /^[^ .]*/.exec(name)?.[0] ?? name
  return [...Map.groupBy(names, groupOf).values()].flat()
}

interface Figure {
  readonly name: string
  readonly unit: string
  /** Which direction is better; null where neither is. */
  readonly better: 'more' | 'less' | null
  readonly read: (verdict: VerdictDocument) => number | null
}

/** Where nothing was acknowledged, zero stands for no latency at all. */
function latency(name: keyof VerdictDocument['latencyMs']): Figure['read'] {
  return ({ operations, latencyMs }) => (operations.ok === 0 ? null : latencyMs[name])
}

const FIGURES: readonly Figure[] = [
  { name: 'throughput', unit: 'ok/s', better: 'more', read: (v) => v.throughputPerSecond },
  { name: 'latency p50', unit: 'ms', better: 'less', read: latency('p50') },
  { name: 'latency p95', unit: 'ms', better: 'less', read: latency('p95') },
  { name: 'latency p99', unit: 'ms', better: 'less', read: latency('p99') },
  { name: 'latency p99.9', unit: 'ms', better: 'less', read: latency('p999') },
  { name: 'availability', unit: 'share', better: 'more', read: (v) => v.availability },
  { name: 'unavailable', unit: 'ms', better: 'less', read: (v) => v.unavailableMs },
  { name: 'elections', unit: '', better: null, read: (v) => v.elections },
  { name: 'operations ok', unit: '', better: 'more', read: (v) => v.operations.ok },
  { name: 'operations failed', unit: '', better: 'less', read: (v) => v.operations.fail },
  { name: 'operations unknown', unit: '', better: 'less', read: (v) => v.operations.info },
  { name: 'recovery', unit: 'ms', better: 'less', read: (v) => v.recovery.afterMs },
  {
    name: 'faults proven',
    unit: '',
    better: null,
    read: (v) => v.faults.filter(({ proven }) => proven).length,
  },
]

function compareFigure(
  { name, unit, better, read }: Figure,
  left: RunDetail,
  right: RunDetail,
): RunComparison['figures'][number] {
  const [one, other] = [valueOf(left, read), valueOf(right, read)]
  return { name, unit, left: one, right: other, better: betterOf(one, other, better) }
}

function valueOf({ verdict }: RunDetail, read: Figure['read']): number | null {
  return verdict === null ? null : read(verdict)
}

function betterOf(
  left: number | null,
  right: number | null,
  better: Figure['better'],
): 'left' | 'right' | null {
  if (left === null || right === null || better === null || left === right) return null
  return left > right === (better === 'more') ? 'left' : 'right'
}

function compareChecks(
  left: VerdictDocument | null,
  right: VerdictDocument | null,
): RunComparison['checks'] {
  const ours = answersOf(left)
  const theirs = answersOf(right)
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => ({
    name,
    left: ours.get(name) ?? null,
    right: theirs.get(name) ?? null,
  }))
}

const HYPOTHESIS = { held: 'valid', refuted: 'invalid', unknown: 'unknown' } as const
const RECOVERY = {
  recovered: 'valid',
  'not-recovered': 'invalid',
  'not-asked': null,
  unknown: 'unknown',
} as const

/** The checks, then the hypothesis and the recovery, which are answered beside them. */
function answersOf(verdict: VerdictDocument | null): Map<string, Verdict | null> {
  if (verdict === null) return new Map()
  return new Map<string, Verdict | null>([
    ...verdict.checks.map(({ name, verdict }) => [name, verdict] as const),
    ['hypothesis', HYPOTHESIS[toldHypothesis(verdict).answer]],
    ['recovery', RECOVERY[verdict.recovery.answer]],
  ])
}
