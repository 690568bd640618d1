/** Asks the system to open an address. It may not be able to: the address is printed anyway. */
import { spawn } from 'node:child_process'
import { hasDisplay } from './find-desktop.ts'

export interface Computer {
  readonly platform: NodeJS.Platform
  readonly environment: { readonly [name: string]: string | undefined }
}

/** Null where nobody would see it. */
export function openCommand(computer: Computer): readonly string[] | null {
  if (!hasDisplay(computer)) return null
  if (computer.platform === 'darwin') return ['open']
  // Not `start`, which is a word of a shell that has ideas of its own about `&` and `#`.
  if (computer.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}

export function openInBrowser(
  address: string,
  computer: Computer = { platform: process.platform, environment: process.env },
): void {
  const [program, ...words] = openCommand(computer) ?? []
  if (program === undefined) return
  const child = spawn(program, [...words, address], {
    env: computer.environment as NodeJS.ProcessEnv,
    stdio: 'ignore',
    // Ctrl+C ends the console, not the browser.
    detached: true,
  })
  child.on('error', () => undefined)
  child.unref()
}
