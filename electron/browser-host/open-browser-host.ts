/** Serves the console to browsers on this computer. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Console } from '../console/create-console.ts'
import type { Admission, GuardedRequest, Refusal } from './guard.ts'
import { PROTOCOL, refuseHost, refuseSocket } from './guard.ts'
import { RENDERER_FOLDER, rendererFile } from './renderer-files.ts'
import { openSocketDoor } from './socket-door.ts'

/** The largest call is a piece of an imported run file; see `runs.continueImport`. */
const MESSAGE_BYTES_MAX = 2 * 1024 ** 2
const TOKEN_BYTES = 24
const CONNECTIONS_MAX = 64

export interface BrowserHostOptions {
  readonly console: Console
  /** 0 lets the system choose. */
  readonly port?: number
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
  const server = createServer((request, response) => void serve(request, response))
  server.maxConnections = CONNECTIONS_MAX
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  })
  const admission = (): Admission => ({ port: (server.address() as AddressInfo).port, token })
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseSocket(guarded(request), admission())
    if (refusal !== null) return refuseUpgrade(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (opened) => openSocketDoor(opened, console))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, resolve)
  })
  return {
    port: admission().port,
    address: `http://127.0.0.1:${admission().port}/#token=${token}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuseHost(guarded(request), admission())
    if (refusal !== null) {
      response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(`${refusal.message}\n`)
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const connect = `ws://${request.headers.host ?? ''}`
    const file = await rendererFile(pathname, { folder, connect })
    response.writeHead(file.status, file.headers)
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }
}

function guarded({ headers }: IncomingMessage): GuardedRequest {
  const { host, origin } = headers
  return { host, origin, protocols: headers['sec-websocket-protocol'] }
}

function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  const reason = status === 401 ? 'Unauthorized' : 'Forbidden'
  const body = `${message}\n`
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\n` +
      `content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
