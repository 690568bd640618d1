/** A browser host in front of a small console of the test's own, and ways to knock at its door. */
import { mkdir, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import {
  openBrowserHost,
  type BrowserHost,
} from '../../../electron/browser-host/open-browser-host.ts'
import type { EventName, Events, Handlers } from '../../../electron/ipc/contract.ts'
import { createDispatch } from '../../../electron/ipc/dispatch.ts'
import { decodeFrame, encodeFrame } from '../../../electron/ipc/frames.ts'
import { makeFolder } from '../../folders/test-folder.ts'

type Listener = <Name extends EventName>(name: Name, event: Events[Name]) => void

export interface Hosted {
  readonly host: BrowserHost
  readonly token: string
  readonly failures: string[]
  publish<Name extends EventName>(name: Name, event: Events[Name]): void
  close(): Promise<void>
}

export async function hosted(handlers: Partial<Handlers> = {}): Promise<Hosted> {
  const made = makeFolder('host')
  const root = made.path
  const folder = join(root, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(folder, 'assets', 'app-1.js'), 'export {}')
  await writeFile(join(root, 'secret.txt'), 'not for anybody')
  const failures: string[] = []
  const listeners = new Set<Listener>()
  const dispatch = createDispatch(handlers as Handlers, (name) => failures.push(name))
  const console = {
    dispatch,
    listen: (listener: Listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const host = await openBrowserHost({ console, folder })
  return {
    host,
    token: host.address.split('#token=')[1] ?? '',
    failures,
    publish: (name, event) => {
      for (const listener of listeners) listener(name, event)
    },
    async close() {
      await host.close()
      made.remove()
    },
  }
}

export interface Knock {
  readonly host?: string
  readonly origin?: string | null
  readonly protocols?: readonly string[]
}

/** The status that a WebSocket was refused with, or 101 and the socket. */
export function knock(
  { host: { port }, token }: Hosted,
  { host, origin = `http://127.0.0.1:${port}`, protocols = ['faultline', token] }: Knock = {},
): Promise<{ readonly status: number; readonly socket: WebSocket }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, [...protocols], {
    headers: { ...(host === undefined ? {} : { host }), ...(origin === null ? {} : { origin }) },
  })
  return new Promise((resolve, reject) => {
    // One listener for each call that is waited for.
    socket.setMaxListeners(0)
    socket.once('open', () => resolve({ status: 101, socket }))
    socket.once('unexpected-response', (_, response) => {
      resolve({ status: response.statusCode ?? 0, socket })
      response.resume()
    })
    socket.once('error', reject)
  })
}

export async function enter(to: Hosted): Promise<WebSocket> {
  const { status, socket } = await knock(to)
  if (status !== 101) throw new Error(`refused with ${status}`)
  return socket
}

let lastId = 0

/** Sends one call and resolves to its envelope. */
export function ask(socket: WebSocket, call: string, request: unknown): Promise<unknown> {
  const id = ++lastId
  return new Promise((resolve) => {
    const hear = (data: Buffer): void => {
      const frame = decodeFrame(data) as { readonly id?: number; readonly answer?: unknown }
      if (frame.id !== id) return
      socket.off('message', hear)
      resolve(frame.answer)
    }
    socket.on('message', hear)
    socket.send(encodeFrame({ id, call, request }))
  })
}

export function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

/** Sends `text` as it is and resolves to all that came back until the other side hung up. */
export function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = rawSocket(port)
    socket.setEncoding('utf8').on('data', (part) => (answer += String(part)))
    socket.once('error', reject).once('close', () => resolve(answer))
    socket.write(text)
  })
}

export function rawSocket(port: number): Socket {
  return connect({ host: '127.0.0.1', port })
}
