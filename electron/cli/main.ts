/**
 * The command line: reads the arguments, runs one command, says how it ended. Each command is
 * a file of `commands/`; what a command does is the business of the folders it calls.
 */
import { Command, CommanderError } from 'commander'
import { EXIT, UsageError, type ExitCode, type Finish } from './exit-code.ts'
import { plainLines } from './plain-text.ts'
import { standardTerminal, type Terminal } from './terminal.ts'
import { VERSION } from '../version.ts'

const DESCRIPTION =
  'Chaos drills on distributed systems: break them on purpose, judge what they kept'

const MORE_HELP = `
Begin with:
  faultline drill leader-loss               five live nodes lose their leader
  faultline drill leader-loss --simulate    the same in virtual time
  faultline show latest                     the last run again

Exit codes: 0 valid, 1 invalid, 2 unknown, 254 wrong use, 255 own failure`

type CreateCommand = (terminal: Terminal, finish: Finish) => Command

/**
 * In the order of the help. A command is loaded when it is meant: all of them together take
 * several times as long to start as `check` does.
 */
const COMMANDS: { readonly [name: string]: () => Promise<CreateCommand> } = {
  drill: async () => (await import('./commands/drill.ts')).drillCommand,
  explore: async () => (await import('./commands/explore.ts')).exploreCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  fork: async () => (await import('./commands/fork.ts')).forkCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  show: async () => (await import('./commands/show.ts')).showCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  start: async () => (await import('./commands/start.ts')).startCommand,
}

/** Runs the command that `args` name; resolves to the exit code and throws nothing. */
export async function main(
  args: readonly string[],
  terminal: Terminal = standardTerminal(),
): Promise<ExitCode> {
  let code: ExitCode = EXIT.valid
  try {
    const creators = await Promise.all(meantBy(args).map((load) => load()))
    const finish: Finish = (outcome) => void (code = outcome)
    const program = createProgram(
      terminal,
      creators.map((create) => create(terminal, finish)),
    )
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return exitCodeOfError(error, terminal)
  }
}

/** The one that is named; all of them where help, or the nearest name, may be asked for. */
function meantBy([name = '']: readonly string[]): readonly (() => Promise<CreateCommand>)[] {
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return named === undefined ? Object.values(COMMANDS) : [named]
}

function createProgram(terminal: Terminal, commands: readonly Command[]): Command {
  const program = new Command('faultline')
    .usage('COMMAND [options]')
    .description(DESCRIPTION)
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print help, also for one command')
    .helpCommand('help [command]', 'print help')
    .configureOutput(outputOf(terminal))
    .exitOverride()
    .addHelpText('after', MORE_HELP)
  for (const command of commands) {
    program.addCommand(
      command.copyInheritedSettings(program).helpOption('-h, --help', 'print this'),
    )
    command.showHelpAfterError(`faultline ${command.name()} --help tells more`)
  }
  return program.showHelpAfterError('faultline --help tells more')
}

/** Wrong use, said the same way whoever finds it: this program or the reader of arguments. */
function outputOf({ out, error }: Terminal) {
  const width = ({ isTTY, columns }: typeof out): number => (isTTY && columns) || 80
  return {
    writeOut: (text: string) => void out.write(text),
    writeErr: (text: string) => void error.write(text),
    getOutHelpWidth: () => width(out),
    getErrHelpWidth: () => width(error),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    outputError: (text: string, write: (text: string) => void) => write(plainLines(worded(text))),
  }
}

function worded(text: string): string {
  return text
    .replace(/^error: /, 'faultline: ')
    .replace(/option '(\S+)[^']*' argument '(.*)' is invalid\. /s, '$1 $2: ')
    .replace(/required option '(\S+) (<[^>]*>)' not specified/, '$1 $2 is needed')
}

function exitCodeOfError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.valid : EXIT.usage
  if (error instanceof UsageError) {
    terminal.say(`faultline: ${error.message}`)
    return EXIT.usage
  }
  terminal.say(`faultline: failed: ${failureText(error)}`)
  return EXIT.failure
}

/** What the operating system refused needs no stack; everything else is a mistake of ours. */
function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'syscall' in error ? error.message : (error.stack ?? error.message)
}
