/** The way to the console through the desktop shell's preload. */
import type { Transport } from '../../electron/ipc/create-api.ts'
import type { Envelope } from '../../electron/ipc/envelope.ts'

/** What the preload puts on `window`; see `electron/preload/`. */
export interface ShellBridge {
  call(name: string, request: unknown): Promise<Envelope<unknown>>
  listen(listener: (name: string, event: unknown) => void): void
}

export function shellTransport(bridge: ShellBridge): Transport {
  return {
    call: (name, request) => bridge.call(name, request),
    listen: (listener) => bridge.listen(listener),
    // The shell lives and dies with its console.
    onConnection: (listener) => {
      listener(true)
      return () => undefined
    },
  }
}
