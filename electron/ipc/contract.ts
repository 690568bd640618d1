/**
 * Every call that the renderer may make and every event that it is told.
 *
 * `Calls['runs.show']` reads: the call `api.runs.show(request)` resolves to this value, or rejects
 * with a `CallError`. Requests are in `requests.ts`. Events are states, not deltas of deltas: a
 * listener that missed some is right again after the next.
 */
import type { AppShapes } from './shapes/app.ts'
import type { DrillShapes } from './shapes/drills.ts'
import type { ExploreEvents, ExploreShapes } from './shapes/explore.ts'
import type { RoomEvents, RoomShapes } from './shapes/room.ts'
import type { RunEvents, RunShapes } from './shapes/runs.ts'
import type { TimelineShapes } from './shapes/timeline.ts'
import type { Requests } from './requests.ts'

export type Responses = AppShapes &
  DrillShapes &
  ExploreShapes &
  RoomShapes &
  RunShapes &
  TimelineShapes

export type CallName = keyof Responses & keyof Requests
export type RequestOf<Name extends CallName> = Requests[Name]
export type ResponseOf<Name extends CallName> = Responses[Name]

export interface Events extends RoomEvents, ExploreEvents, RunEvents {
  'drills.changed': Record<string, never>
  /** The shell was asked to show a run: a file was opened from outside. */
  'app.open': { readonly run: string }
}
export type EventName = keyof Events

type GroupOf<Name extends string> = Name extends `${infer Group}.${string}` ? Group : never
type VerbOf<Name extends string, Group extends string> = Name extends `${Group}.${infer Verb}`
  ? Verb
  : never

/** `api.runs.show({ run })`; one object for each group of calls. */
export type Api = {
  readonly [Group in GroupOf<CallName>]: {
    readonly [Name in CallName as VerbOf<Name, Group>]: (
      request: RequestOf<Name>,
    ) => Promise<ResponseOf<Name>>
  }
} & {
  /** Calls `listener` for each event until the returned function is called. */
  readonly on: <Name extends EventName>(
    name: Name,
    listener: (event: Events[Name]) => void,
  ) => () => void
  /** Told whenever the way to the privileged side breaks or is there again. */
  readonly onConnection: (listener: (connected: boolean) => void) => () => void
}

/** The privileged side. A handler throws a `CallError` to refuse. */
export type Handlers = {
  readonly [Name in CallName]: (
    request: RequestOf<Name>,
  ) => ResponseOf<Name> | Promise<ResponseOf<Name>>
}
