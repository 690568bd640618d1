/** Runs the desktop app out of this project, until it ends. */
import { spawn } from 'node:child_process'
import { EXIT, type ExitCode } from '../cli/exit-code.ts'
import type { Interruption } from '../cli/interruption.ts'
import type { Terminal } from '../cli/terminal.ts'
import { consoleEnvironment } from '../shell/console-environment.ts'

export interface DesktopOptions {
  /** Path of Electron's program. */
  readonly binary: string
  readonly root: string
  /** Name of a drill to begin at once. */
  readonly drill?: string
}

export async function openDesktop(
  { binary, root, drill }: DesktopOptions,
  terminal: Terminal,
  { signal }: Interruption,
): Promise<ExitCode> {
  const words = drill === undefined ? [root] : [root, '--drill', drill]
  const child = spawn(binary, words, {
    stdio: 'inherit',
    env: { ...consoleEnvironment(process.env), FAULTLINE_NODE: process.execPath },
  })
  signal.addEventListener('abort', () => child.kill('SIGTERM'))
  const why = await new Promise<string | null>((resolve) => {
    child.on('error', ({ message }) => resolve(message))
    child.on('exit', (code, by) => resolve(code === 0 ? null : `it ended with ${by ?? code}`))
  })
  if (why === null || signal.aborted) return EXIT.valid
  terminal.say(`faultline: the desktop app failed: ${why}`)
  terminal.say('npm start -- --browser serves the console in a browser instead.')
  return EXIT.failure
}
