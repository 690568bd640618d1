/** What the console and the threads of an open run say to each other; structured-cloned. */
import type { RequestOf, ResponseOf } from '../../ipc/contract.ts'
import type { CallErrorCode } from '../../ipc/envelope.ts'
import type { Replaying, StateChange, StatesAt } from '../../ipc/shapes/timeline.ts'

/** What a thread is started with. */
export interface RunStart {
  readonly run: string
  readonly path: string
  /** An empty folder of the thread's own; whoever started it removes it. */
  readonly scratch: string
}

export type Bare<Request> = Omit<Request, 'run'>

/** Where an event stands in the journal of its machine. */
export interface StepPlace {
  readonly machine: string
  readonly incarnation: number
  readonly atUs: number
  readonly lamport: number
}

export interface EventPlace extends StepPlace {
  readonly kind: string
  /** How many steps the machine took at that moment, this one among them. */
  readonly stepsThen: number
}

/** Asked last: closes what is open; the thread ends. */
interface Closing {
  readonly close: { readonly send: null; readonly answer: null }
}

/** Questions to the thread that holds the columns. */
export interface TimelineQuestions extends Closing {
  readonly open: { readonly send: null; readonly answer: ResponseOf<'timeline.open'> }
  readonly window: {
    readonly send: Bare<RequestOf<'timeline.window'>>
    readonly answer: ResponseOf<'timeline.window'>
  }
  readonly event: {
    readonly send: Bare<RequestOf<'timeline.event'>>
    readonly answer: ResponseOf<'timeline.event'>
  }
  readonly place: {
    readonly send: Bare<RequestOf<'timeline.event'>>
    readonly answer: EventPlace
  }
  readonly cone: {
    readonly send: Bare<RequestOf<'timeline.cone'>>
    readonly answer: ResponseOf<'timeline.cone'>
  }
  readonly search: {
    readonly send: Bare<RequestOf<'timeline.search'>>
    readonly answer: ResponseOf<'timeline.search'>
  }
}

/** Questions to the thread that replays. */
export interface StatesQuestions extends Closing {
  /** Begins to replay, so that the first moment that is asked for is there sooner. */
  readonly begin: { readonly send: null; readonly answer: null }
  readonly states: {
    readonly send: Bare<RequestOf<'timeline.states'>>
    readonly answer: StatesAt | Replaying
  }
  readonly change: { readonly send: EventPlace; readonly answer: StateChange | Replaying }
  /** What a step asked for; empty where that would take too long or is not known. */
  readonly effects: { readonly send: StepPlace; readonly answer: readonly unknown[] }
}

export interface Question {
  readonly ask: number
  readonly name: string
  readonly send: unknown
}

/** Told while a question waits: how much of the timeline is made, null when it is there. */
export interface Preparing {
  readonly preparing: number | null
}

export type Answer =
  | { readonly ask: number; readonly ok: true; readonly answer: unknown }
  | {
      readonly ask: number
      readonly ok: false
      /** Null where Faultline itself failed. */
      readonly code: CallErrorCode | null
      readonly message: string
    }
