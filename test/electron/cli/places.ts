/** A home for runs and a place for files that belong to one test file, gone after it: its runs have replayed then. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { FolderOptions } from '../../folders/test-folder.ts'
import { useFolder } from '../../folders/use-folder.ts'

export interface Places {
  /** `FAULTLINE_HOME` while the tests run. */
  readonly home: string
  readonly runs: string
  /** Also the folder for temporary files while the tests run. */
  readonly temporary: string
  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array): string
  /** Every file of the home and every run folder that is left, by path. */
  left(): readonly string[]
}

export function usePlaces(options?: FolderOptions): Places {
  const root = useFolder('cli', options)
  const places = { home: join(root, 'home'), temporary: join(root, 'temporary') }
  const before = { FAULTLINE_HOME: process.env['FAULTLINE_HOME'], TMPDIR: process.env['TMPDIR'] }
  for (const name of ['home', 'temporary', 'files']) mkdirSync(join(root, name))
  beforeAll(() => {
    process.env['FAULTLINE_HOME'] = places.home
    process.env['TMPDIR'] = places.temporary
  })
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  })
  return {
    ...places,
    runs: join(places.home, 'runs'),
    file(name, content) {
      const path = join(root, 'files', name)
      writeFileSync(path, content)
      return path
    },
    left: () => [
      ...readdirSync(places.home, { recursive: true, encoding: 'utf8' }),
      ...readdirSync(places.temporary, { recursive: true, encoding: 'utf8' }),
    ],
  }
}
