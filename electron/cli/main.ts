/**
 * The command line: reads the arguments, runs one command, says how it ended. Each command is
 * a file of `commands/`; what a command does is the business of the folders it calls.
 */
import { Command, CommanderError } from 'commander'
import { checkCommand } from './commands/check.ts'
import { drillCommand } from './commands/drill.ts'
import { exploreCommand } from './commands/explore.ts'
import { listCommand } from './commands/list.ts'
import { replayCommand } from './commands/replay.ts'
import { runsCommand } from './commands/runs.ts'
import { showCommand } from './commands/show.ts'
import { EXIT, UsageError, type ExitCode, type Finish } from './exit-code.ts'
import { say } from './terminal.ts'

/** Runs the command that `args` name; resolves to the exit code and throws nothing. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.valid
  const finish: Finish = (outcome) => void (code = outcome)
  const program = new Command('faultline')
    .description('Chaos drills on distributed systems: break them on purpose, judge what they kept')
    .addCommand(drillCommand(finish))
    .addCommand(exploreCommand(finish))
    .addCommand(replayCommand(finish))
    .addCommand(checkCommand(finish))
    .addCommand(runsCommand(finish))
    .addCommand(showCommand(finish))
    .addCommand(listCommand(finish))
    .showHelpAfterError('(--help shows what there is)')
  for (const command of [program, ...program.commands]) command.exitOverride()
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return exitCodeOfError(error)
  }
}

function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.valid : EXIT.usage
  if (error instanceof UsageError) {
    say(`faultline: ${error.message}`)
    return EXIT.usage
  }
  say(
    `faultline: failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
  return EXIT.failure
}
