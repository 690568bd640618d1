/**
 * What the page sees of the shell: one way to ask and one way to listen, for names of the contract
 * and nothing else. Requests are checked on the other side; a validator here would guard nothing.
 */
import { contextBridge, ipcRenderer } from 'electron'
import { isCallName, isEventName } from '../ipc/channels.ts'
import type { Transport } from '../ipc/create-api.ts'
import type { Envelope } from '../ipc/envelope.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../ipc/shell-channels.ts'

const UNKNOWN: Envelope<never> = {
  ok: false,
  error: { code: 'unknown-call', message: 'there is no such call', definite: true },
}

const bridge: Pick<Transport, 'call' | 'listen'> = {
  call: (name, request) =>
    isCallName(name)
      ? (ipcRenderer.invoke(CALL_CHANNEL, name, request) as Promise<Envelope<unknown>>)
      : Promise.resolve(UNKNOWN),
  listen(listener) {
    ipcRenderer.on(EVENT_CHANNEL, (_, name: unknown, event: unknown) => {
      if (isEventName(name)) listener(name, event)
    })
  },
}

contextBridge.exposeInMainWorld('faultline', bridge)
