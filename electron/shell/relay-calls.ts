/** Calls of the page to the console: only from our own page's main frame. */
import type { Envelope } from '../ipc/envelope.ts'
import { isOwnAddress } from './addresses.ts'
import type { ConsoleClient } from './console-client.ts'

/** Who sent a message, as Electron tells it. */
export interface Sender {
  /** False for a frame within the page, and for one that is gone. */
  readonly isMainFrame: boolean
  readonly address: string
}

export type RelayCall = (
  sender: Sender,
  name: unknown,
  request: unknown,
) => Promise<Envelope<unknown>>

export function relayCalls(client: Pick<ConsoleClient, 'call'>): RelayCall {
  return (sender, name, request) => {
    if (!sender.isMainFrame || !isOwnAddress(sender.address)) {
      return refusal('only the page of this console may ask')
    }
    if (typeof name !== 'string') return refusal('a call has a name')
    return client.call(name, request)
  }
}

function refusal(message: string): Promise<Envelope<never>> {
  return Promise.resolve({ ok: false, error: { code: 'refused', message, definite: true } })
}
