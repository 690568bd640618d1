/** `faultline start`: what `npm start` does. */
import { Command } from 'commander'
import { start, type StartOptions } from '../../start/start.ts'
import type { Finish } from '../exit-code.ts'
import { catchInterruption } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'
import { portNumber } from './numbers.ts'

export function startCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('start')
    .description('the console as a desktop app, or in a browser where that is not possible')
    .option('--drill <name>', 'begin this drill at once')
    .option('--browser', 'in a browser in any case')
    .option('--port <number>', 'in a browser, at this port on 127.0.0.1', portNumber)
    .option('--no-open', 'print the address only')
    .action(async (options: StartOptions) => {
      const interruption = catchInterruption()
      finish(await start(options, terminal, interruption))
      interruption.release()
    })
}
