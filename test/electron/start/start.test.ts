/**
 * Goal: a start serves the console by itself, says why there is no window, and leaves nothing when
 * it ends. Method: the command as npm starts it, in a home of its own.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from '../../../electron/ipc/frames.ts'
import { ensureBuilt, PROJECT_ROOT } from '../../../electron/start/ensure-built.ts'
import { makeFolder, type TestFolder } from '../../folders/test-folder.ts'

const COMMAND = join(PROJECT_ROOT, 'electron/cli/faultline.mjs')

let folder: TestFolder
let home: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = makeFolder('start')
  home = folder.path
  // What building costs is not what is looked at here.
  await ensureBuilt({ building: () => undefined })
}, 120_000)

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  folder.remove()
})

function begin(...words: readonly string[]) {
  const environment = Object.entries(process.env).filter(([name]) => !/DISPLAY$/.test(name))
  const child = spawn(process.execPath, [COMMAND, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(environment), FAULTLINE_HOME: home },
  })
  children.push(child)
  const said = { out: '', error: '' }
  const closed = once(child, 'close')
  child.stderr.on('data', (bytes: Buffer) => (said.error += bytes.toString()))
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said.out += bytes.toString()
      if (said.out.endsWith('\n')) resolve(said.out.trim())
    })
    void closed.then(() => reject(new Error(`it printed no address but said ${said.error}`)))
  })
  // A start that is meant to fail has no address to wait for.
  address.catch(() => undefined)
  return {
    child,
    address,
    async ended() {
      await closed
      return { code: child.exitCode, ...said }
    },
  }
}

/** Asks the console at `address` one thing, as its page would. */
async function ask(address: string, call: string): Promise<unknown> {
  const { origin, host, hash } = new URL(address)
  const token = /^#token=([\w-]+)/.exec(hash)?.[1] ?? ''
  const socket = new WebSocket(`ws://${host}/`, ['faultline', token], { headers: { origin } })
  await once(socket, 'open')
  socket.send(encodeFrame({ id: 1, call, request: {} }))
  for (;;) {
    const [data] = (await once(socket, 'message')) as [Buffer]
    const frame = decodeFrame(data) as { readonly id?: number; readonly answer?: unknown }
    if (frame.id !== 1) continue
    socket.terminate()
    return frame.answer
  }
}

describe('a start', () => {
  it('serves the console, says in one line why there is no window, and ends in order', async () => {
    const started = begin('start')
    const address = await started.address
    expect(await ask(address, 'app.hello')).toMatchObject({ ok: true })
    expect(await (await fetch(address)).text()).toContain('<title>Faultline</title>')
    started.child.kill('SIGINT')
    const { code, out, error } = await started.ended()
    expect(code).toBe(0)
    expect(out.trim()).toBe(address)
    expect(error.split('\n').filter((line) => line.startsWith('No desktop window'))).toHaveLength(1)
    await expect(fetch(address)).rejects.toThrow()
  })

  it('begins a drill at once, shows its room, and ends it when it ends', async () => {
    const started = begin('start', '--browser', '--drill', 'leader-loss')
    const address = await started.address
    expect(address).toMatch(/#token=[\w-]+&to=\/room$/)
    expect(await ask(address, 'room.state')).toMatchObject({
      ok: true,
      value: { drill: { name: 'leader-loss' } },
    })
    started.child.kill('SIGINT')
    expect((await started.ended()).code).toBe(0)
  })

  it('refuses a drill that there is not, before it serves anything', async () => {
    const { code, out, error } = await begin('start', '--browser', '--drill', 'nope').ended()
    expect(code).toBe(254)
    expect(out).toBe('')
    expect(error).toContain('there is no drill nope')
  })

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, error } = await begin('start', '--port', String(port)).ended()
    expect(code).toBe(254)
    expect(error).toContain(`port ${port} is taken`)
    other.close()
  })

  it.each(['0', '65536', 'x'])('refuses the port %s', async (port) => {
    expect((await begin('start', '--port', port).ended()).code).toBe(254)
  })

  it('is refused on a Node that is too old, with the version that is needed', () => {
    const old = join(home, 'old-node.mjs')
    const version = `Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } })`
    writeFileSync(old, `${version}\nawait import(${JSON.stringify(`file://${COMMAND}`)})`)
    const { status, stderr } = spawnSync(process.execPath, [old, 'start'], { encoding: 'utf8' })
    expect(status).toBe(255)
    expect(stderr).toContain('needs Node 22.18 or newer')
  })
})

describe.runIf(process.platform === 'linux')('a start with a display and Electron', () => {
  /** In place of Electron: a program that writes down how it was started. */
  function startWith(program: string, ...words: readonly string[]) {
    const heard = join(home, 'heard')
    const binary = join(home, 'electron')
    const script = `#!/bin/sh\nprintf '%s\\n' "$FAULTLINE_NODE" "$@" > "${heard}"\n${program}\n`
    writeFileSync(binary, script, { mode: 0o755 })
    const env = { ...process.env, DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: home }
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'start', ...words], {
      env: { ...env, FAULTLINE_HOME: home },
      encoding: 'utf8',
    })
    return { status, stderr, heard: readFileSync(heard, 'utf8').trim().split('\n') }
  }

  it('opens the app of this project, with the Node that it runs on', () => {
    const { status, heard } = startWith('exit 0', '--drill', 'leader-loss')
    expect(status).toBe(0)
    expect(heard).toEqual([process.execPath, PROJECT_ROOT, '--drill', 'leader-loss'])
  })

  it('says what else there is where the app fails', () => {
    const { status, stderr } = startWith('exit 7')
    expect(status).toBe(255)
    expect(stderr).toContain('it ended with 7')
    expect(stderr).toContain('npm start -- --browser')
  })
})

describe('faultline serve', () => {
  it('serves the console too', async () => {
    const started = begin('serve')
    expect(await ask(await started.address, 'app.hello')).toMatchObject({ ok: true })
    started.child.kill('SIGTERM')
    expect((await started.ended()).code).toBe(0)
  })
})
