/** `faultline serve`: the console in a browser on this computer. */
import { join } from 'node:path'
import { Command } from 'commander'
import { openBrowserHost } from '../../browser-host/open-browser-host.ts'
import { createConsole } from '../../console/create-console.ts'
import { faultlineHome, runsFolder } from '../../library/home.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { catchInterruption } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'
import { wholeNumber } from './numbers.ts'

export function serveCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('serve')
    .description('the console in a browser on this computer')
    .option('--port <number>', 'port on 127.0.0.1; without it, a free one', wholeNumber)
    .action(async ({ port = 0 }: { readonly port?: number }) => {
      const interruption = catchInterruption()
      const console = createConsole({
        places: { runs: runsFolder(), drills: join(faultlineHome(), 'drills') },
        failed: (call, error) => terminal.say(`faultline: ${call} failed: ${String(error)}`),
      })
      const host = await openBrowserHost({ console, port })
      terminal.print(host.address)
      await new Promise<void>((resolve) =>
        interruption.signal.addEventListener('abort', () => resolve()),
      )
      await host.close()
      await console.close()
      interruption.release()
      finish(EXIT.valid)
    })
}
