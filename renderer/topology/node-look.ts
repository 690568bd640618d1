/** How a node is drawn and told: shape before colour, and in words what it holds wrongly. Pure. */
import type { RoomNode } from '../../electron/ipc/shapes/room.ts'
import type { Point } from './geometry.ts'

export type NodeShape = 'hexagon' | 'circle' | 'diamond'

export interface NodeLook {
  readonly shape: NodeShape
  /** Colour token. */
  readonly tone: 'leader' | 'ok' | 'info' | 'hot' | 'text-3'
  readonly dashed: boolean
  readonly mark: 'bars' | 'cross' | null
}

export function nodeLook(node: RoomNode): NodeLook {
  const shape = shapeOf(node)
  if (node.state === 'failed') return { shape: 'circle', tone: 'hot', dashed: true, mark: 'cross' }
  if (node.state === 'down' || node.state === 'starting' || node.role === null) {
    return { shape: 'circle', tone: 'text-3', dashed: true, mark: null }
  }
  const mark = node.state === 'paused' ? 'bars' : null
  return { shape, tone: toneOf(node), dashed: false, mark }
}

function shapeOf({ leads, role }: RoomNode): NodeShape {
  if (leads || role === 'leader') return 'hexagon'
  return isCandidate(role) ? 'diamond' : 'circle'
}

function toneOf({ state, mistaken, leads, role }: RoomNode): NodeLook['tone'] {
  if (state === 'paused' || mistaken !== null) return 'hot'
  if (leads || role === 'leader') return 'leader'
  return isCandidate(role) ? 'info' : 'ok'
}

/** Also one that only asks whether it could win: a `pre-candidate`. */
function isCandidate(role: string | null): boolean {
  return role?.endsWith('candidate') ?? false
}

/** A word for what it does now. */
export function standingWord({ state, role }: RoomNode): string {
  switch (state) {
    case 'up':
      return role ?? 'up'
    case 'paused':
      return role === null ? 'paused' : `${role}, paused`
    default:
      return state
  }
}

export interface WordLine {
  /** `wrong`: not as it should be. */
  readonly kind: 'standing' | 'commit' | 'wrong'
  readonly text: string
}

const WRONG_LINES_MAXIMUM = 2

/**
 * The most important first, for where there is little room. `release` is that of the drill; a node
 * that runs another says so.
 */
export function nodeLines(node: RoomNode, release: string): readonly WordLine[] {
  const wrong: string[] = []
  if (node.mistaken !== null) wrong.push(node.mistaken)
  if (node.reason !== null) wrong.push(shortened(node.reason))
  if (Math.abs(node.clockOffsetMs) >= 1) wrong.push(`clock ${signedMs(node.clockOffsetMs)}`)
  if (node.release !== '' && node.release !== release) wrong.push(node.release)
  return [
    { kind: 'standing', text: standingWord(node) },
    ...(node.commit === null
      ? []
      : [{ kind: 'commit', text: `commit ${grouped(node.commit)}` } as const]),
    ...wrong.slice(0, WRONG_LINES_MAXIMUM).map((text) => ({ kind: 'wrong', text }) as const),
  ]
}

/** Whether the term of a node stands in its shape. */
export function showsTerm(node: RoomNode, radius: number): boolean {
  return radius >= TERM_RADIUS_LEAST && !nodeLook(node).dashed
}

const TERM_RADIUS_LEAST = 22

/** Neither leads nor wants to, and nothing is wrong with it. */
export function isOrdinary(node: RoomNode, release: string): boolean {
  const { shape, dashed, mark } = nodeLook(node)
  const wrong = nodeLines(node, release).some(({ kind }) => kind === 'wrong')
  return shape === 'circle' && !dashed && mark === null && !wrong
}

/** Everything about a node, for who does not see it. */
export function nodeSentence({ name, term }: RoomNode, lines: readonly WordLine[]): string {
  if (lines.length === 0) return name
  return [name, ...lines.map(({ text }) => text), `term ${term}`].join(', ')
}

const REASON_LENGTH = 30

function shortened(reason: string): string {
  return reason.length <= REASON_LENGTH ? reason : `${reason.slice(0, REASON_LENGTH - 1)}…`
}

function signedMs(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const size = Math.abs(ms)
  return size >= 1000
    ? `${sign}${(size / 1000).toFixed(1)} s`
    : `${sign}${size.toFixed(size < 100 ? 1 : 0)} ms`
}

export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Corners of a shape as SVG wants them; of about the same area whatever the shape. */
export function corners(shape: 'hexagon' | 'diamond', { x, y }: Point, radius: number): string {
  const size = shape === 'hexagon' ? radius * 1.08 : radius * 1.22
  const count = shape === 'hexagon' ? 6 : 4
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2
    return `${(x + size * Math.cos(angle)).toFixed(1)},${(y + size * Math.sin(angle)).toFixed(1)}`
  }).join(' ')
}
