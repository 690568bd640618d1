/** Which door a start takes on which computer, and how an address is opened there. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDesktop } from '../../../electron/start/find-desktop.ts'
import { openCommand, openInBrowser } from '../../../electron/start/open-in-browser.ts'
import { eventually } from '../cluster/small-cluster.ts'

let root: string
const DISPLAY = { DISPLAY: ':0' }

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'faultline-doors-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text = ''): string {
  const whole = join(root, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, text)
  return whole
}

const find = (environment: object, platform: NodeJS.Platform = 'linux') =>
  findDesktop({ folder: join(root, 'electron'), platform, environment: { ...environment } })

describe('the desktop app', () => {
  it('is opened where Electron and a display are', () => {
    put('electron/path.txt', 'electron')
    const binary = put('electron/dist/electron')
    expect(find(DISPLAY)).toEqual({ ok: true, binary })
    expect(find({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual({ ok: true, binary })
  })

  it('is not where Electron was not downloaded, or only begun', () => {
    const missing = { ok: false, missing: expect.stringContaining('install-electron') }
    expect(find(DISPLAY)).toEqual(missing)
    put('electron/path.txt', 'electron')
    expect(find(DISPLAY)).toEqual(missing)
  })

  it('is not where there is no display', () => {
    put('electron/dist/electron')
    expect(find({})).toEqual({ ok: false, missing: 'there is no display' })
  })

  it('needs no word about a display on other platforms', () => {
    const binary = put('electron/dist/electron.exe')
    expect(find({}, 'win32')).toEqual({ ok: true, binary })
    const mac = put('electron/dist/Electron.app/Contents/MacOS/Electron')
    expect(find({}, 'darwin')).toEqual({ ok: true, binary: mac })
  })

  it('may lie somewhere else', () => {
    const binary = put('own build/electron')
    const there = { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'own build') }
    expect(find(there)).toEqual({ ok: true, binary })
    expect(find({ ...there, ELECTRON_OVERRIDE_DIST_PATH: root })).toMatchObject({ ok: false })
  })
})

describe('an address', () => {
  it('is opened by what the platform has, where somebody would see it', () => {
    expect(openCommand({ platform: 'linux', environment: {} })).toBeNull()
    expect(openCommand({ platform: 'linux', environment: DISPLAY })).toEqual(['xdg-open'])
    expect(openCommand({ platform: 'darwin', environment: {} })).toEqual(['open'])
    expect(openCommand({ platform: 'win32', environment: {} })?.[0]).toBe('rundll32')
  })

  it.runIf(process.platform === 'linux')('reaches the program as one word', async () => {
    const heard = join(root, 'heard')
    chmodSync(
      put(
        'bin/xdg-open',
        `#!/bin/sh\nprintf '%s|' "$@" > "${heard}.part"\nmv "${heard}.part" "${heard}"\n`,
      ),
      0o755,
    )
    const environment = { ...DISPLAY, PATH: `${join(root, 'bin')}:${process.env['PATH']}` }
    const address = 'http://127.0.0.1:1/#token=a&to=/room; touch x'
    openInBrowser(address, { platform: 'linux', environment })
    await eventually('the address was opened', () => existsSync(heard))
    expect(readFileSync(heard, 'utf8')).toBe(`${address}|`)
  })

  it('may not be openable, and that is no failure', () => {
    const environment = { ...DISPLAY, PATH: root }
    expect(() =>
      openInBrowser('http://127.0.0.1/', { platform: 'linux', environment }),
    ).not.toThrow()
  })
})
