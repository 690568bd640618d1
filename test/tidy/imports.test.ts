/**
 * Goal: the architecture is what the folder tree says. Method: read every import with the
 * compiler and hold it against the few rules of `docs/decisions/0001-layers.md`.
 */
import { describe, expect, it } from 'vitest'
import { importsOf, sourcesBelow, type Import } from './sources.ts'

const core = sourcesBelow('core').flatMap(importsOf)
const electron = sourcesBelow('electron').flatMap(importsOf)
const renderer = sourcesBelow('renderer').flatMap(importsOf)

/** Core folders, each allowed to import only from itself and from those before it. */
const CORE_ORDER = [
  'base',
  'clocks',
  'runtime',
  'history',
  'checkers',
  'faults',
  'store',
  'resilience',
  'workloads',
  'clients',
  'systems',
  'drills',
  'simulation',
]

/** Only these may touch Electron's own module. */
const SHELL = ['electron/main/', 'electron/preload/']

/** What the page may run of the contract; of everything else in `electron/`, it knows types at most. */
const CONTRACT = ['create-api', 'channels', 'envelope', 'frames', 'shapes/timeline'].map(
  (name) => `electron/ipc/${name}.ts`,
)

function shown(broken: readonly Import[]): string[] {
  return broken.map(({ from, target }) => `${from} -> ${target}`)
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

describe('imports', () => {
  it('sees the sources', () => {
    expect(core.length).toBeGreaterThan(20)
  })

  it('keep core to itself', () => {
    const broken = core.filter(({ relative, target }) => !relative || !target.startsWith('core/'))
    expect(shown(broken)).toEqual([])
  })

  it('run one way between the folders of core', () => {
    const rank = (path: string): number => CORE_ORDER.indexOf(folderOf(path))
    const broken = core.filter(({ from, target }) => rank(target) > rank(from))
    expect(shown(broken)).toEqual([])
    const unknown = core.filter(({ from, target }) => rank(from) < 0 || rank(target) < 0)
    expect(shown(unknown)).toEqual([])
  })

  it('keep electron out of the renderer', () => {
    const broken = electron.filter(({ target }) => target.startsWith('renderer/'))
    expect(shown(broken)).toEqual([])
  })

  it('let the renderer reach electron only through the contract', () => {
    const broken = renderer.filter(({ target, typeOnly }) => {
      if (!target.startsWith('electron/')) return false
      return typeOnly ? !target.startsWith('electron/ipc/') : !CONTRACT.includes(target)
    })
    expect(shown(broken)).toEqual([])
  })

  it('keep Node and Electron out of the renderer', () => {
    const broken = renderer.filter(({ target }) => /^(node:|electron$|electron\/main)/.test(target))
    expect(shown(broken)).toEqual([])
  })

  it('keep the contract free of what is privileged', () => {
    const contract = electron.filter(({ from }) => from.startsWith('electron/ipc/'))
    const broken = contract.filter(
      ({ from, target }) => target.startsWith('node:') && from !== 'electron/ipc/dispatch.ts',
    )
    expect(shown(broken)).toEqual([])
  })

  it('leave Electron itself to the shell', () => {
    const broken = electron.filter(
      ({ from, target }) =>
        (target === 'electron' || target.startsWith('electron/main')) &&
        !SHELL.some((folder) => from.startsWith(folder)),
    )
    expect(shown(broken)).toEqual([])
  })

  it('point at sources, never at tests', () => {
    const broken = [...core, ...electron, ...renderer].filter(({ target }) =>
      target.startsWith('test/'),
    )
    expect(shown(broken)).toEqual([])
  })
})
