/** What one way to export a run is: a name, a kind of file, and its pieces. */
import type { ExportFormat } from '../ipc/requests.ts'
import type { RunFile } from '../recorder/open-run-file.ts'

export interface Exporter {
  readonly name: ExportFormat
  /** One line for lists. */
  readonly summary: string
  /** With its dot. */
  readonly extension: string
  readonly mediaType: string
  /** The file, piece by piece, so that a long run never stands in memory as a whole. */
  pieces(run: RunFile): Iterable<string> | AsyncIterable<Uint8Array>
}

/** Characters that gather before a piece is handed on. */
const PIECE_CHARACTERS = 64 * 1024

/** Puts lines together to pieces of a size that is worth a write. */
export function* gathered(lines: Iterable<string>): Generator<string> {
  let piece = ''
  for (const line of lines) {
    piece += `${line}\n`
    if (piece.length < PIECE_CHARACTERS) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
