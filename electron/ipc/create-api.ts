/** The renderer's side of the contract over any transport that can ask and listen. */
import { CALLS, isEventName } from './channels.ts'
import type { Api, CallName, EventName, Events } from './contract.ts'
import type { Envelope } from './envelope.ts'
import { CallError } from './envelope.ts'

export interface Transport {
  call(name: string, request: unknown): Promise<Envelope<unknown>>
  /** Hands every event to `listener`, for as long as the page lives. */
  listen(listener: (name: string, event: unknown) => void): void
  onConnection(listener: (connected: boolean) => void): () => void
}

type Listener = (event: never) => void

export function createApi(transport: Transport): Api {
  const listeners = new Map<EventName, Set<Listener>>()
  transport.listen((name, event) => {
    if (!isEventName(name)) return
    for (const listener of listeners.get(name) ?? []) listener(event as never)
  })
  return {
    ...groups(transport),
    on: <Name extends EventName>(name: Name, listener: (event: Events[Name]) => void) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
    onConnection: (listener: (connected: boolean) => void) => transport.onConnection(listener),
  } as Api
}

function groups(transport: Transport): object {
  const api: { [group: string]: { [verb: string]: (request: unknown) => Promise<unknown> } } = {}
  for (const name of CALLS) {
    const [group, verb] = name.split('.') as [string, string]
    api[group] ??= {}
    api[group][verb] = (request) => ask(transport, name, request)
  }
  return api
}

async function ask(transport: Transport, name: CallName, request: unknown): Promise<unknown> {
  const envelope = await transport.call(name, request)
  if (envelope.ok) return envelope.value
  throw new CallError(envelope.error)
}
