/** `faultline export`: a run in another format, on standard output or in a file. */
import { Command, Option } from 'commander'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { writeExport } from '../../exports/export-run.ts'
import { EXPORTERS } from '../../exports/index.ts'
import { CallError } from '../../ipc/envelope.ts'
import type { ExportFormat } from '../../ipc/requests.ts'
import type { RunFile } from '../../recorder/open-run-file.ts'
import { EXIT, UsageError, type Finish } from '../exit-code.ts'
import { bytes } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { newRunFile } from './new-run-file.ts'
import { RUN_ARGUMENT, runPath, withRunFile } from './run-argument.ts'

interface ExportFlags {
  readonly format: ExportFormat
  readonly out?: string
  readonly json?: boolean
}

const NAMES = EXPORTERS.map(({ name }) => name)

export function exportCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('export')
    .description('a run in another format')
    .argument('<run>', RUN_ARGUMENT)
    .addOption(
      new Option('--format <name>', `one of ${NAMES.join(', ')}`)
        .argParser(formatNamed)
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'where to write it; without it, standard output')
    .option('--json', 'with --out: one JSON document that tells what was written')
    .addHelpText('after', `\nFormats:\n${FORMATS_HELP}`)
    .action(async (named: string, flags: ExportFlags) => {
      const out = flags.out === undefined ? null : newRunFile(flags.out)
      if (out === null && flags.json) throw new UsageError('--json: only together with --out')
      const path = runPath(named, terminal)
      const written = await withRunFile(path, named, (file) =>
        out === null ? toOutput(file, flags.format, terminal) : toFile(file, flags.format, out),
      )
      if (flags.json) terminal.printJson({ run: path, format: flags.format, out, bytes: written })
      else if (out !== null) terminal.say(`${bytes(written)} written to ${out}`)
      finish(EXIT.valid)
    })
}

const FORMATS_HELP = EXPORTERS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join(
  '\n',
)

function formatNamed(name: string): ExportFormat {
  const exporter = EXPORTERS.find((candidate) => candidate.name === name)
  if (exporter !== undefined) return exporter.name
  throw new UsageError(`--format ${name}: expected one of ${NAMES.join(', ')}`)
}

/** How many bytes there were. */
async function toOutput(file: RunFile, format: ExportFormat, terminal: Terminal): Promise<number> {
  if (format === 'faultline') throw new UsageError('--format faultline needs --out FILE')
  const decoder = new TextDecoder()
  return copy(file, format, (piece) => {
    terminal.out.write(decoder.decode(piece, { stream: true }))
  })
}

/** A file that could not be written to its end is removed. */
async function toFile(file: RunFile, format: ExportFormat, out: string): Promise<number> {
  const descriptor = openSync(out, 'wx', 0o600)
  try {
    const written = await copy(file, format, (piece) => {
      for (let at = 0; at < piece.length;) at += writeSync(descriptor, piece, at)
    })
    closeSync(descriptor)
    return written
  } catch (error) {
    closeSync(descriptor)
    rmSync(out, { force: true })
    throw error
  }
}

async function copy(
  file: RunFile,
  format: ExportFormat,
  write: (piece: Uint8Array) => void,
): Promise<number> {
  let length = 0
  try {
    await writeExport(file, format, (piece) => {
      length += piece.length
      write(piece)
    })
  } catch (error) {
    throw error instanceof CallError ? new UsageError(error.message) : error
  }
  return length
}
