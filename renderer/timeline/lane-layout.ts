/**
 * Where each lane lies. Clients are on top, nodes below them and always all in view; where there
 * is not room for all clients, theirs is a part that scrolls, or one row for all of them. Pure.
 */
import type { Lane } from '../../electron/ipc/shapes/timeline.ts'

const CLIENT_ROW_PX_MIN = 25
const CLIENT_ROW_PX_MAX = 34
export const CLIENTS_TOGETHER_PX = 40
/** Nodes have at least so much where clients would take more. */
const NODE_ROW_PX_MIN = 46
const NODE_ROW_PX_MAX = 104
const TOP_PX = 8
const GAP_PX = 14
/** Of the height, so much for clients that do not all fit. */
const CLIENTS_SHARE = 0.5

export interface LayoutOptions {
  readonly lanes: readonly Pick<Lane, 'name' | 'role'>[]
  readonly hidden: ReadonlySet<string>
  readonly heightPx: number
  /** All clients in one row. */
  readonly together: boolean
  readonly scrollPx: number
}

export interface LaneLayout {
  /** Middle of each lane; where it is out of view, the edge beyond which it lies; NaN if hidden. */
  readonly y: Float64Array
  /** 1 where the lane itself is drawn. */
  readonly shown: Uint8Array
  /** Height of a row of this lane. */
  readonly rowPx: Float64Array
  readonly clients: { readonly topPx: number; readonly bottomPx: number; readonly rowPx: number }
  readonly nodes: { readonly topPx: number; readonly bottomPx: number; readonly rowPx: number }
  readonly scrollPx: number
  readonly scrollMaxPx: number
  readonly together: boolean
  readonly clientCount: number
  readonly heightPx: number
}

export function layOutLanes(options: LayoutOptions): LaneLayout {
  const { lanes, hidden, heightPx, together } = options
  const clients: number[] = []
  const nodes: number[] = []
  for (const [lane, { name, role }] of lanes.entries()) {
    if (!hidden.has(name)) (role === 'client' ? clients : nodes).push(lane)
  }
  const gapPx = clients.length === 0 ? 0 : GAP_PX
  const roomPx = heightPx - nodes.length * NODE_ROW_PX_MIN - gapPx - TOP_PX
  const clientRowPx = together ? CLIENTS_TOGETHER_PX : clientRow(roomPx, clients.length)
  const wantedPx = clientRowPx * (together ? Math.min(1, clients.length) : clients.length)
  const sharePx = nodes.length === 0 ? roomPx : Math.min(roomPx, heightPx * CLIENTS_SHARE)
  const clientsPx = wantedPx <= roomPx ? wantedPx : Math.max(clientRowPx, sharePx)
  const topPx = TOP_PX
  const bottomPx = topPx + clientsPx
  const nodesTopPx = bottomPx + gapPx
  const rowPx = Math.min(
    NODE_ROW_PX_MAX,
    Math.max(18, (heightPx - nodesTopPx) / Math.max(1, nodes.length)),
  )
  const scrollMaxPx = Math.max(0, wantedPx - clientsPx)
  const scrollPx = Math.min(scrollMaxPx, Math.max(0, options.scrollPx))
  const layout: LaneLayout = {
    y: new Float64Array(lanes.length).fill(NaN),
    shown: new Uint8Array(lanes.length),
    rowPx: new Float64Array(lanes.length),
    clients: { topPx, bottomPx, rowPx: clientRowPx },
    nodes: { topPx: nodesTopPx, bottomPx: nodesTopPx + rowPx * nodes.length, rowPx },
    scrollPx,
    scrollMaxPx,
    together,
    clientCount: clients.length,
    heightPx,
  }
  placeClients(layout, clients)
  for (const [row, lane] of nodes.entries()) {
    layout.y[lane] = Math.round(nodesTopPx + (row + 0.5) * rowPx)
    layout.rowPx[lane] = rowPx
    layout.shown[lane] = 1
  }
  return layout
}

/** As high as there is room for, within bounds; at the lower one the rest scrolls. */
function clientRow(roomPx: number, clients: number): number {
  const fittingPx = Math.floor(roomPx / Math.max(1, clients))
  return Math.min(CLIENT_ROW_PX_MAX, Math.max(CLIENT_ROW_PX_MIN, fittingPx))
}

function placeClients(layout: LaneLayout, clients: readonly number[]): void {
  const { topPx, bottomPx, rowPx } = layout.clients
  for (const [row, lane] of clients.entries()) {
    const y = layout.together
      ? (topPx + bottomPx) / 2
      : topPx + (row + 0.5) * rowPx - layout.scrollPx
    const inside = y >= topPx && y <= bottomPx
    layout.y[lane] = Math.round(Math.min(bottomPx, Math.max(topPx, y)))
    layout.rowPx[lane] = rowPx
    layout.shown[lane] = inside ? 1 : 0
  }
}

/** How far to scroll so that this client is in view; as it is where it is already. */
export function scrollShowing(layout: LaneLayout, lanes: LayoutOptions['lanes'], lane: number) {
  if (layout.shown[lane] === 1 || layout.together || Number.isNaN(layout.y[lane] as number)) {
    return layout.scrollPx
  }
  let row = 0
  for (let before = 0; before < lane; before++) {
    const isClient = lanes[before]?.role === 'client'
    if (isClient && !Number.isNaN(layout.y[before] as number)) row++
  }
  const visiblePx = layout.clients.bottomPx - layout.clients.topPx
  return Math.min(
    layout.scrollMaxPx,
    Math.max(0, (row + 0.5) * layout.clients.rowPx - visiblePx / 2),
  )
}

/** The lane at this height; null between lanes. */
export function laneAt(layout: LaneLayout, y: number): number | null {
  for (let lane = 0; lane < layout.y.length; lane++) {
    if (layout.shown[lane] !== 1) continue
    const away = Math.abs(y - (layout.y[lane] as number))
    if (away <= (layout.rowPx[lane] as number) / 2) return lane
  }
  return null
}
