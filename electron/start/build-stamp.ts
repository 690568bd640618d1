/**
 * Whether what was built is what the sources say: name, size and time of change of every file that
 * goes into the build, in one digest. Contents are not read, so that looking takes some ms.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Folders and files that go into `out/`; a folder too many only costs a build. */
const SOURCES = [
  'core',
  'renderer',
  'electron/browser-host',
  'electron/console/process-messages.ts',
  'electron/drill-files/drill-file-error.ts',
  'electron/ipc',
  'electron/library/run-extension.ts',
  'electron/main',
  'electron/preload',
  'electron/shell',
  'electron.vite.config.ts',
  'package-lock.json',
]

export function sourcesStamp(root: string, sources: readonly string[] = SOURCES): string {
  const digest = createHash('sha256')
  for (const path of sources.flatMap((source) => filesBelow(root, source)).sort()) {
    const { size, mtimeMs } = statSync(join(root, path))
    digest.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return digest.digest('hex')
}

function filesBelow(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function stampPath(out: string): string {
  return join(out, 'stamp')
}

/** Empty where nothing was built, or not by us. */
export function readStamp(out: string): string {
  try {
    return readFileSync(stampPath(out), 'utf8')
  } catch {
    return ''
  }
}

export function writeStamp(out: string, stamp: string): void {
  mkdirSync(dirname(stampPath(out)), { recursive: true })
  writeFileSync(stampPath(out), stamp)
}
