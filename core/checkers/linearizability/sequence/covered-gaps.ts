/**
 * How many spans lie over each gap of a row of points, and which span could hold a whole stretch
 * of gaps: a segment tree over the gaps.
 *
 * Each span begins at a point of its own. A gap that nothing lies over is handed out once, and
 * never again.
 */
const HANDED_OUT = 1 << 29

export interface Span {
  /** Of gaps; `to` is the last. */
  readonly from: number
  readonly to: number
  /** How far it could reach to the left and to the right; coordinates of the caller. */
  readonly reachFrom: number
  readonly reachTo: number
}

export class CoveredGaps {
  readonly #width: number
  /** By node: the least count below, without what is added at the nodes above. */
  readonly #least: Int32Array
  readonly #added: Int32Array
  /** By node: the best reach of the spans that begin below. */
  readonly #reachFrom: Float64Array
  readonly #reachTo: Float64Array

  constructor(gaps: number) {
    let width = 1
    while (width < gaps) width *= 2
    this.#width = width
    this.#least = new Int32Array(2 * width)
    this.#added = new Int32Array(2 * width)
    this.#reachFrom = new Float64Array(2 * width).fill(Infinity)
    this.#reachTo = new Float64Array(2 * width).fill(-Infinity)
  }

  lay(span: Span): void {
    this.#add(1, 0, this.#width - 1, span, 1)
    this.#setReach(span.from, span.reachFrom, span.reachTo)
  }

  lift(span: Span): void {
    this.#add(1, 0, this.#width - 1, span, -1)
    this.#setReach(span.from, Infinity, -Infinity)
  }

  /** Hands out the gaps from `from` to `to` that nothing lies over, in order. */
  takeBare(from: number, to: number): readonly number[] {
    const bare: number[] = []
    this.#takeBare(1, 0, this.#width - 1, { from, to }, 0, bare)
    return bare
  }

  /** A span that begins in `from` to `to` and reaches over both of the others. */
  findReaching(from: number, to: number, left: number, right: number): number | undefined {
    return this.#find(1, 0, this.#width - 1, { from, to, left, right })
  }

  #add(node: number, low: number, high: number, span: Span, count: number): void {
    if (span.to < low || high < span.from) return
    if (span.from <= low && high <= span.to) {
      this.#added[node] = (this.#added[node] as number) + count
      this.#least[node] = (this.#least[node] as number) + count
      return
    }
    const middle = (low + high) >>> 1
    this.#add(2 * node, low, middle, span, count)
    this.#add(2 * node + 1, middle + 1, high, span, count)
    this.#renew(node)
  }

  #takeBare(
    node: number,
    low: number,
    high: number,
    range: { readonly from: number; readonly to: number },
    above: number,
    bare: number[],
  ): void {
    if (range.to < low || high < range.from) return
    if ((this.#least[node] as number) + above > 0) return
    if (low === high) {
      bare.push(low)
      this.#least[node] = HANDED_OUT
      return
    }
    const middle = (low + high) >>> 1
    const added = above + (this.#added[node] as number)
    this.#takeBare(2 * node, low, middle, range, added, bare)
    this.#takeBare(2 * node + 1, middle + 1, high, range, added, bare)
    this.#renew(node)
  }

  #renew(node: number): void {
    const below = Math.min(this.#least[2 * node] as number, this.#least[2 * node + 1] as number)
    this.#least[node] = below + (this.#added[node] as number)
  }

  #find(
    node: number,
    low: number,
    high: number,
    wanted: {
      readonly from: number
      readonly to: number
      readonly left: number
      readonly right: number
    },
  ): number | undefined {
    if (wanted.to < low || high < wanted.from) return undefined
    if ((this.#reachFrom[node] as number) >= wanted.left) return undefined
    if ((this.#reachTo[node] as number) < wanted.right) return undefined
    if (low === high) return low
    const middle = (low + high) >>> 1
    return (
      this.#find(2 * node, low, middle, wanted) ??
      this.#find(2 * node + 1, middle + 1, high, wanted)
    )
  }

  #setReach(gap: number, from: number, to: number): void {
    let node = this.#width + gap
    this.#reachFrom[node] = from
    this.#reachTo[node] = to
    for (node >>= 1; node >= 1; node >>= 1) {
      this.#reachFrom[node] = Math.min(
        this.#reachFrom[2 * node] as number,
        this.#reachFrom[2 * node + 1] as number,
      )
      this.#reachTo[node] = Math.max(
        this.#reachTo[2 * node] as number,
        this.#reachTo[2 * node + 1] as number,
      )
    }
  }
}
