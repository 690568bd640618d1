/** Builds the page and the shell where their sources have changed since they were built last. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { readStamp, sourcesStamp, writeStamp } from './build-stamp.ts'

/** The folder of `package.json`. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..')

export type Built =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'built' }
  /** There is a page, and nothing to build it with: an installation without tools. */
  | { readonly kind: 'as-shipped' }
  /** For people; more than one line. */
  | { readonly kind: 'failed'; readonly message: string }

export interface EnsureOptions {
  readonly root?: string
  /** Told before a build, which takes some seconds. */
  readonly building: () => void
}

export async function ensureBuilt({
  root = PROJECT_ROOT,
  building,
}: EnsureOptions): Promise<Built> {
  const out = join(root, 'out')
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const isThere = existsSync(join(out, 'renderer', 'index.html'))
  if (!existsSync(tool)) {
    if (isThere) return { kind: 'as-shipped' }
    return { kind: 'failed', message: 'the page is not built, and electron-vite is not installed' }
  }
  // Before the build: a change in its midst is then found the next time.
  const stamp = sourcesStamp(root)
  if (isThere && readStamp(out) === stamp) return { kind: 'unchanged' }
  building()
  const failure = await build(tool, root)
  if (failure !== null) return { kind: 'failed', message: failure }
  writeStamp(out, stamp)
  return { kind: 'built' }
}

/** Null, or what the tool said. */
function build(tool: string, root: string): Promise<string | null> {
  const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message))
    child.on('close', (code) => {
      const plain = stripVTControlCharacters(said).trim()
      resolve(code === 0 ? null : plain || `it ended with ${code}`)
    })
  })
}
