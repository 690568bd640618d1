/** `faultline serve`: the console in a browser on this computer. */
import { Command } from 'commander'
import { serveConsole } from '../../start/serve-console.ts'
import { builtAloud } from '../../start/start.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { catchInterruption } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'
import { portNumber } from './numbers.ts'

interface Flags {
  readonly port?: number
}

export function serveCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('serve')
    .description('the console in a browser on this computer')
    .option('--port <number>', 'port on 127.0.0.1; without it, a free one', portNumber)
    .action(async ({ port = 0 }: Flags) => {
      if (!(await builtAloud(terminal))) return finish(EXIT.failure)
      const interruption = catchInterruption()
      finish(await serveConsole({ port, open: false }, terminal, interruption))
      interruption.release()
    })
}
