/**
 * Where the words beside the nodes stand: never over a node and never over one another. Where
 * there is too little room, words are left out, the last lines first. Widths are estimated from the
 * number of letters, so that nothing is measured while drawing. Pure.
 */
import { overlap, squareAt, type Box, type Point } from './geometry.ts'
import { LEGEND_HEIGHT, type Room, type TopologyLayout } from './topology-layout.ts'

export interface LabelWords {
  readonly node: string
  /** Names that come first get their place first. */
  readonly lines: readonly string[]
}

export interface PlacedLabel {
  readonly node: string
  /** How many of its lines there is room for. */
  readonly lines: number
  /** Of the first line's baseline. */
  readonly at: Point
  readonly anchor: 'start' | 'middle' | 'end'
  readonly box: Box
}

export const LINE_HEIGHT = 16
/** Of the widest fonts used here, so that an estimate is never too small. */
const LETTER_WIDTH = 7.3
const GAP = 19

export function placeLabels(
  room: Room,
  layout: TopologyLayout,
  words: readonly LabelWords[],
): readonly PlacedLabel[] {
  const { nodeRadius } = layout
  const taken: Box[] = [...layout.nodes.values()].map((at) => squareAt(at, nodeRadius))
  const bottom = Math.min(room.height, ...layout.clients.map(({ at }) => at.y - layout.clientSize))
  const placed: PlacedLabel[] = []
  for (const { node, lines } of words) {
    const at = layout.nodes.get(node)
    if (at === undefined || lines.length === 0) continue
    const label = firstFitting({
      node,
      lines,
      at,
      room: { ...room, height: bottom },
      layout,
      taken,
    })
    if (label === null) continue
    taken.push(label.box)
    placed.push(label)
  }
  return placed
}

interface Attempt {
  readonly node: string
  readonly lines: readonly string[]
  readonly at: Point
  readonly room: Room
  readonly layout: TopologyLayout
  readonly taken: readonly Box[]
}

function firstFitting(attempt: Attempt): PlacedLabel | null {
  for (let count = attempt.lines.length; count > 0; count--) {
    for (const label of candidates(attempt, attempt.lines.slice(0, count))) {
      if (inside(label.box, attempt.room) && !attempt.taken.some((box) => overlap(box, label.box)))
        return label
    }
  }
  return null
}

function inside({ x, y, width, height }: Box, room: Room): boolean {
  return x >= 0 && y >= LEGEND_HEIGHT && x + width <= room.width && y + height <= room.height
}

/** Outwards first, where no link runs. */
function candidates({ node, at, room, layout }: Attempt, lines: readonly string[]): PlacedLabel[] {
  const width = Math.max(...lines.map((line) => line.length)) * LETTER_WIDTH
  const height = lines.length * LINE_HEIGHT
  const reach = layout.nodeRadius + GAP
  const right = at.x >= room.width / 2 - 1
  const upper = at.y < room.height / 2
  const box = (x: number, y: number): Box => ({ x, y, width, height })
  const label = (anchor: PlacedLabel['anchor'], area: Box): PlacedLabel => {
    const x = { start: area.x, middle: area.x + width / 2, end: area.x + width }[anchor]
    return { node, lines: lines.length, anchor, box: area, at: { x, y: area.y + 12 } }
  }
  const beside = (toRight: boolean): PlacedLabel =>
    toRight
      ? label('start', box(at.x + reach, at.y - height / 2))
      : label('end', box(at.x - reach - width, at.y - height / 2))
  const stacked = (above: boolean): PlacedLabel =>
    label('middle', box(at.x - width / 2, above ? at.y - reach - height + 4 : at.y + reach - 4))
  return [beside(right), stacked(upper), beside(!right), stacked(!upper)]
}
