/**
 * Goal: the browser host lets in its own page and nobody else, and no visitor can stop it or make
 * it hold more than it said. Method: a real host on loopback, and real sockets that misbehave.
 */
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { CALLS_MAX, FRAME_BYTES_MAX } from '../../../electron/ipc/frame-door.ts'
import { decodeFrame, encodeFrame } from '../../../electron/ipc/frames.ts'
import { ask, closeCode, enter, hosted, knock, rawSocket, type Hosted } from './hosted.ts'

let letGo: (() => void)[] = []
let to: Hosted
const halted = { lifted: 1, resumed: 0, tookMs: 2 }

beforeEach(async () => {
  letGo = []
  to = await hosted({
    'room.halt': () => halted,
    'room.abort': () => new Promise((resolve) => letGo.push(() => resolve({}))),
    'room.state': () => {
      throw new TypeError('a mistake of ours')
    },
    'runs.export': () => ({
      fileName: 'big',
      mediaType: 'text/html',
      bytes: new Uint8Array(16 * 1024 ** 2).fill(7),
    }),
  })
})

afterEach(() => to.close())

describe('who comes in', () => {
  it('is the page with the token', async () => {
    const socket = await enter(to)
    expect(await ask(socket, 'room.halt', {})).toEqual({ ok: true, value: halted })
  })

  it.each([
    ['with a wrong token', { protocols: ['faultline', 'a'.repeat(32)] }, 401],
    ['with a shorter token', { protocols: ['faultline', 'a'] }, 401],
    ['without a token', { protocols: ['faultline'] }, 401],
    ['without a protocol', { protocols: [] }, 401],
    ['from another page', { origin: 'http://example.com' }, 403],
    ['from another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['from a file', { origin: 'null' }, 403],
    ['without an origin', { origin: null }, 403],
    ['by a rebound name', { host: 'attacker.example' }, 403],
    ['by a rebound name that is its origin too', { host: 'a.b', origin: 'http://a.b' }, 403],
  ])('is nobody %s', async (_, visit, status) => {
    expect((await knock(to, visit)).status).toBe(status)
  })

  it('is not more windows than a person has', async () => {
    const statuses = []
    for (let i = 0; i < 18; i++) statuses.push((await knock(to)).status)
    expect(statuses.filter((status) => status === 101)).toHaveLength(16)
    expect(statuses.at(-1)).toBe(503)
  })

  it('is not more connections than the host has room for', async () => {
    const idle = Array.from({ length: 100 }, () => rawSocket(to.host.port))
    const hungUp = idle.map((socket) =>
      once(
        socket.on('error', () => undefined),
        'close',
      ),
    )
    await Promise.any(hungUp)
    for (const socket of idle) socket.destroy()
    await Promise.all(hungUp)
    expect((await knock(to)).status).toBe(101)
  })

  it('may hang up at any moment without stopping the host', async () => {
    for (let i = 0; i < 50; i++) {
      const socket = rawSocket(to.host.port)
      await once(socket, 'connect')
      socket.write(
        `GET / HTTP/1.1\r\nhost: 127.0.0.1:${to.host.port}\r\nconnection: upgrade\r\n` +
          'upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: x\r\n\r\n',
      )
      socket.resetAndDestroy()
    }
    expect((await knock(to)).status).toBe(101)
  })
})

describe('what comes in', () => {
  it.each(['room.explode', '__proto__', 'constructor', 'hasOwnProperty', ''])(
    'is answered where there is no call %j',
    async (name) => {
      const socket = await enter(to)
      expect(await ask(socket, name, {})).toMatchObject({ error: { code: 'unknown-call' } })
      expect(await ask(socket, 'room.halt', {})).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['text', 'room.halt'],
    ['no MessagePack', Buffer.from([0xc1])],
    ['cut off', encodeFrame({ id: 1, call: 'room.halt', request: {} }).slice(0, 5)],
    ['a number', encodeFrame(7 as never)],
    ['without an id', encodeFrame({ call: 'room.halt' } as never)],
    ['with an id that is no number', encodeFrame({ id: 'x', call: 'room.halt' } as never)],
    ['with a name that is no text', encodeFrame({ id: 1, call: {} } as never)],
    ['nothing', Buffer.alloc(0)],
  ])('closes the window that sends a frame that is %s, and no other', async (_, frame) => {
    const [bad, good] = [await enter(to), await enter(to)]
    bad.send(frame)
    expect(await closeCode(bad)).toBe(1003)
    expect(await ask(good, 'room.halt', {})).toMatchObject({ ok: true })
  })

  it('closes the window that sends too much, and no other', async () => {
    const [bad, good] = [await enter(to), await enter(to)]
    bad.on('error', () => undefined)
    bad.send(new Uint8Array(FRAME_BYTES_MAX + 1))
    expect(await closeCode(bad)).toBe(1009)
    expect(await ask(good, 'room.halt', {})).toMatchObject({ ok: true })
  })

  it('bounds the calls that are under way for one window', async () => {
    const socket = await enter(to)
    const answers = Array.from({ length: CALLS_MAX + 5 }, () => ask(socket, 'room.abort', {}))
    const refused = await Promise.all(answers.slice(CALLS_MAX))
    for (const answer of refused) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'refused', definite: true } })
    }
    expect(await ask(await enter(to), 'room.halt', {})).toMatchObject({ ok: true })
    for (const go of letGo) go()
    expect(await Promise.all(answers.slice(0, CALLS_MAX))).toHaveLength(CALLS_MAX)
    expect(await ask(socket, 'room.halt', {})).toMatchObject({ ok: true })
  })

  it('survives a handler that fails', async () => {
    const socket = await enter(to)
    expect(await ask(socket, 'room.state', {})).toEqual({
      ok: false,
      error: { code: 'failed', message: 'a mistake of ours', definite: false },
    })
    expect(to.failures).toEqual(['room.state'])
  })
})

describe('what goes out', () => {
  it('is an answer of any size', async () => {
    const socket = await enter(to)
    const answer = (await ask(socket, 'runs.export', { run: 'a', format: 'html' })) as {
      readonly value: { readonly bytes: Uint8Array }
    }
    expect(answer.value.bytes).toHaveLength(16 * 1024 ** 2)
    expect(await ask(socket, 'room.halt', {})).toMatchObject({ ok: true })
  })

  it('is bounded for a window that does not read, which then learns how things stand', async () => {
    const [slow, quick] = [await enter(to), await enter(to)]
    const told = { slow: countEvents(slow), quick: countEvents(quick) }
    slow.pause()
    const summary = { run: 'a', text: 'x'.repeat(256 * 1024) } as never
    for (let sent = 0; sent < 400; sent++) {
      to.publish('room.summary', summary)
      await told.quick.reached(sent + 1)
    }
    for (const run of ['a', 'b', 'c']) to.publish('app.open', { run })
    slow.resume()
    expect(await told.slow.opened).toBe('c')
    expect(told.slow.summaries()).toBeLessThan(200)
    to.publish('room.summary', summary)
    await told.slow.reached(told.slow.summaries() + 1)
  })

  it('is let go of when the window closes, with calls still under way', async () => {
    const socket = await enter(to)
    void ask(socket, 'room.abort', {})
    await ask(socket, 'room.halt', {})
    socket.terminate()
    await closeCode(socket)
    expect(await ask(await enter(to), 'room.halt', {})).toMatchObject({ ok: true })
    for (const go of letGo) go()
    to.publish('runs.changed', {})
  })

  it('ends when the host closes, with calls still under way', async () => {
    const socket = await enter(to)
    void ask(socket, 'room.abort', {})
    await ask(socket, 'room.halt', {})
    const closed = closeCode(socket)
    await to.host.close()
    await closed
    for (const go of letGo) go()
  })
})

function countEvents(socket: WebSocket) {
  let summaries = 0
  const waiting: (() => void)[] = []
  let toldOpen: (run: string) => void
  const opened = new Promise<string>((resolve) => (toldOpen = resolve))
  let latest = ''
  socket.on('message', (data: Buffer) => {
    const frame = decodeFrame(data) as { readonly event: string; readonly value: { run: string } }
    if (frame.event === 'room.summary') summaries++
    if (frame.event === 'app.open') {
      latest = frame.value.run
      if (latest === 'c') toldOpen(latest)
    }
    for (const again of waiting.splice(0)) again()
  })
  return {
    summaries: () => summaries,
    opened,
    async reached(count: number): Promise<void> {
      while (summaries < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
