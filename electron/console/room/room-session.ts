/**
 * One drill in the room, from its start to its verdict and until another takes its place: it is
 * conducted, watched, and told to every window. What is asked of it by hand goes to the drill
 * itself (`../../conductor/running-drill.ts`).
 *
 * Everything that it keeps is bounded: slots by the length of the drill (`SLOT_ROWS_MAX`), the
 * rest by the limits of its parts.
 */
import { basename } from 'node:path'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { conduct } from '../../conductor/conduct.ts'
import type { BrokenPromise } from '../../conductor/watch-promises.ts'
import type { DrillListener } from '../../conductor/progress.ts'
import type { Halted, RunningDrill } from '../../conductor/running-drill.ts'
import type { ProcessSummary } from '../../cluster/contract.ts'
import type { Prediction } from '../../ipc/requests.ts'
import type { Room, RoomNow, RoomStanding, RoomSummary } from '../../ipc/shapes/room.ts'
import { RUN_EXTENSION } from '../../library/home.ts'
import { VERSION } from '../../version.ts'
import { sketchDrill } from '../drills/sketch-drill.ts'
import { sketchSchedule } from '../drills/sketch-schedule.ts'
import type { PartOptions } from '../part.ts'
import { OperationFeed } from './operation-feed.ts'
import { Pace } from './pace.ts'
import { poll } from './poll.ts'
import { RecordingRate } from './recording-rate.ts'
import { roomMs } from './room-clock.ts'
import { RoomLog } from './room-log.ts'
import { emptyNow, judgedNow, roomNow } from './room-now.ts'
import { SlotRows } from './slot-rows.ts'
import { ToldSchedule } from './told-schedule.ts'

/** At most 20 times a second; half as often where nothing is new. */
const SUMMARY_LEAST_MS = 50
const SUMMARY_USUAL_MS = 100
const EVIDENCE_EVERY_MS = 500
const RECORDING_EVERY_MS = 1_000
const US_PER_MS = 1_000
/** One for each key and check at most; where so many are broken, more tell nothing new. */
const VIOLATIONS_MAX = 100

export interface SessionOptions {
  readonly drill: Drill
  readonly source: string
  readonly seed: string
  /** Of the run file; reserved. */
  readonly path: string
  readonly byHand: boolean
  readonly prediction: Prediction | null
  readonly publish: PartOptions['publish']
}

export class RoomSession {
  readonly run: string
  /** Resolves when nothing of the drill is left but its run. */
  readonly ended: Promise<void>
  readonly #options: SessionOptions
  readonly #startedAt = new Date().toISOString()
  readonly #aborting = new AbortController()
  readonly #slots = new SlotRows()
  readonly #log = new RoomLog()
  readonly #violations: BrokenPromise[] = []
  readonly #feed = new OperationFeed()
  readonly #clockOffsetsMs = new Map<string, number>()
  readonly #recording = new RecordingRate()
  readonly #pace: Pace
  readonly #polls: (() => void)[] = []
  #told: Places = NOTHING_TOLD
  #standing: RoomStanding = { kind: 'starting' }
  #prediction: Prediction | null
  #running: RunningDrill | null = null
  #evidence: Awaited<ReturnType<RunningDrill['evidence']>> = {}
  #workedUntilMs: number | null = null
  #haltAtOnce = false
  readonly #schedule = new ToldSchedule()
  /** What moved last, once nothing moves any more. */
  #last: RoomNow | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    this.#prediction = options.prediction
    this.run = basename(options.path, RUN_EXTENSION)
    this.#pace = new Pace({
      tell: () => this.#tell(),
      usualMs: SUMMARY_USUAL_MS,
      leastMs: SUMMARY_LEAST_MS,
    })
    this.ended = this.#conduct()
  }

  /** The drill while it runs and can be handled; null before, after, and while it is judged. */
  get running(): RunningDrill | null {
    const { kind } = this.#standing
    return kind === 'starting' || kind === 'running' ? this.#running : null
  }

  get standing(): RoomStanding {
    return this.#standing
  }

  get drill(): Drill {
    return this.#options.drill
  }

  /** True until there is a verdict, or a reason why there is none. */
  get busy(): boolean {
    return ['starting', 'running', 'judging'].includes(this.#standing.kind)
  }

  state(): Room {
    const { drill, seed, byHand } = this.#options
    const running = this.#running
    const rows = this.#rows(NOTHING_TOLD)
    return {
      run: this.run,
      drill: sketchDrill(drill),
      seed,
      byHand,
      startedAt: this.#startedAt,
      prediction: this.#prediction,
      standing: this.#standing,
      schedule: running === null ? [] : sketchSchedule(this.#schedule.entries(running)),
      now: this.#now(),
      ...rows,
    }
  }

  /** Everything is undone and stopped; resolves when nothing is left. */
  async abort(reason: string): Promise<void> {
    this.#aborting.abort(reason)
    await this.ended
  }

  pauseSchedule(running: RunningDrill, paused: boolean): void {
    running.pauseSchedule(paused)
    this.#schedule.moved(running)
    this.changed()
  }

  async halt(): Promise<Halted> {
    const { running } = this
    if (running === null) {
      // It is only just starting: it is halted as soon as there is something to halt.
      this.#haltAtOnce = this.busy
      return { lifted: 0, resumed: 0, tookMs: 0 }
    }
    this.#schedule.cut(running)
    const halted = await running.halt()
    this.changed()
    return halted
  }

  predict(prediction: Prediction): void {
    this.#prediction = prediction
    this.#running?.note('prediction', prediction)
    this.changed()
  }

  /** Tells every window all of it; summaries go on from there. */
  changed(): void {
    const room = this.state()
    this.#told = after(NOTHING_TOLD, room)
    this.#options.publish('room.changed', room)
  }

  async #conduct(): Promise<void> {
    const { drill, source, seed, path, publish } = this.#options
    const signal = this.#aborting.signal
    const order = { drill, source, seed, path, version: VERSION, signal }
    // Whoever started it knows its name before it hears of it.
    await Promise.resolve()
    try {
      this.#pace.start()
      const conducted = await conduct({ ...order, listener: this.#listener() })
      if (conducted.kind === 'judged') {
        // The renderer names runs, never files.
        const document: VerdictDocument = { ...conducted.document, run: this.run }
        this.#end({ kind: 'judged', document })
      } else this.#end({ kind: 'interrupted', reason: conducted.reason })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#end({ kind: 'failed', message })
    }
    publish('runs.changed', {})
  }

  #listener(): DrillListener {
    return {
      progress: () => undefined,
      event: (_, text, kind) => this.#event(text, kind),
      running: (drill) => this.#begin(drill),
      promiseBroken: (broken) => this.#keep(broken),
      news: () => this.#news(),
      summary: (summary) => this.#heard(summary),
    }
  }

  #begin(running: RunningDrill): void {
    this.#running = running
    this.#schedule.begin(running)
    if (this.#prediction !== null) running.note('prediction', this.#prediction)
    this.#polls.push(
      poll(EVIDENCE_EVERY_MS, async () => {
        if (running.faults.length > 0) this.#evidence = await running.evidence()
      }),
      poll(RECORDING_EVERY_MS, async () => {
        this.#recording.heard(running.nowMs, await running.recordingCost())
      }),
    )
    this.#options.publish('runs.changed', {})
    if (this.#haltAtOnce) void this.halt()
    else this.changed()
  }

  #event(text: string, kind: string): void {
    this.#log.add(this.#running?.nowMs ?? 0, kind, text)
    this.#pace.news()
  }

  #keep(broken: BrokenPromise): void {
    if (this.#violations.length < VIOLATIONS_MAX) this.#violations.push(broken)
  }

  #heard({ process, atUs, operations, clockOffsetMs }: ProcessSummary): void {
    this.#clockOffsetsMs.set(process, clockOffsetMs)
    this.#feed.heard(atUs / 1_000, operations)
  }

  #news(): void {
    const running = this.running
    if (running === null) return
    const { phase, nowMs, begunMs } = running
    if (begunMs !== null && this.#standing.kind === 'starting') this.#stand({ kind: 'running' })
    if (phase === 'final') this.#workedUntilMs ??= nowMs
    if (phase === 'done') {
      // What moved until now is what stays on the screen.
      this.#last = this.#now()
      if (!this.#aborting.signal.aborted) this.#stand({ kind: 'judging' })
    }
    this.#pace.news()
  }

  #end(standing: RoomStanding): void {
    const last = this.#now()
    this.#last = standing.kind === 'judged' ? judgedNow(last, standing.document) : last
    this.#pace.stop()
    for (const stop of this.#polls) stop()
    this.#stand(standing)
  }

  #stand(standing: RoomStanding): void {
    this.#standing = standing
    this.changed()
  }

  #tell(): void {
    const running = this.running
    if (running === null) return
    this.#slots.advance(running.nowMs, running.measurements)
    const { slots, elections, violations, log } = this.#told
    const rows = this.#rows(this.#told)
    const summary: RoomSummary = {
      run: this.run,
      now: this.#now(),
      slots: { first: slots, rows: rows.slots },
      elections: { first: elections, rows: rows.elections },
      violations: { first: violations, rows: rows.violations },
      log: { first: log, rows: rows.log },
    }
    this.#told = after(this.#told, rows)
    this.#options.publish('room.summary', summary)
  }

  /** The rows of every list that grows from a place of it on, by the room's time. */
  #rows(from: Places) {
    const begunMs = this.#running?.begunMs ?? null
    const timed = <Row extends { readonly atMs: number }>(rows: readonly Row[], first: number) =>
      rows.slice(first).map((row): Row => ({ ...row, atMs: roomMs(row.atMs, begunMs) }))
    // Their place on the axis is not known before; until then there are none.
    const charted = begunMs !== null
    const elected = this.#running?.measurements.electionsSeen ?? []
    return {
      slots: charted ? timed(this.#slots.rows, from.slots) : [],
      elections: charted ? timed(elected, from.elections) : [],
      violations: this.#violations.slice(from.violations).map(({ check, sentence, atUs }) => ({
        atMs: roomMs(atUs / US_PER_MS, begunMs),
        atUs,
        check,
        sentence,
      })),
      log: timed(this.#log.rows, from.log),
    }
  }

  #now(): RoomNow {
    const running = this.#running
    if (this.#last !== null) return { ...this.#last, toldAt: Date.now() }
    if (running === null) return emptyNow(this.#options.drill)
    return roomNow(running, this.#options.drill, {
      evidence: this.#evidence,
      recording: this.#recording.rate,
      clockOffsetsMs: this.#clockOffsetsMs,
      feed: this.#feed,
      workedUntilMs: this.#workedUntilMs,
    })
  }
}

/** How many rows of each list that grows. */
interface Places {
  readonly slots: number
  readonly elections: number
  readonly violations: number
  readonly log: number
}

const NOTHING_TOLD: Places = { slots: 0, elections: 0, violations: 0, log: 0 }

/** Where the lists go on once `rows` were told. */
function after(
  told: Places,
  rows: { readonly [list in keyof Places]: readonly unknown[] },
): Places {
  return {
    slots: told.slots + rows.slots.length,
    elections: told.elections + rows.elections.length,
    violations: told.violations + rows.violations.length,
    log: told.log + rows.log.length,
  }
}
