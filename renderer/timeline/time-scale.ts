/**
 * From moments of a run to pixels and back. A scale never changes: zooming and panning make a new
 * one, so that whoever draws holds one consistent view. It never leaves the run, and never shows
 * less than a millisecond.
 */

/** What one screen shows at least. */
export const SPAN_MIN_US = 1_000

export class TimeScale {
  readonly fromUs: number
  readonly toUs: number
  readonly widthPx: number
  /** Length of the run; where that is less, the shortest span. */
  readonly durationUs: number
  readonly pxPerUs: number

  /** Use `TimeScale.whole`, and what makes a scale from a scale. */
  private constructor(fromUs: number, toUs: number, widthPx: number, durationUs: number) {
    this.fromUs = fromUs
    this.toUs = toUs
    this.widthPx = widthPx
    this.durationUs = durationUs
    this.pxPerUs = widthPx / (toUs - fromUs)
  }

  static whole(durationUs: number, widthPx: number): TimeScale {
    const length = Math.max(SPAN_MIN_US, durationUs)
    return new TimeScale(0, length, Math.max(1, widthPx), length)
  }

  get spanUs(): number {
    return this.toUs - this.fromUs
  }

  get isWhole(): boolean {
    return this.fromUs === 0 && this.toUs === this.durationUs
  }

  xOf(atUs: number): number {
    return (atUs - this.fromUs) * this.pxPerUs
  }

  usAt(x: number): number {
    return this.fromUs + x / this.pxPerUs
  }

  /** Whether the moment is on the screen. */
  shows(atUs: number): boolean {
    return atUs >= this.fromUs && atUs <= this.toUs
  }

  /** What lay under `x` stays there, as far as the ends of the run allow; `factor` < 1 zooms in. */
  zoomedAt(x: number, factor: number): TimeScale {
    const spanUs = this.#allowed(this.spanUs * factor)
    const anchorUs = this.usAt(x)
    return this.#moved(anchorUs - (x / this.widthPx) * spanUs, spanUs)
  }

  /** Content moves by `deltaPx` to the right. */
  pannedBy(deltaPx: number): TimeScale {
    return this.#moved(this.fromUs - deltaPx / this.pxPerUs, this.spanUs)
  }

  /** As near to these two moments as limits allow. */
  showing(fromUs: number, toUs: number): TimeScale {
    const spanUs = this.#allowed(toUs - fromUs)
    return this.#moved((fromUs + toUs) / 2 - spanUs / 2, spanUs)
  }

  /** The same zoom with the moment in the middle. */
  centredAt(atUs: number): TimeScale {
    return this.#moved(atUs - this.spanUs / 2, this.spanUs)
  }

  /** The same moments on another width. */
  resized(widthPx: number): TimeScale {
    return new TimeScale(this.fromUs, this.toUs, Math.max(1, widthPx), this.durationUs)
  }

  #allowed(spanUs: number): number {
    return Math.min(this.durationUs, Math.max(SPAN_MIN_US, spanUs))
  }

  #moved(fromUs: number, spanUs: number): TimeScale {
    const start = Math.min(this.durationUs - spanUs, Math.max(0, fromUs))
    const end = spanUs === this.durationUs ? this.durationUs : start + spanUs
    return new TimeScale(start, end, this.widthPx, this.durationUs)
  }
}
