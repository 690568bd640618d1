/**
 * Goal: what the packages are said to hold is there, and the fuses are as decided. Method: the
 * configuration against the tree; the packages themselves need a download that tests do not make.
 */
import { Arch } from 'electron-builder'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import configuration from '../../electron-builder.config.ts'
import { RUN_EXTENSION } from '../../electron/library/run-extension.ts'
import { consoleProgram } from '../../electron/shell/console-program.ts'
import { ROOT } from './sources.ts'

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly main: string
  readonly dependencies: { readonly [name: string]: string }
}
const strings = (given: unknown): readonly string[] => given as readonly string[]
const folderOf = (pattern: string): string => pattern.replace(/\/\*.*$/, '')

/** Width and height, which stand at the same place in every PNG. */
function sizeOf(path: string): readonly [number, number] {
  const png = readFileSync(join(ROOT, path))
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the packages', () => {
  it('have the fuses as decided', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(configuration.disableAsarIntegrity ?? false).toBe(false)
    expect(configuration.asar ?? true).toBe(true)
    expect(configuration.npmRebuild).toBe(false)
  })

  it('hold what is there', () => {
    const held = strings(configuration.files).filter((pattern) => !pattern.startsWith('!'))
    expect(held.map(folderOf)).toContain(manifest.main.split('/')[0])
    for (const folder of held.map(folderOf)) {
      expect(folder === 'out' || existsSync(join(ROOT, folder)), folder).toBe(true)
    }
  })

  it('have the program of the console where the shell looks for it', () => {
    const { node, entry } = consoleProgram({
      packaged: true,
      resources: 'resources',
      root: '',
      platform: process.platform,
      environment: {},
    })
    const [program] = configuration.extraResources as readonly {
      readonly from: string
      readonly to: string
      readonly filter: readonly string[]
    }[]
    const binary = program?.filter[0] ?? ''
    expect(node).toBe(join('resources', program?.to ?? '', binary))
    expect(existsSync(join(ROOT, program?.from ?? '', binary))).toBe(true)
    const inside = entry.replace(join('resources', 'app.asar.unpacked/'), '')
    expect(existsSync(join(ROOT, inside))).toBe(true)
  })

  it('unpack everything that the console reads', () => {
    const unpacked = strings(configuration.asarUnpack).map(folderOf)
    expect(unpacked).toEqual(['package.json', 'core', 'electron', 'resources', 'node_modules'])
  })

  it('open files of runs', () => {
    expect(configuration.fileAssociations).toMatchObject([{ ext: RUN_EXTENSION.slice(1) }])
  })

  it('have icons of every size', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
      expect(sizeOf(`resources/icons/${size}x${size}.png`)).toEqual([size, size])
    }
    for (const { icon } of [configuration.mac ?? {}, configuration.win ?? {}]) {
      expect(existsSync(join(ROOT, icon as string))).toBe(true)
    }
  })

  it('are made for the computer that makes them, because of the programs inside', () => {
    const beforePack = configuration.beforePack as (context: object) => void
    const arch = Arch[process.arch as keyof typeof Arch]
    expect(() => beforePack({ electronPlatformName: process.platform, arch })).not.toThrow()
    const other = process.platform === 'win32' ? 'linux' : 'win32'
    expect(() => beforePack({ electronPlatformName: other, arch })).toThrow('cannot be made')
  })

  it('find every dependency of the console among those that are packed', () => {
    const packed = Object.keys(manifest.dependencies)
    for (const name of ['better-sqlite3', 'ajv', 'msgpackr', 'typebox', 'ws', 'yaml', 'mrmime']) {
      expect(packed).toContain(name)
    }
  })
})
