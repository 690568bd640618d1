/** One window behind a WebSocket: its calls go to the console, its events come back. */
import type { WebSocket } from 'ws'
import type { Console } from '../console/create-console.ts'
import type { CallFrame } from '../ipc/frames.ts'
import { decodeFrame, encodeFrame } from '../ipc/frames.ts'

/** A window that reads so slowly that this much waits for it gets no more summaries, bytes. */
const WAITING_BYTES_MAX = 4 * 1024 ** 2
/** The close codes of WebSocket, RFC 6455 section 7.4.1. */
const CLOSE_UNSUPPORTED = 1003

export function openSocketDoor(socket: WebSocket, console: Console): void {
  const deaf = console.listen((name, event) => {
    if (socket.bufferedAmount > WAITING_BYTES_MAX) return
    socket.send(encodeFrame({ event: name, value: event }))
  })
  socket.on('close', deaf)
  // What went wrong is followed by `close`; there is nobody else to tell.
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, binary: boolean) => {
    const frame = binary ? readFrame(data) : null
    if (frame === null) {
      socket.close(CLOSE_UNSUPPORTED, 'not a call')
      return
    }
    void console.dispatch(frame.call, frame.request).then((answer) => {
      if (socket.readyState === socket.OPEN) socket.send(encodeFrame({ id: frame.id, answer }))
    })
  })
}

function readFrame(data: Buffer): CallFrame | null {
  try {
    const frame = decodeFrame(data) as Partial<CallFrame> | null
    if (typeof frame !== 'object' || frame === null) return null
    const { id, call, request } = frame
    if (!Number.isSafeInteger(id) || typeof call !== 'string') return null
    return { id: id as number, call, request }
  } catch {
    return null
  }
}
