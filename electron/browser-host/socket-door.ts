/** One window behind a WebSocket: its calls go to the console, its events come back. */
import type { WebSocket } from 'ws'
import { openFrameDoor, type Answering } from '../ipc/frame-door.ts'

/** Of RFC 6455, section 7.4.1: a kind of data that is not accepted. */
const CLOSE_UNSUPPORTED = 1003

export function openSocketDoor(socket: WebSocket, console: Answering): void {
  const door = openFrameDoor(
    {
      send: (bytes, sent) => socket.send(bytes, sent),
      hold: (held) => (held ? socket.pause() : socket.resume()),
    },
    console,
  )
  socket.on('close', () => door.close())
  // What went wrong is followed by `close`; there is nobody else to tell.
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, binary: boolean) => {
    if (!binary || !door.receive(data)) socket.close(CLOSE_UNSUPPORTED, 'not a call')
  })
}
