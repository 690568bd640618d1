/**
 * Goal: what the build makes of the desktop shell is what a sandboxed window can load, and carries
 * nothing that it should not. Method: build everything into a folder of the test's own, and read
 * it; one bundler after another has changed such output without an error.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLS } from '../../electron/ipc/channels.ts'
import { ROOT } from './sources.ts'

const BUILDER = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
const BUILD_TIMEOUT_MS = 120_000

let out: string

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'faultline-built-'))
  const build = [BUILDER, 'build', '--outDir', out]
  await promisify(execFile)(process.execPath, build, { cwd: ROOT })
}, BUILD_TIMEOUT_MS)

afterAll(() => rmSync(out, { recursive: true, force: true }))

const built = (path: string): string => readFileSync(join(out, path), 'utf8')

describe('the built preload', () => {
  it('is one CommonJS file that requires Electron alone', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['preload.cjs'])
    const text = built('preload/preload.cjs')
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, what]) => what)).toEqual([
      '"electron"',
    ])
    expect(text).not.toMatch(/^\s*(import|export)\s/m)
  })

  it('exposes two functions, which know the names of the contract alone', async () => {
    const asked: unknown[] = []
    const told: unknown[] = []
    let hear: (...words: unknown[]) => void = () => undefined
    const exposed: { [name: string]: { [name: string]: (...words: unknown[]) => unknown } } = {}
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: never) => (exposed[name] = api) },
      ipcRenderer: {
        invoke: (...words: unknown[]) => Promise.resolve(asked.push(words)),
        on: (_: string, listener: typeof hear) => (hear = listener),
      },
    }
    runInNewContext(built('preload/preload.cjs'), { require: () => electron, exports: {} })
    expect(Object.keys(exposed)).toEqual(['faultline'])
    const { faultline } = exposed
    expect(Object.keys(faultline ?? {}).sort()).toEqual(['call', 'listen'])

    for (const name of CALLS) await faultline?.['call']?.(name, {})
    expect(asked).toEqual(CALLS.map((name) => ['faultline:call', name, {}]))
    for (const name of ['constructor', '__proto__', 'room.explode', 7, null]) {
      expect(await faultline?.['call']?.(name, {})).toMatchObject({ ok: false })
    }
    expect(asked).toHaveLength(CALLS.length)

    faultline?.['listen']?.((...words: unknown[]) => told.push(words))
    hear({ sender: 'never shown' }, 'runs.changed', {})
    hear({}, 'constructor', {})
    expect(told).toEqual([['runs.changed', {}]])
  })
})

describe('the built main', () => {
  it('is one module with nothing outside but Electron and Node', () => {
    expect(readdirSync(join(out, 'main'))).toEqual(['main.js'])
    const imports = [...built('main/main.js').matchAll(/^import .* from "([^"]+)"/gm)]
    const foreign = imports.map(([, from = '']) => from).filter((from) => !from.startsWith('node:'))
    expect(foreign).toEqual(['electron'])
  })

  it('carries neither the console nor SQLite', () => {
    expect(built('main/main.js')).not.toMatch(/better-sqlite3|createConsole/)
  })
})

describe('the built page', () => {
  const scripts = (): readonly string[] => {
    const assets = readdirSync(join(out, 'renderer/assets'))
    return assets.filter((name) => name.endsWith('.js')).map((name) => `renderer/assets/${name}`)
  }

  it('loads nothing from elsewhere and has no script or style inline', () => {
    const page = built('renderer/index.html')
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, from]) => from)
    for (const from of loaded) expect(from).toMatch(/^\.?\/[a-z]/)
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)| on\w+=/)
  })

  it('evaluates no text', () => {
    expect(scripts().length).toBeGreaterThan(5)
    for (const path of scripts()) expect(built(path), path).not.toMatch(/\beval\(|new Function\(/)
  })

  it('has nothing of Node or of the console in it', () => {
    for (const path of scripts()) {
      expect(built(path), path).not.toMatch(/["']node:|better-sqlite3|require\(["']/)
    }
  })
})
