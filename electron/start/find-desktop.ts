/**
 * Whether a desktop window can be opened here. Electron's npm package does not hold the program
 * itself, and asking that package would begin to download it: so its files are looked at.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Here {
  /** Of the npm package `electron`. */
  readonly folder: string
  readonly platform: NodeJS.Platform
  readonly environment: { readonly [name: string]: string | undefined }
}

export type Desktop =
  | { readonly ok: true; readonly binary: string }
  /** What is missing, to be put into a sentence. */
  | { readonly ok: false; readonly missing: string }

export function findDesktop(here: Here): Desktop {
  const binary = electronBinary(here)
  if (!existsSync(binary)) {
    return { ok: false, missing: 'Electron is not downloaded (npx install-electron does that)' }
  }
  if (!hasDisplay(here)) return { ok: false, missing: 'there is no display' }
  return { ok: true, binary }
}

export function hasDisplay({ platform, environment }: Omit<Here, 'folder'>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}

/** As the package itself finds it; its `path.txt` comes with the download. */
function electronBinary({ folder, platform, environment }: Here): string {
  const pathFile = join(folder, 'path.txt')
  const inside = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : executable(platform)
  return join(environment['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), inside)
}

function executable(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return platform === 'win32' ? 'electron.exe' : 'electron'
}
