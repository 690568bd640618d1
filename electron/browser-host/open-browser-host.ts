/** Serves the console to browsers on this computer. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { FRAME_BYTES_MAX, type Answering } from '../ipc/frame-door.ts'
import { answerRequest } from './answer-request.ts'
import { guarded, PROTOCOL, refuseSocket, type Admission, type Refusal } from './guard.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { RENDERER_FOLDER } from './renderer-files.ts'
import { openSocketDoor } from './socket-door.ts'

const TOKEN_BYTES = 24
/** Of all kinds, those included that are being refused. */
const CONNECTIONS_MAX = 64
const WINDOWS_MAX = 16
/** A browser of this computer has said what it wants within this, ms. */
const REQUEST_TIMEOUT_MS = 10_000

export interface BrowserHostOptions {
  readonly console: Answering
  /** 0 lets the system choose. */
  readonly port?: number
  /** Of the built renderer. */
  readonly folder?: string
}

export interface BrowserHost {
  readonly port: number
  /** What a person opens; it holds the token, in the part that is never sent. */
  readonly address: string
  close(): Promise<void>
}

/** Rejects where the port is taken. */
export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { console, port = 0, folder = RENDERER_FOLDER } = options
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const server = createServer({
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
  })
  server.maxConnections = CONNECTIONS_MAX
  const admission = (): Admission => ({ port: (server.address() as AddressInfo).port, token })
  server.on('request', (request, response) => {
    void answerRequest(request, response, { admission: admission(), folder })
  })
  const sockets = takeSockets(server, admission, console)
  await listening(server, port)
  const chosen = admission().port
  return {
    port: chosen,
    address: `http://127.0.0.1:${chosen}/#token=${token}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function takeSockets(
  server: Server,
  admission: () => Admission,
  console: Answering,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  })
  const refusalOf = (request: IncomingMessage): Refusal | null =>
    refuseSocket(guarded(request), admission()) ??
    (sockets.clients.size < WINDOWS_MAX ? null : TOO_MANY_WINDOWS)
  server.on('upgrade', (request, socket: Duplex, head) => {
    // Node takes its own listener away here, and an error that nobody hears ends the process.
    socket.on('error', () => socket.destroy())
    const refusal = refusalOf(request)
    if (refusal !== null) return refuseUpgrade(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (opened) => openSocketDoor(opened, console))
  })
  return sockets
}

const TOO_MANY_WINDOWS: Refusal = {
  status: 503,
  message: `${WINDOWS_MAX} windows are open; close one first`,
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
