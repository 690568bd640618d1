/** Serves the console in the browser until it is interrupted, then ends everything in order. */
import { openBrowserHost } from '../browser-host/open-browser-host.ts'
import { EXIT, UsageError, type ExitCode } from '../cli/exit-code.ts'
import type { Interruption } from '../cli/interruption.ts'
import type { Terminal } from '../cli/terminal.ts'
import { createConsole, type Console } from '../console/create-console.ts'
import { placesOfUser } from '../console/places.ts'
import { beginDrill } from '../shell/begin-drill.ts'
import { openInBrowser } from './open-in-browser.ts'

export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** Name of a drill to begin at once. */
  readonly drill?: string
  /** Whether to ask the system to open the address. */
  readonly open: boolean
}

/** Throws `UsageError` where the port is taken or the drill cannot begin. */
export async function serveConsole(
  { port, drill, open }: ServeOptions,
  terminal: Terminal,
  interruption: Interruption,
): Promise<ExitCode> {
  const console = createConsole({
    places: placesOfUser(),
    failed: (call, error) => {
      const text = error instanceof Error ? error.stack : String(error)
      terminal.say(`faultline: ${call} failed: ${text}`)
    },
  })
  try {
    const host = await openHost(console, port)
    try {
      if (drill !== undefined) await begin(drill, console)
      const address = drill === undefined ? host.address : `${host.address}&to=/room`
      terminal.print(address)
      terminal.say('Open this address in a browser on this computer. Ctrl+C ends the console.')
      if (open) openInBrowser(address)
      await interrupted(interruption)
    } finally {
      await host.close()
    }
  } finally {
    await console.close()
  }
  return EXIT.valid
}

async function openHost(console: Console, port: number) {
  try {
    return await openBrowserHost({ console, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is taken by another program`)
    if (code === 'EACCES') throw new UsageError(`port ${port} is not allowed to this user`)
    throw error
  }
}

async function begin(drill: string, console: Console): Promise<void> {
  const begun = await beginDrill(drill, console.dispatch)
  if (!begun.ok) throw new UsageError(begun.message)
}

function interrupted({ signal }: Interruption): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
