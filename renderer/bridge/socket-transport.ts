/**
 * The way to the console over the browser host's WebSocket. It connects again by itself when the
 * connection breaks; a call that was under way then is answered as `failed`, and not definite.
 */
import type { Transport } from '../../electron/ipc/create-api.ts'
import type { Envelope } from '../../electron/ipc/envelope.ts'
import type { AnswerFrame, EventFrame } from '../../electron/ipc/frames.ts'
import { decodeFrame, encodeFrame } from '../../electron/ipc/frames.ts'

const PROTOCOL = 'faultline'
const AGAIN_AFTER_MS = 500
const AGAIN_AFTER_MS_MAX = 5_000

type Settle = (envelope: Envelope<unknown>) => void

export function socketTransport(address: string, token: string): Transport {
  const waiting = new Map<number, Settle>()
  const listeners = new Set<(connected: boolean) => void>()
  let heard: (name: string, event: unknown) => void = () => undefined
  let socket: WebSocket | null = null
  let opened: Promise<WebSocket> = connect()
  let againAfterMs = AGAIN_AFTER_MS
  let lastId = 0

  function connect(): Promise<WebSocket> {
    return new Promise((resolve) => {
      const fresh = new WebSocket(address, [PROTOCOL, token])
      fresh.binaryType = 'arraybuffer'
      fresh.onopen = () => {
        socket = fresh
        againAfterMs = AGAIN_AFTER_MS
        resolve(fresh)
        tell(true)
      }
      fresh.onmessage = ({ data }) => receive(new Uint8Array(data as ArrayBuffer))
      fresh.onclose = () => {
        socket = null
        giveUpCalls()
        tell(false)
        const next = new Promise<void>((again) => setTimeout(again, againAfterMs))
        againAfterMs = Math.min(againAfterMs * 2, AGAIN_AFTER_MS_MAX)
        const reconnected = next.then(connect)
        opened = reconnected
        void reconnected.then(resolve)
      }
    })
  }

  function receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes) as AnswerFrame | EventFrame
    if ('event' in frame) return heard(frame.event, frame.value)
    waiting.get(frame.id)?.(frame.answer)
    waiting.delete(frame.id)
  }

  function giveUpCalls(): void {
    const message = 'the connection to the console broke; what was asked may have been done'
    for (const settle of waiting.values()) {
      settle({ ok: false, error: { code: 'failed', message, definite: false } })
    }
    waiting.clear()
  }

  function tell(connected: boolean): void {
    for (const listener of listeners) listener(connected)
  }

  return {
    async call(name, request) {
      const live = await opened
      const id = ++lastId
      return new Promise((settle) => {
        waiting.set(id, settle)
        live.send(encodeFrame({ id, call: name, request }))
      })
    },
    listen(listener) {
      heard = listener
    },
    onConnection(listener) {
      listeners.add(listener)
      listener(socket !== null)
      return () => void listeners.delete(listener)
    },
  }
}
