/** Two runs side by side, as rows for people: each says in words which is better. Pure. */
import type { RunComparison } from '../../../electron/ipc/shapes/runs.ts'
import {
  formatCount,
  formatMs,
  formatShare,
  isMeasured,
  NOT_MEASURED,
} from '../../components/figures.ts'
import { standingOf, type Standing } from '../../components/run-standing.ts'

export interface FigureRow {
  readonly name: string
  readonly left: string
  readonly right: string
  /** From left to right, with its sign. */
  readonly difference: string
  /** `alike`: they differ by less than what says anything. */
  readonly better: 'left' | 'right' | 'same' | 'alike' | null
}

type Figure = RunComparison['figures'][number]

export function figureRows(figures: RunComparison['figures']): readonly FigureRow[] {
  return figures.map((figure) => ({
    name: figure.name,
    left: formatFigure(figure.left, figure.unit),
    right: formatFigure(figure.right, figure.unit),
    difference: differenceOf(figure),
    better: betterOf(figure),
  }))
}

/** Two runs of the same drill differ by this much for no reason at all. */
const ALIKE_SHARE = 0.01

function betterOf({ left, right, unit, better }: Figure): FigureRow['better'] {
  if (!isMeasured(left) || !isMeasured(right)) return better
  if (left === right) return 'same'
  // Of a share the last hundredth is what matters: 99.9 % is not nearly 100 %.
  const alike = unit !== 'share' && Math.abs(right - left) < ALIKE_SHARE * Math.max(left, right)
  return alike && better !== null ? 'alike' : better
}

function formatFigure(value: number | null, unit: string): string {
  switch (unit) {
    case 'ms':
      return formatMs(value)
    case 'share':
      return formatShare(value)
    case '':
      return formatCount(value)
    default:
      return isMeasured(value) ? `${formatCount(value)} ${unit}` : NOT_MEASURED
  }
}

const POINTS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

function differenceOf({ left, right, unit }: Figure): string {
  if (!isMeasured(left) || !isMeasured(right)) return NOT_MEASURED
  if (left === right) return '0'
  const sign = right > left ? '+' : '−'
  const size = Math.abs(right - left)
  if (unit === 'share') return `${sign}${POINTS.format(size * 100)} points`
  const told = formatDifference(size, unit)
  if (left <= 0) return `${sign}${told}`
  const share = size / left
  // More than tenfold says more as a factor.
  if (share >= 9 && right > left) return `${sign}${told}, ×${formatCount(share + 1)}`
  return `${sign}${told}, ${sign}${percent(share)}`
}

/** What is smaller than one would read as none. */
function formatDifference(size: number, unit: string): string {
  if (unit === 'ms' || size >= 1) return formatFigure(size, unit)
  return unit === '' ? POINTS.format(size) : `${POINTS.format(size)} ${unit}`
}

function percent(share: number): string {
  const rounded = share < 0.01 ? POINTS.format(share * 100) : formatCount(share * 100)
  return `${rounded} %`
}

/** Those in which the two differ come first; within both, as they were given. */
export function settingRows(settings: RunComparison['settings']): RunComparison['settings'] {
  return [
    ...settings.filter(({ differs }) => differs),
    ...settings.filter(({ differs }) => !differs),
  ]
}

/** Checks that disagree come first. */
export function checkRows(checks: RunComparison['checks']): RunComparison['checks'] {
  return [
    ...checks.filter(({ left, right }) => left !== right),
    ...checks.filter(({ left, right }) => left === right),
  ]
}

export function sideStanding(comparison: RunComparison, side: 'left' | 'right'): Standing {
  const { detail } = comparison[side]
  return standingOf({ ...detail, verdict: detail.verdict?.verdict ?? null })
}

const SETTINGS_NAMED_MAX = 3

/** `Left is valid, right is invalid. They differ in release and seed.` */
export function comparisonInWords(comparison: RunComparison): string {
  const [left, right] = [sideStanding(comparison, 'left'), sideStanding(comparison, 'right')]
  const verdicts = left === right ? `Both are ${left}.` : `Left is ${left}, right is ${right}.`
  const differing = comparison.settings.filter(({ differs }) => differs).map(({ name }) => name)
  if (differing.length === 0) return `${verdicts} They were made with the same settings.`
  const named = differing.slice(0, SETTINGS_NAMED_MAX)
  const more = differing.length - named.length
  const parts = more > 0 ? [...named, `${more} more`] : named
  const told =
    parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return `${verdicts} They differ in ${told}.`
}
