/** Plane geometry of the topology, in screen pixels: x to the right, y down. Pure. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Segment {
  readonly from: Point
  readonly to: Point
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Above zero where `point` lies to the left of who walks along `along`, below zero to the right. */
export function sideOf(along: Segment, point: Point): number {
  const { from, to } = along
  return (to.y - from.y) * (point.x - from.x) - (to.x - from.x) * (point.y - from.y)
}

/** Whether two segments cross in a point inside both; touching an end is no crossing. */
export function crosses(one: Segment, other: Segment): boolean {
  const straddles = (along: Segment, { from, to }: Segment): boolean => {
    const left = sideOf(along, from)
    const right = sideOf(along, to)
    return (left > 0 && right < 0) || (left < 0 && right > 0)
  }
  return straddles(one, other) && straddles(other, one)
}

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

export function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/** The segment without what lies within `start` of its beginning and `end` of its end. */
export function shortened({ from, to }: Segment, start: number, end: number): Segment {
  const length = distance(from, to)
  if (length <= start + end) return { from, to: from }
  return { from: between(from, to, start / length), to: between(from, to, 1 - end / length) }
}

/** The segment beside itself, `by` pixels to the right of who walks along it. */
export function beside({ from, to }: Segment, by: number): Segment {
  const length = distance(from, to) || 1
  const x = (-(to.y - from.y) / length) * by
  const y = ((to.x - from.x) / length) * by
  return { from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y } }
}

export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

/** The smallest box around both. */
export function around(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  }
}

/** The square around a circle. */
export function squareAt({ x, y }: Point, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
}

/** `count` points at equal distances along an ellipse, clockwise from its top. */
export function aroundEllipse(
  centre: Point,
  radius: { readonly x: number; readonly y: number },
  count: number,
): readonly Point[] {
  const STEPS = 720
  const at = (step: number): Point => {
    const angle = (step / STEPS) * 2 * Math.PI - Math.PI / 2
    return { x: centre.x + radius.x * Math.cos(angle), y: centre.y + radius.y * Math.sin(angle) }
  }
  const lengths = [0]
  for (let step = 1; step <= STEPS; step++) {
    lengths.push((lengths[step - 1] ?? 0) + distance(at(step - 1), at(step)))
  }
  const whole = lengths[STEPS] ?? 0
  return Array.from({ length: count }, (_, index) => {
    const wanted = (whole * index) / count
    return at(lengths.findIndex((length) => length >= wanted))
  })
}
