/** The console behind every door: its parts put together, and the windows that listen. */
import type { EventName, Events, Handlers } from '../ipc/contract.ts'
import type { Dispatch } from '../ipc/dispatch.ts'
import { createDispatch } from '../ipc/dispatch.ts'
import { createAppPart } from './app/create-app-part.ts'
import { createDrillsPart } from './drills/create-drills-part.ts'
import { createExplorePart, type ExplorePartOptions } from './explore/create-explore-part.ts'
import type { ConsolePlaces, PartOptions } from './part.ts'
import { Preparations } from './preparations.ts'
import { createRoomPart } from './room/create-room-part.ts'
import { createRunsPart } from './runs/create-runs-part.ts'
import { createTimelinePart } from './timeline/create-timeline-part.ts'

export type EventListener = <Name extends EventName>(name: Name, event: Events[Name]) => void

export interface Console {
  readonly dispatch: Dispatch
  /** Tells `listener` of every event until the returned function is called. */
  listen(listener: EventListener): () => void
  close(): Promise<void>
}

export interface ConsoleOptions {
  readonly places: ConsolePlaces
  /** Told of failures of Faultline itself. */
  readonly failed: (call: string, error: unknown) => void
}

export function createConsole({ places, failed }: ConsoleOptions): Console {
  const listeners = new Set<EventListener>()
  const publish: PartOptions['publish'] = (name, event) => {
    for (const listener of listeners) listener(name, event)
  }
  const listen: Console['listen'] = (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const preparations = new Preparations({
    ...{ places, publish, listen },
    failed: (error) => failed('preparing', error),
  })
  const parts = createParts({ places, publish, listen, preparations })
  const handlers = Object.assign({}, ...parts.map((part) => part.handlers)) as Handlers
  return {
    dispatch: createDispatch(handlers, failed),
    listen,
    async close() {
      for (const part of parts) await part.close()
      await preparations.close()
    },
  }
}

interface AnyPart {
  readonly handlers: Partial<Handlers>
  close(): Promise<void>
}

function createParts(options: ExplorePartOptions): readonly AnyPart[] {
  return [
    createRoomPart(options),
    createRunsPart(options),
    createTimelinePart(options),
    createDrillsPart(options),
    createExplorePart(options),
    createAppPart(options),
  ]
}
