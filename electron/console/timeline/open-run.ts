/**
 * One run that is open in the timeline: a thread that holds its columns, one that replays it, and
 * a folder for what they must put down. Closing it leaves nothing of these.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ResponseOf } from '../../ipc/contract.ts'
import type { StatesQuestions, TimelineQuestions } from './messages.ts'
import { WorkerLink } from './worker-link.ts'

const RUN_WORKER = new URL('./run-worker.ts', import.meta.url)
const STATES_WORKER = new URL('./states/states-worker.ts', import.meta.url)

export interface OpenRunOptions {
  readonly run: string
  readonly path: string
  readonly identity: string
  /** Told how much of a timeline that its file does not hold is made; null when it is there. */
  readonly preparing: (share: number | null) => void
}

export class OpenRun {
  /** Tells this file from another that took its name later. */
  readonly identity: string
  readonly columns: WorkerLink<TimelineQuestions>
  readonly states: WorkerLink<StatesQuestions>
  readonly #scratch: string

  constructor({ run, path, identity, preparing }: OpenRunOptions) {
    this.identity = identity
    this.#scratch = mkdtempSync(join(tmpdir(), 'faultline-timeline-'))
    const start = { run, path, scratch: this.#scratch }
    this.columns = new WorkerLink(RUN_WORKER, start, preparing)
    this.states = new WorkerLink(STATES_WORKER, start)
  }

  /** False after one of its threads died. */
  get alive(): boolean {
    return this.columns.alive && this.states.alive
  }

  async head(): Promise<ResponseOf<'timeline.open'>> {
    const head = await this.columns.ask('open', null)
    // Why a run cannot be replayed is part of what is shown.
    const trouble = await this.states.ask('begin', null).then(() => null, messageOf)
    return { ...head, replayTrouble: trouble ?? head.replayTrouble }
  }

  async effects(event: number): Promise<ResponseOf<'timeline.effects'>> {
    const place = await this.columns.ask('place', { event })
    if (place.kind === 'boot' || place.kind === 'lost') return { effects: [] }
    return { effects: await this.states.ask('effects', place) }
  }

  async change(event: number): Promise<ResponseOf<'timeline.change'>> {
    return this.states.ask('change', await this.columns.ask('place', { event }))
  }

  async close(): Promise<void> {
    await Promise.all([this.columns.close(), this.states.close()])
    rmSync(this.#scratch, { recursive: true, force: true })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
