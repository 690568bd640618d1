/**
 * `npm start`: the console by the best door that this computer has, the desktop app where it can
 * be opened and a browser elsewhere.
 */
import { join } from 'node:path'
import { EXIT, type ExitCode } from '../cli/exit-code.ts'
import type { Interruption } from '../cli/interruption.ts'
import type { Terminal } from '../cli/terminal.ts'
import { ensureBuilt, PROJECT_ROOT } from './ensure-built.ts'
import { findDesktop, type Desktop } from './find-desktop.ts'
import { openDesktop } from './open-desktop.ts'
import { serveConsole } from './serve-console.ts'

export interface StartOptions {
  /** Forces the browser; a port does too. */
  readonly browser?: boolean
  readonly port?: number
  readonly drill?: string
  /** Whether to ask the system to open the address; by default it is asked. */
  readonly open?: boolean
}

export async function start(
  options: StartOptions,
  terminal: Terminal,
  interruption: Interruption,
): Promise<ExitCode> {
  if (!(await builtAloud(terminal))) return EXIT.failure
  const { browser = false, port, drill, open = true } = options
  const named = drill === undefined ? {} : { drill }
  if (!browser && port === undefined) {
    const desktop = desktopHere()
    if (desktop.ok) {
      return openDesktop({ ...desktop, root: PROJECT_ROOT, ...named }, terminal, interruption)
    }
    terminal.say(`No desktop window, because ${desktop.missing}: serving the console in a browser.`)
  }
  return serveConsole({ port: port ?? 0, open, ...named }, terminal, interruption)
}

/** False where there is no page to show; why was said. */
export async function builtAloud(terminal: Terminal): Promise<boolean> {
  const built = await ensureBuilt({
    building: () => terminal.say('Building the page, because its sources have changed …'),
  })
  if (built.kind !== 'failed') return true
  terminal.say(`faultline: the page could not be built: ${built.message}`)
  return false
}

function desktopHere(): Desktop {
  const { platform, env: environment } = process
  return findDesktop({
    folder: join(PROJECT_ROOT, 'node_modules', 'electron'),
    platform,
    environment,
  })
}
