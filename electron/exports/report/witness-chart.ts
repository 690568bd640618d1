/**
 * A witness as bars, one lane for each client. Moments stand in their order and not at their
 * distance: what matters is what came before what, and an operation of a millisecond beside one of
 * a second would be no more than a line. Each bar tells its times.
 */
import type { DrawnWitness, WitnessOperation } from '../../ipc/shapes/runs.ts'
import { markup, NOTHING, type Markup, type Piece } from './markup.ts'

const LEFT = 60
const LANE_HEIGHT = 52
const BOX_HEIGHT = 36
const MOMENT_GAP = 12
const CHARACTER_WIDTH = 7.2
const SMALL_CHARACTER_WIDTH = 6.2
const PADDING = 10
/** A wider drawing would be too small to be read; operations beside the witness are left out. */
const WIDTH_MAX = 1_320
const WIDTH_MIN = 720

interface Box {
  readonly operation: WitnessOperation
  readonly times: string
  readonly left: number
  readonly right: number
}

/** Empty for a witness that names no operations. */
export function witnessChart({ operations, sentence }: DrawnWitness): Markup {
  const { boxes, width } = fittedBoxes(operations)
  if (boxes.length === 0) return NOTHING
  const clients = [...new Set(boxes.map(({ operation }) => operation.client))]
  const height = clients.length * LANE_HEIGHT + 8
  const lanes = clients.map((client, lane) => {
    const y = lane * LANE_HEIGHT + LANE_HEIGHT / 2
    return markup`<line class="lane" x1="${LEFT}" x2="${width}" y1="${y}" y2="${y}"/>
<text class="mono strong" x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${client}</text>`
  })
  const drawn = boxes.map((box) => boxMarkup(box, clients.indexOf(box.operation.client)))
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${sentence}">
${lanes}
${drawn}
</svg>`
}

/** As many operations as fit: all of the witness, and those beside it that began nearest. */
function fittedBoxes(operations: readonly WitnessOperation[]): {
  readonly boxes: readonly Box[]
  readonly width: number
} {
  let shown = [...operations]
  for (;;) {
    const laid = layBoxes(shown)
    const spare = shown.findIndex(({ part }) => part === 'context')
    if (laid.width <= WIDTH_MAX || spare < 0) return laid
    const last = shown.findLastIndex(({ part }) => part === 'context')
    const impossible = shown.findIndex(({ part }) => part === 'impossible')
    // From the side that is farther from what is impossible.
    const remove = impossible - spare > last - impossible ? spare : last
    shown = shown.filter((_, index) => index !== remove)
  }
}

/** Each moment as far left as the moments before it and the words of the bars allow. */
function layBoxes(operations: readonly WitnessOperation[]): {
  readonly boxes: readonly Box[]
  readonly width: number
} {
  const moments = [
    ...new Set(
      operations.flatMap(({ fromUs, toUs }) => (toUs === null ? [fromUs] : [fromUs, toUs])),
    ),
  ].sort((left, right) => left - right)
  const places = new Map<number, number>()
  let at = LEFT + MOMENT_GAP
  for (const moment of moments) {
    for (const operation of operations) {
      const begin = places.get(operation.fromUs)
      const ends = operation.toUs === moment && operation.fromUs !== moment
      if (ends && begin !== undefined) at = Math.max(at, begin + widthOf(operation))
    }
    places.set(moment, at)
    at += MOMENT_GAP
  }
  const place = (moment: number): number => places.get(moment) ?? at
  const openEnd = operations.reduce(
    (most, one) => Math.max(most, place(one.fromUs) + widthOf(one)),
    at,
  )
  const boxes = operations.map((operation) => ({
    operation,
    times: timesOf(operation),
    left: place(operation.fromUs),
    right:
      operation.toUs === null
        ? place(operation.fromUs) + widthOf(operation)
        : Math.max(place(operation.toUs), place(operation.fromUs) + 6),
  }))
  return { boxes, width: Math.max(WIDTH_MIN, openEnd + MOMENT_GAP) }
}

function widthOf(operation: WitnessOperation): number {
  const words = operation.text.length + (operation.part === 'impossible' ? 2 : 0)
  const times = timesOf(operation).length * SMALL_CHARACTER_WIDTH
  return Math.max(words * CHARACTER_WIDTH, times) + 2 * PADDING
}

function timesOf({ fromUs, toUs }: WitnessOperation): string {
  return toUs === null
    ? `${seconds(fromUs)} s, never answered`
    : `${seconds(fromUs)}–${seconds(toUs)} s`
}

function seconds(us: number): string {
  return (us / 1e6).toFixed(3)
}

function boxMarkup({ operation, times, left, right }: Box, lane: number): Piece {
  const { part, result, text, client } = operation
  const top = lane * LANE_HEIGHT + (LANE_HEIGHT - BOX_HEIGHT) / 2
  const look = part === 'impossible' ? 'impossible' : result === 'info' ? 'info' : part
  const size = markup`x="${left}" y="${top}" width="${right - left}" height="${BOX_HEIGHT}" rx="4"`
  const middle = (left + right) / 2
  const word = part === 'impossible' ? `✗ ${text}` : text
  const tone = part === 'impossible' ? 'bad' : part === 'witness' ? 'strong' : ''
  return markup`<g><title>${`${client}: ${text}, ${times}`}</title>
<rect class="box box-${look}" ${size}/>${part === 'impossible' ? markup`<rect class="tint" ${size}/>` : NOTHING}
<text class="mono ${tone}" x="${middle}" y="${top + 15}" text-anchor="middle">${word}</text>
<text x="${middle}" y="${top + 29}" text-anchor="middle">${times}</text></g>`
}
