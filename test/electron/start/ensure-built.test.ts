/**
 * Goal: a start builds when something changed and only then, and says why it cannot. Method: a
 * small project of the test's own, built by the real tool.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sourcesStamp } from '../../../electron/start/build-stamp.ts'
import { ensureBuilt, PROJECT_ROOT } from '../../../electron/start/ensure-built.ts'

const CONFIG = `export default { renderer: { root: 'renderer',
  build: { rolldownOptions: { input: 'renderer/index.html' } } } }`

let root: string
let builds: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'faultline-build-'))
  builds = 0
  mkdirSync(join(root, 'renderer'))
  write('package.json', '{ "type": "module", "main": "out/main/main.js" }')
  write('electron.vite.config.ts', CONFIG)
  write('renderer/index.html', '<script type="module" src="./main.ts"></script>')
  write('renderer/main.ts', 'document.title = "built"')
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (path: string, text: string): void => writeFileSync(join(root, path), text)
const ensure = () => ensureBuilt({ root, building: () => builds++ })

describe('a start', () => {
  it('builds once, and again when a source changed', async () => {
    expect(await ensure()).toEqual({ kind: 'built' })
    expect(await ensure()).toEqual({ kind: 'unchanged' })
    write('renderer/main.ts', 'document.title = "changed"')
    expect(await ensure()).toEqual({ kind: 'built' })
    expect(await ensure()).toEqual({ kind: 'unchanged' })
    expect(builds).toBe(2)
  })

  it('says why it cannot build, without colours, and tries again the next time', async () => {
    write('renderer/main.ts', 'import "./nowhere.ts"')
    for (let i = 0; i < 2; i++) {
      expect(await ensure()).toEqual({
        kind: 'failed',
        message: expect.stringMatching(/^[^\u001b]*nowhere\.ts[^\u001b]*$/),
      })
    }
    expect(builds).toBe(2)
  })

  it('takes the page as it was shipped where there is no tool', async () => {
    expect(await ensure()).toEqual({ kind: 'built' })
    rmSync(join(root, 'node_modules'))
    write('renderer/main.ts', 'document.title = "changed"')
    expect(await ensure()).toEqual({ kind: 'as-shipped' })
    rmSync(join(root, 'out'), { recursive: true })
    expect(await ensure()).toMatchObject({ kind: 'failed' })
  })
})

describe('the stamp of the sources', () => {
  it('tells a file that is new, gone, longer or newer', () => {
    const path = join(root, 'renderer/main.ts')
    const seen = new Set([sourcesStamp(root)])
    const expectNew = (): void => {
      const stamp = sourcesStamp(root)
      expect(seen.has(stamp)).toBe(false)
      seen.add(stamp)
    }
    write('renderer/more.ts', '')
    expectNew()
    utimesSync(path, new Date(0), new Date(0))
    expectNew()
    write('renderer/more.ts', 'more')
    expectNew()
    rmSync(path)
    expectNew()
  })

  it('is the same for what does not go into the build', () => {
    const stamp = sourcesStamp(root)
    write('README.md', 'words')
    expect(sourcesStamp(root)).toBe(stamp)
  })

  it('is taken of the whole project within a moment', () => {
    sourcesStamp(PROJECT_ROOT)
    const began = performance.now()
    sourcesStamp(PROJECT_ROOT)
    expect(performance.now() - began).toBeLessThan(200)
  })
})
