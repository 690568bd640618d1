/**
 * A time axis that leaves out the long spans in which nothing began and nothing ended, so that
 * operations of a few ms can be read beside each other although seconds lie between them. What is
 * left in has one scale; what is left out is as wide everywhere, and is marked. Pure.
 */
export interface AxisBreak {
  readonly fromUs: number
  readonly toUs: number
  readonly fromPx: number
  readonly toPx: number
}

export interface BrokenAxis {
  readonly breaks: readonly AxisBreak[]
  /** Spans with one scale, in order. */
  readonly pieces: readonly AxisBreak[]
  readonly toPx: (us: number) => number
}

export interface AxisOptions {
  /** When something begins or ends, in any order. */
  readonly momentsUs: readonly number[]
  readonly widthPx: number
}

const BREAK_PX = 34
/** Kept around every moment, so that nothing touches a break. */
const EDGE_PX = 10
/** A gap is left out if it is longer than all the much shorter ones together, ... */
const MUCH_SHORTER = 1 / 4
/** ... and this many times as long as the middle one. */
const TIMES_MIDDLE_LEAST = 4

export function brokenAxis({ momentsUs, widthPx }: AxisOptions): BrokenAxis {
  const moments = [...new Set(momentsUs)].sort((left, right) => left - right)
  const first = moments[0] ?? 0
  const last = moments.at(-1) ?? first + 1
  const gaps = moments.slice(1).map((toUs, index) => ({ fromUs: moments[index] ?? toUs, toUs }))
  const left = leftOut(gaps)
  const keptUs = Math.max(
    1,
    last - first - left.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0),
  )
  const inner = widthPx - left.length * BREAK_PX - 2 * EDGE_PX * (left.length + 1)
  const pxPerUs = Math.max(0, inner) / keptUs

  const breaks: AxisBreak[] = []
  const pieces: AxisBreak[] = []
  let px = 0
  let pieceFromUs = first
  const endPiece = (toUs: number): void => {
    const toPx = px + 2 * EDGE_PX + (toUs - pieceFromUs) * pxPerUs
    pieces.push({ fromUs: pieceFromUs, toUs, fromPx: px + EDGE_PX, toPx: toPx - EDGE_PX })
    px = toPx
  }
  for (const { fromUs, toUs } of left) {
    endPiece(fromUs)
    breaks.push({ fromUs, toUs, fromPx: px, toPx: px + BREAK_PX })
    px += BREAK_PX
    pieceFromUs = toUs
  }
  endPiece(last)
  return { breaks, pieces, toPx: (us) => position(pieces, us, widthPx) }
}

interface Gap {
  readonly fromUs: number
  readonly toUs: number
}

function leftOut(gaps: readonly Gap[]): readonly Gap[] {
  const lengths = gaps.map(length).sort((left, right) => left - right)
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0
  return gaps.filter((gap) => {
    const shorterUs = lengths
      .filter((other) => other < length(gap) * MUCH_SHORTER)
      .reduce((sum, other) => sum + other, 0)
    return length(gap) > shorterUs && length(gap) > TIMES_MIDDLE_LEAST * middle
  })
}

function length({ fromUs, toUs }: Gap): number {
  return toUs - fromUs
}

/** Between two pieces, everything is in proportion; outside of all, at the edge. */
function position(pieces: readonly AxisBreak[], us: number, widthPx: number): number {
  let before: AxisBreak | undefined
  for (const piece of pieces) {
    if (us < piece.fromUs) {
      if (before === undefined) return 0
      return between(us, {
        fromUs: before.toUs,
        toUs: piece.fromUs,
        fromPx: before.toPx,
        toPx: piece.fromPx,
      })
    }
    if (us <= piece.toUs) return between(us, piece)
    before = piece
  }
  return widthPx
}

function between(us: number, { fromUs, toUs, fromPx, toPx }: AxisBreak): number {
  return toUs === fromUs ? fromPx : fromPx + ((us - fromUs) / (toUs - fromUs)) * (toPx - fromPx)
}
