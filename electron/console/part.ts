/** What every part of the console is given, and what it gives. */
import type { CallName, EventName, Events, Handlers } from '../ipc/contract.ts'

export interface ConsolePlaces {
  /** The library of runs. */
  readonly runs: string
  /** The user's own drill files. */
  readonly drills: string
}

export interface PartOptions {
  readonly places: ConsolePlaces
  /** Tells every open window. */
  readonly publish: <Name extends EventName>(name: Name, event: Events[Name]) => void
}

export interface ListeningPartOptions extends PartOptions {
  /** Tells `listener` of every event of the console, until the returned function is called. */
  readonly listen: (
    listener: <Name extends EventName>(name: Name, event: Events[Name]) => void,
  ) => () => void
}

/** The handlers of one group of calls. */
export type GroupHandlers<Group extends string> = Pick<
  Handlers,
  Extract<CallName, `${Group}.${string}`>
>

export interface Part<Group extends string> {
  readonly handlers: GroupHandlers<Group>
  /** Stops what runs and closes what is open; resolves when nothing is left. */
  close(): Promise<void>
}
