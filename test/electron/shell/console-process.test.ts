/**
 * Goal: the console as a process of its own answers the shell, outlives bad messages, and never
 * outlives the shell. Method: the real process under Node, in a home of its own.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FromConsole } from '../../../electron/console/process-messages.ts'
import { frameToText, textToFrame } from '../../../electron/console/process-messages.ts'
import { decodeFrame, encodeFrame } from '../../../electron/ipc/frames.ts'
import { startConsole, type ConsoleClient } from '../../../electron/shell/console-client.ts'
import { eventually, isGone } from '../cluster/small-cluster.ts'
import { CONSOLE_ENTRY } from './console-entry.ts'
import { makeFolder, type TestFolder } from '../../folders/test-folder.ts'

const SHELL = fileURLToPath(new URL('./fixture-shell.ts', import.meta.url))
const DRILL = 'drill: mine\n'

let folder: TestFolder
let home: string
const clients: ConsoleClient[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  folder = makeFolder('shell')
  home = folder.path
  vi.stubEnv('FAULTLINE_HOME', home)
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  vi.unstubAllEnvs()
  folder.remove()
})

type Heard = (name: string, event: unknown) => void

function start(heard: Heard = () => undefined, node = process.execPath): ConsoleClient {
  const client = startConsole({ node, entry: CONSOLE_ENTRY }, heard)
  clients.push(client)
  return client
}

describe('the console as a process', () => {
  it('answers calls, also those that it refuses', async () => {
    const client = start()
    const answers = await Promise.all([
      client.call('app.hello', {}),
      client.call('room.explode', {}),
      client.call('runs.show', { run: '../../etc/passwd' }),
      client.call('__proto__', null),
    ])
    expect(answers).toMatchObject([
      { ok: true, value: { firstStart: true } },
      { ok: false, error: { code: 'unknown-call' } },
      { ok: false, error: { code: 'bad-request' } },
      { ok: false, error: { code: 'unknown-call' } },
    ])
  })

  it('tells events', async () => {
    let tell: (name: string) => void
    const told = new Promise<string>((resolve) => (tell = resolve))
    const client = start((name) => tell(name))
    const request = { name: 'mine', source: DRILL, overwrite: false }
    expect(await client.call('drills.save', request)).toMatchObject({ ok: true })
    expect(await told).toBe('drills.changed')
  })

  it('sends nothing that is larger than a call may be', async () => {
    const client = start()
    const request = { upload: 'x', bytes: new Uint8Array(3 * 1024 ** 2) }
    expect(await client.call('runs.continueImport', request)).toMatchObject({
      ok: false,
      error: { code: 'bad-request', definite: true },
    })
    expect(await client.call('app.hello', {})).toMatchObject({ ok: true })
  })

  it('says why a file from outside is no run, and leaves it', async () => {
    const client = start()
    const path = join(home, 'hostile.faultline')
    writeFileSync(path, '<script>alert(1)</script>')
    const result = await client.importRunFile(path)
    expect(result).toEqual({ ok: false, message: expect.stringMatching(/\w/) })
    expect(await client.importRunFile(join(home, 'not there'))).toMatchObject({ ok: false })
  })

  it('outlives messages that are none of ours', async () => {
    const child = spawn(process.execPath, [CONSOLE_ENTRY], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    children.push(child)
    const answered = new Promise<unknown>((resolve) =>
      child.on('message', (message: FromConsole) => {
        if (message.kind === 'frame') resolve(decodeFrame(textToFrame(message.frame)))
      }),
    )
    const bad = ['text', 7, null, [], {}, { kind: 'frame' }, { kind: 'frame', frame: '!!' }]
    for (const message of [...bad, { kind: 'import', id: 1, path: 2 }, { kind: '__proto__' }]) {
      child.send(message as never)
    }
    const frame = encodeFrame({ id: 9, call: 'app.hello', request: {} })
    child.send({ kind: 'frame', frame: frameToText(frame) })
    expect(await answered).toMatchObject({ id: 9, answer: { ok: true } })
  })
})

describe('the end of the console as a process', () => {
  it('comes when the shell asks, and settles what was asked', async () => {
    const client = start()
    await client.call('app.hello', {})
    await client.close()
    expect(isGone(client.pid as number)).toBe(true)
    expect(await client.ended).toMatchObject({ asked: true })
    expect(await client.call('app.hello', {})).toMatchObject({
      ok: false,
      error: { code: 'failed' },
    })
  })

  it.runIf(process.platform !== 'win32')('does not come with Ctrl+C alone', async () => {
    const client = start()
    await client.call('app.hello', {})
    process.kill(client.pid as number, 'SIGINT')
    expect(await client.call('app.hello', {})).toMatchObject({ ok: true })
  })

  it.runIf(process.platform !== 'win32')('comes in order with SIGTERM', async () => {
    const client = start()
    await client.call('app.hello', {})
    process.kill(client.pid as number, 'SIGTERM')
    expect(await client.ended).toMatchObject({ asked: false })
  })

  it('is told with its reason where it could not begin', async () => {
    const client = start(() => undefined, join(home, 'no-such-node'))
    expect(await client.call('app.hello', {})).toMatchObject({ ok: false })
    expect((await client.ended).message).toContain('ENOENT')
  })

  it('comes when the shell is killed', async () => {
    const shell = spawn(process.execPath, [SHELL], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(shell)
    const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string]
    const pid = Number(line)
    expect(isGone(pid)).toBe(false)
    shell.kill('SIGKILL')
    await eventually('the console is gone', () => isGone(pid))
  })
})
