/** Plain HTTP requests: the files of the page, to whoever calls this host by its own name. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admission } from './guard.ts'
import { guarded, refuseHost } from './guard.ts'
import { rendererFile } from './renderer-files.ts'

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }

export interface AnswerOptions {
  readonly admission: Admission
  /** Of the built renderer. */
  readonly folder: string
}

export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { admission, folder }: AnswerOptions,
): Promise<void> {
  const refusal = refuseHost(guarded(request), admission)
  if (refusal !== null) {
    response.writeHead(refusal.status, PLAIN).end(`${refusal.message}\n`)
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...PLAIN, allow: 'GET, HEAD', connection: 'close' })
    response.end('this console is read with GET\n')
    return
  }
  const path = request.url ?? ''
  if (!path.startsWith('/')) {
    response.writeHead(400, PLAIN).end('this is no path\n')
    return
  }
  // Put together, not resolved: `//name` would be read as another host.
  const { pathname } = new URL(`http://127.0.0.1${path}`)
  const file = await rendererFile(pathname, { folder, connect: `ws://${request.headers.host}` })
  response.writeHead(file.status, file.headers)
  response.end(request.method === 'HEAD' ? undefined : file.body)
}
