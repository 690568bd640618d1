/** Where faults and elections stand under the charts, so that none hides another. Pure. */
import type { RunSeries, SeriesFault } from '../../electron/ipc/shapes/runs.ts'
import type { Span } from './lines.ts'

/** Shares of the width, 0 to 1. */
export interface PlacedFault {
  readonly fault: SeriesFault
  readonly lane: number
  readonly left: number
  readonly width: number
  /** Beside the bar where it is too short for words. */
  readonly label: 'inside' | 'after' | 'before'
}

/** How much of the width a label takes at most. */
const LABEL_SHARE = 0.2
/** Of a letter at 11 px, and of the air around a label, in a plot that is narrow but not tiny. */
const LETTER_SHARE = 7 / 640
const AIR_SHARE = 14 / 640

function labelShare({ kind, target }: SeriesFault): number {
  return Math.min(LABEL_SHARE, `${kind} ${target}`.length * LETTER_SHARE + AIR_SHARE)
}

/** The fewest lanes in which bars and labels do not overlap, in order of their beginning. */
export function placeFaults(
  faults: readonly SeriesFault[],
  { fromMs, toMs }: Span,
): readonly PlacedFault[] {
  const share = (ms: number): number => Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)))
  const laneEnds: number[] = []
  return faults
    .filter((fault) => fault.fromMs < toMs && fault.toMs >= fromMs)
    .toSorted((one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs)
    .map((fault) => {
      const left = share(fault.fromMs)
      const width = share(fault.toMs) - left
      const label =
        width >= labelShare(fault) ? 'inside' : left + width + LABEL_SHARE <= 1 ? 'after' : 'before'
      const taken = {
        from: label === 'before' ? left - LABEL_SHARE : left,
        to: label === 'after' ? left + width + LABEL_SHARE : left + width,
      }
      const free = laneEnds.findIndex((end) => end <= taken.from)
      const lane = free < 0 ? laneEnds.length : free
      laneEnds[lane] = taken.to
      return { fault, lane, left, width, label }
    })
}

export function laneCount(placed: readonly PlacedFault[]): number {
  return placed.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
}

export interface PlacedElection {
  readonly election: RunSeries['elections'][number]
  readonly left: number
  /** False where the words would run into those before. */
  readonly labelled: boolean
}

const ELECTION_LABEL_SHARE = 0.1

export function placeElections(
  elections: RunSeries['elections'],
  { fromMs, toMs }: Span,
): readonly PlacedElection[] {
  let free = 0
  return elections
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .map((election) => {
      const left = (election.atMs - fromMs) / (toMs - fromMs)
      const labelled = left >= free && left + ELECTION_LABEL_SHARE <= 1
      if (labelled) free = left + ELECTION_LABEL_SHARE
      return { election, left, labelled }
    })
}

/** Of each slot, whether any operation was acknowledged. */
export function availableSlots({ ok }: RunSeries): readonly boolean[] {
  return Array.from(ok, (count) => count > 0)
}

/** Faults that stand at that moment, and elections within a slot of it, in words. */
export function happeningAt(series: RunSeries, atMs: number): readonly string[] {
  const standing = series.faults
    .filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
    .map(({ kind, target }) => `${kind} ${target}`.trim())
  const won = series.elections
    .filter((election) => Math.abs(election.atMs - atMs) <= series.slotMs)
    .map(({ node, term }) => `${node} leads term ${term}`)
  return [...standing, ...won]
}
