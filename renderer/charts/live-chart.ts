/**
 * A Chart.js line chart on the drill room's axis: no animation, no parsing, no events, no legend,
 * and points that are made once and written to, so that an update makes no garbage.
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js'
import { backdropPlugin, type Backdrop } from './backdrop.ts'
import type { SlotBuckets } from './slot-buckets.ts'

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement)

export interface LineStyle {
  readonly colour: string
  readonly area?: string
  readonly dash?: readonly number[]
  readonly width?: number
}

export interface LiveChartOptions {
  readonly canvas: HTMLCanvasElement
  readonly scale: 'linear' | 'logarithmic'
  readonly lines: number
  readonly backdrop: () => Backdrop
}

interface DataPoint {
  x: number
  y: number
}

export class LiveChart {
  readonly #chart: Chart<'line', DataPoint[]>

  constructor({ canvas, scale, lines, backdrop }: LiveChartOptions) {
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: Array.from({ length: lines }, () => ({ data: [] as DataPoint[] })) },
      plugins: [backdropPlugin(backdrop)],
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        events: [],
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: 0, autoPadding: false },
        datasets: { line: { pointRadius: 0, pointHitRadius: 0, borderJoinStyle: 'round' } },
        scales: {
          x: { type: 'linear', display: false },
          y: { type: scale, display: false },
        },
      },
    })
  }

  /** Lines in the order of `styles`; what is drawn first lies on top. */
  draw(
    buckets: SlotBuckets,
    columns: readonly Float64Array[],
    range: { readonly min: number; readonly max: number },
  ): void {
    for (const [index, { data }] of this.#chart.data.datasets.entries()) {
      const column = columns[index]
      if (column === undefined) continue
      if (data.length !== buckets.count) this.#makePoints(index, buckets.count)
      const points = this.#chart.data.datasets[index]?.data ?? []
      for (const [bucket, point] of points.entries()) {
        point.x = buckets.middleOf(bucket)
        point.y = bucket < buckets.filled ? (column[bucket] ?? NaN) : NaN
      }
    }
    const { scales } = this.#chart.options
    if (scales?.['x'])
      Object.assign(scales['x'], { min: buckets.axis.fromMs, max: buckets.axis.toMs })
    if (scales?.['y']) Object.assign(scales['y'], range)
    this.#chart.update('none')
  }

  paint(styles: readonly LineStyle[]): void {
    for (const [index, dataset] of this.#chart.data.datasets.entries()) {
      const style = styles[index]
      if (style === undefined) continue
      dataset.borderColor = style.colour
      dataset.borderWidth = style.width ?? 1.5
      dataset.borderDash = [...(style.dash ?? [])]
      dataset.backgroundColor = style.area ?? 'transparent'
      dataset.fill = style.area === undefined ? false : 'origin'
    }
  }

  destroy(): void {
    this.#chart.destroy()
  }

  #makePoints(index: number, count: number): void {
    const dataset = this.#chart.data.datasets[index]
    if (dataset) dataset.data = Array.from({ length: count }, () => ({ x: 0, y: NaN }))
  }
}
