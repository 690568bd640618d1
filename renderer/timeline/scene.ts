/**
 * The picture of one run: holds what is shown, fetches tiles for it, and draws when something is
 * different, at most once a frame. What is behind and what moves over it are separate layers, so
 * that the pointer and the playhead never make the events be drawn again.
 *
 * It knows no widgets: a component owns the canvases and tells it of sizes, keys and pointers.
 */
import type { Cone, EventDetail, TimelineWindow } from '../../electron/ipc/shapes/timeline.ts'
import type { Note } from '../../electron/ipc/shapes/runs.ts'
import { CanvasLayer } from './canvas-layer.ts'
import { AXIS_PX, drawAxis, drawViolations } from './draw-axis.ts'
import { drawDensity, drawDots } from './draw-events.ts'
import {
  drawCurrentLane,
  drawFaults,
  drawFaultWords,
  drawGrid,
  drawLanes,
  drawLeaderships,
} from './draw-lanes.ts'
import { drawMessages } from './draw-messages.ts'
import { drawOperations, drawOperationTexts } from './draw-operations.ts'
import { drawOver, isClear, type Over } from './draw-over.ts'
import { drawOverview, drawOverviewMarks, OVERVIEW_PX } from './draw-overview.ts'
import type { Frame, Shown, Story } from './frame.ts'
import { hatchPattern } from './hatch.ts'
import { hitAt, type Hit, type HitContext } from './hit-test.ts'
import { layOutLanes, type LaneLayout } from './lane-layout.ts'
import { readPalette } from './palette.ts'
import { SegmentList } from './segments.ts'
import { survey, type Survey } from './survey.ts'
import { rootLevel, tileFromUs, tileName, tileToUs, TILE_BINS, wantedTiles } from './tile-grid.ts'
import { TileLoader } from './tile-loader.ts'
import { TimeScale } from './time-scale.ts'

/** Of what tiles hold; the rest of the page needs far less. */
const TILES_BYTES_MAX = 96 * 1024 ** 2
const BYTES_PER_EVENT = 32
const BYTES_PER_BAR = 240

export interface WindowRange {
  readonly fromUs: number
  readonly toUs: number
  readonly bins: number
}

export interface SceneOptions {
  readonly story: Story
  readonly canvases: {
    readonly plot: HTMLCanvasElement
    readonly over: HTMLCanvasElement
    readonly overview: HTMLCanvasElement
    readonly overviewMarks: HTMLCanvasElement
  }
  readonly load: (range: WindowRange) => Promise<TimelineWindow>
  /** After a frame in which the view, the lanes or what is shown changed. */
  readonly drawn: (view: View) => void
  readonly failed: (problem: unknown) => void
}

export interface View {
  readonly scale: TimeScale
  readonly layout: LaneLayout
  readonly shown: Readonly<Shown>
  /** Tiles are still on their way. */
  readonly loading: boolean
  /** How many events of the run the filter lets through; null until that is known. */
  readonly passed: number | null
}

interface Lanes {
  readonly hidden: ReadonlySet<string>
  readonly together: boolean
  readonly scrollPx: number
}

export class TimelineScene {
  readonly #options: SceneOptions
  readonly #frame: Frame
  readonly #over: Over = {
    playheadUs: null,
    pointerX: NaN,
    hoverLane: -1,
    hoverUs: 0,
  }
  readonly #survey: Survey = { exact: false, asDots: false, events: 0, messages: 0, thinning: 1 }
  readonly #layers: { readonly [name in keyof SceneOptions['canvases']]: CanvasLayer }
  #tiles: TileLoader<TimelineWindow>
  /** Shown until the first tile of a new filter is there. */
  #staleRoot: TimelineWindow | undefined
  #lanes: Lanes = { hidden: new Set(), together: false, scrollPx: 0 }
  #hatch: CanvasPattern | null = null
  #heightPx = 0
  #plotDue = true
  #overviewDue = true
  #overClear = false
  #requested = 0

  constructor(options: SceneOptions) {
    this.#options = options
    const { story, canvases } = options
    this.#layers = {
      plot: new CanvasLayer(canvases.plot),
      over: new CanvasLayer(canvases.over),
      overview: new CanvasLayer(canvases.overview),
      overviewMarks: new CanvasLayer(canvases.overviewMarks),
    }
    this.#tiles = this.#loader()
    this.#frame = {
      story,
      scale: TimeScale.whole(story.head.durationUs, 1),
      layout: this.#layOut(),
      palette: readPalette(),
      segments: new SegmentList(),
      cone: null,
      selected: null,
      currentLane: -1,
      shown: { exact: false, asDots: false, events: 0, messages: 0, drawnMessages: 0 },
    }
    this.repaint()
  }

  get scale(): TimeScale {
    return this.#frame.scale
  }

  get layout(): LaneLayout {
    return this.#frame.layout
  }

  get #root(): number {
    return rootLevel(this.#options.story.head.durationUs)
  }

  resize(widthPx: number, heightPx: number, density: number): void {
    const { plot, over, overview, overviewMarks } = this.#layers
    for (const layer of [plot, over]) layer.resize(widthPx, heightPx, density)
    for (const layer of [overview, overviewMarks]) layer.resize(widthPx, OVERVIEW_PX, density)
    this.#heightPx = heightPx - AXIS_PX
    this.#frame.layout = this.#layOut()
    this.#overviewDue = true
    this.show(this.scale.resized(widthPx))
  }

  show(scale: TimeScale): void {
    this.#frame.scale = scale
    this.#tiles.want(wantedTiles(scale))
    this.#drawPlotSoon()
  }

  /** After colours changed. */
  repaint(): void {
    this.#frame.palette = readPalette()
    this.#hatch = hatchPattern(this.#layers.plot.pen, this.#frame.palette.hot)
    this.#overviewDue = true
    this.#drawPlotSoon()
  }

  /** Asks for everything again: what is let through is different. */
  refilter(): void {
    this.#staleRoot = this.#tiles.tile(tileName(this.#root, 0)) ?? this.#staleRoot
    this.#tiles.close()
    this.#tiles = this.#loader()
    this.show(this.scale)
  }

  arrange(lanes: Partial<Lanes>): void {
    this.#lanes = { ...this.#lanes, ...lanes }
    this.#frame.layout = this.#layOut()
    this.#drawPlotSoon()
  }

  select(selected: EventDetail | null, cone: Cone | null): void {
    const coneChanged = this.#frame.cone !== cone
    this.#frame.selected = selected
    this.#frame.cone = cone
    if (coneChanged) this.#drawPlotSoon()
    else this.#drawSoon()
  }

  /** The lane where one stands. */
  standOn(lane: number): void {
    this.#frame.currentLane = lane
    this.#drawPlotSoon()
  }

  point(over: Partial<Over>): void {
    Object.assign(this.#over, over)
    this.#drawSoon()
  }

  /** After notes changed: they stand on the axis. */
  tell(notes: readonly Note[]): void {
    const { story } = this.#frame
    this.#frame.story = { ...story, head: { ...story.head, notes } }
    this.#overviewDue = true
    this.#drawPlotSoon()
  }

  /** In pixels of the picture, axis included. */
  hit(x: number, y: number): Hit | null {
    return hitAt(this.#hitContext(), x, y - AXIS_PX)
  }

  /** The single events in view, tile by tile; empty where only density is shown. */
  *stretches(): Generator<{
    readonly tile: TimelineWindow
    readonly fromUs: number
    readonly toUs: number
  }> {
    const { segments } = this.#frame
    for (let place = 0; place < segments.length; place++) {
      const { tile, fromUs, toUs } = segments.at(place)
      yield { tile, fromUs, toUs }
    }
  }

  close(): void {
    this.#tiles.close()
    cancelAnimationFrame(this.#requested)
  }

  #hitContext(): HitContext {
    const { scale, layout, segments, story } = this.#frame
    const { thinning, exact, asDots } = this.#survey
    return { scale, layout, segments, lostKind: story.lostKind, thinning, exact, asDots }
  }

  #loader(): TileLoader<TimelineWindow> {
    const root = tileName(this.#root, 0)
    return new TileLoader({
      root,
      load: (name) =>
        this.#options.load({ fromUs: tileFromUs(name), toUs: tileToUs(name), bins: TILE_BINS }),
      costOf: bytesOf,
      costMax: TILES_BYTES_MAX,
      arrived: () => {
        this.#overviewDue = true
        this.#drawPlotSoon()
      },
      failed: this.#options.failed,
    })
  }

  #layOut(): LaneLayout {
    const { lanes } = this.#options.story.head
    return layOutLanes({ ...this.#lanes, lanes, heightPx: this.#heightPx })
  }

  #drawPlotSoon(): void {
    this.#plotDue = true
    this.#drawSoon()
  }

  #drawSoon(): void {
    if (this.#requested !== 0) return
    this.#requested = requestAnimationFrame(() => {
      this.#requested = 0
      this.#draw()
    })
  }

  #draw(): void {
    if (this.#heightPx <= 0) return
    if (this.#plotDue) this.#drawPlot()
    this.#drawOver()
    this.#drawOverview()
    if (!this.#plotDue) return
    this.#plotDue = false
    const { scale, layout, shown } = this.#frame
    const loading = this.#frame.segments.incomplete
    const root = this.#tiles.tile(tileName(this.#root, 0))
    const passed = root === undefined ? null : totalOf(root)
    this.#options.drawn({ scale, layout, shown, loading, passed })
  }

  /** To clear a layer costs as much as to show it: one that is clear is left alone. */
  #drawOver(): void {
    const clear = isClear(this.#frame, this.#over)
    if (!clear || !this.#overClear) drawOver(this.#layers.over.begin(), this.#frame, this.#over)
    this.#overClear = clear
  }

  #drawPlot(): void {
    const frame = this.#frame
    const { segments, scale, layout, shown } = frame
    segments.fill(this.#source, scale, this.#root)
    survey(segments, layout, scale.widthPx, this.#survey)
    const pen = this.#layers.plot.begin()
    drawAxis(pen, frame)
    pen.save()
    pen.translate(0, AXIS_PX)
    pen.beginPath()
    pen.rect(0, 0, scale.widthPx, layout.heightPx)
    pen.clip()
    drawGrid(pen, frame)
    drawCurrentLane(pen, frame)
    drawFaults(pen, frame, this.#hatch)
    drawLanes(pen, frame)
    drawLeaderships(pen, frame)
    shown.exact = this.#survey.exact
    shown.asDots = this.#survey.asDots
    shown.events = this.#survey.events
    shown.messages = this.#survey.messages
    shown.drawnMessages = 0
    drawOperations(pen, frame)
    if (shown.asDots) {
      shown.drawnMessages = drawMessages(pen, frame, this.#survey.thinning)
      drawDots(pen, frame)
    } else {
      drawDensity(pen, frame)
    }
    drawFaultWords(pen, frame)
    drawOperationTexts(pen, frame)
    drawViolations(pen, frame)
    pen.restore()
  }

  readonly #source = {
    tile: (name: number): TimelineWindow | undefined =>
      this.#tiles.tile(name) ?? (name === tileName(this.#root, 0) ? this.#staleRoot : undefined),
  }

  #drawOverview(): void {
    const { story, palette, scale } = this.#frame
    const root = this.#source.tile(tileName(this.#root, 0))
    const overview = { story, palette, root, widthPx: scale.widthPx }
    if (this.#overviewDue) drawOverview(this.#layers.overview.begin(), overview)
    this.#overviewDue = false
    const marks = this.#layers.overviewMarks.begin()
    drawOverviewMarks(marks, overview, scale, this.#over.playheadUs)
  }
}

function bytesOf({ density, lost, exact }: TimelineWindow): number {
  const bars = exact?.operations.length ?? 0
  const events = exact?.events.id.length ?? 0
  return density.byteLength + lost.byteLength + events * BYTES_PER_EVENT + bars * BYTES_PER_BAR
}

const totals = new WeakMap<TimelineWindow, number>()

function totalOf(root: TimelineWindow): number {
  const known = totals.get(root)
  if (known !== undefined) return known
  const total = root.density.reduce((sum, count) => sum + count, 0)
  totals.set(root, total)
  return total
}
