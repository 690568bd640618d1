/** Exports one run: into memory for a window, or piece by piece for a file. */
import { basename } from 'node:path'
import { assert } from '../../core/base/assert.ts'
import { refuse } from '../ipc/envelope.ts'
import type { ExportFormat } from '../ipc/requests.ts'
import { RUN_EXTENSION } from '../library/home.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import { findExporter } from './index.ts'

/** What a window is handed at most; the command line writes files of any size. */
export const EXPORT_BYTES_MAX = 256 * 1024 ** 2

export interface ExportedRun {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Throws `CallError` for what is too large, and what reading the file throws. */
export async function exportRun(
  run: RunFile,
  format: ExportFormat,
  bytesMax = EXPORT_BYTES_MAX,
): Promise<ExportedRun> {
  const exporter = findExporter(format)
  assert(exporter !== undefined, `no exporter for ${format}`)
  const pieces: Uint8Array[] = []
  let length = 0
  await writeExport(run, format, (piece) => {
    length += piece.length
    if (length > bytesMax) {
      const name = basename(run.path, RUN_EXTENSION)
      throw refuse(
        `that is too much for a window; run: faultline export ${name} --format ${format} --out FILE`,
      )
    }
    pieces.push(piece)
  })
  return {
    fileName: exportFileName(run.path, format),
    mediaType: exporter.mediaType,
    bytes: joined(pieces, length),
  }
}

/** The name that the file is given where nobody says otherwise. */
export function exportFileName(runPath: string, format: ExportFormat): string {
  return `${basename(runPath, RUN_EXTENSION)}${findExporter(format)?.extension ?? ''}`
}

/** Hands the export to `write` piece by piece. Throws what reading the file or `write` throws. */
export async function writeExport(
  run: RunFile,
  format: ExportFormat,
  write: (piece: Uint8Array) => void,
): Promise<void> {
  const exporter = findExporter(format)
  assert(exporter !== undefined, `no exporter for ${format}`)
  for await (const piece of exporter.pieces(run)) {
    write(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
