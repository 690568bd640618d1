/**
 * Where nodes and clients stand: nodes at equal distances on an ellipse, clients in rows below.
 * The same machines in the same room always stand at the same places. Pure.
 */
import { aroundEllipse, distance, type Point } from './geometry.ts'

export interface Room {
  readonly width: number
  readonly height: number
}

export interface ClientPlace {
  readonly name: string
  /** Middle of the square. */
  readonly at: Point
}

export interface TopologyLayout {
  readonly nodeRadius: number
  readonly nodes: ReadonlyMap<string, Point>
  readonly clientSize: number
  readonly clients: readonly ClientPlace[]
  /** Clients for whom there is no room. */
  readonly clientsHidden: number
}

/** The legend stands above everything else. */
export const LEGEND_HEIGHT = 36
const LABEL_WIDTH = 132
const NODE_RADIUS = { least: 10, most: 31 }
const CLIENT_ROWS_MAXIMUM = 3
const CLIENT_SIZES = [
  { size: 24, gap: 6, rowGap: 14 },
  { size: 12, gap: 4, rowGap: 4 },
] as const

export function layOut(
  room: Room,
  nodes: readonly string[],
  clients: readonly string[],
): TopologyLayout {
  const rows = layOutClients(room, clients)
  const free = room.height - LEGEND_HEIGHT - rows.height
  const most = NODE_RADIUS.most
  const reach = Math.max(24, free / 2 - most - 8)
  const wide = Math.max(24, room.width / 2 - most - LABEL_WIDTH)
  const radius =
    nodes.length === 1
      ? { x: 0, y: 0 }
      : { x: Math.min(wide, reach * (nodes.length <= 7 ? 1.7 : 2.4)), y: reach }
  const centre = { x: room.width / 2, y: LEGEND_HEIGHT + free / 2 }
  const points = aroundEllipse(centre, radius, nodes.length)
  return {
    nodeRadius: Math.max(NODE_RADIUS.least, Math.min(most, nearest(points) * 0.36)),
    nodes: new Map(nodes.map((name, index) => [name, points[index] ?? centre])),
    clientSize: rows.size,
    clients: rows.places,
    clientsHidden: clients.length - rows.places.length,
  }
}

/** Length of the shortest way between two neighbours. */
function nearest(points: readonly Point[]): number {
  const ways = points.map((point, index) => {
    const next = points[(index + 1) % points.length]
    return next === undefined || next === point ? Infinity : distance(point, next)
  })
  return Math.min(Infinity, ...ways)
}

function layOutClients(room: Room, clients: readonly string[]) {
  const width = Math.max(60, room.width - 64)
  const fitting = CLIENT_SIZES.find(({ size, gap }) => {
    const rows = Math.ceil(clients.length / Math.floor(width / (size + gap)))
    return rows <= (size === CLIENT_SIZES[0].size ? 2 : CLIENT_ROWS_MAXIMUM)
  })
  const { size, gap, rowGap } = fitting ?? CLIENT_SIZES[1]
  const step = size + gap
  const rowStep = size + rowGap
  const columns = Math.max(1, Math.floor(width / step))
  const shown = clients.slice(0, columns * CLIENT_ROWS_MAXIMUM)
  const rows = Math.ceil(shown.length / columns)
  const height = rows === 0 ? 16 : rows * rowStep + 22
  const perRow = Math.ceil(shown.length / Math.max(1, rows))
  const places = shown.map((name, index): ClientPlace => {
    const row = Math.floor(index / perRow)
    const inRow = Math.min(perRow, shown.length - row * perRow)
    const left = room.width / 2 - ((inRow - 1) * step) / 2
    return {
      name,
      at: {
        x: left + (index - row * perRow) * step,
        y: room.height - height + 10 + size / 2 + row * rowStep,
      },
    }
  })
  return { size, places, height }
}
