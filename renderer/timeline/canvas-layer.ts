/** One canvas in CSS pixels on a screen of any density, cleared and handed to who draws on it. */
import type { Pen } from './frame.ts'

export class CanvasLayer {
  readonly #canvas: HTMLCanvasElement
  readonly #pen: Pen
  #widthPx = 0
  #heightPx = 0
  #density = 1

  constructor(canvas: HTMLCanvasElement) {
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (pen === null) throw new Error('this browser cannot draw')
    this.#canvas = canvas
    this.#pen = pen
  }

  get pen(): Pen {
    return this.#pen
  }

  /** The canvas is as large as its element; what was drawn on it is gone. */
  resize(widthPx: number, heightPx: number, density: number): void {
    this.#widthPx = widthPx
    this.#heightPx = heightPx
    this.#density = density
    this.#canvas.width = Math.round(widthPx * density)
    this.#canvas.height = Math.round(heightPx * density)
  }

  begin(): Pen {
    this.#pen.setTransform(this.#density, 0, 0, this.#density, 0, 0)
    this.#pen.clearRect(0, 0, this.#widthPx, this.#heightPx)
    return this.#pen
  }
}
