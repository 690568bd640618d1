/**
 * Hands a run file from elsewhere to the library in pieces, so that a large one is never whole in
 * memory. What is refused rejects with the sentence; what is cancelled resolves to null, and the
 * other side gives up what it was sent.
 */
import type { Api } from '../../../electron/ipc/contract.ts'

export const PIECE_BYTES = 1024 ** 2

export interface ImportWatch {
  /** A share, 0 to 1. */
  readonly progressed: (share: number) => void
  readonly signal: AbortSignal
}

/** The part of a `File` that is needed. */
export interface GivenFile {
  readonly name: string
  readonly size: number
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

/** The name of the run in the library; null where it was cancelled. */
export async function importFile(
  runs: Pick<Api['runs'], 'beginImport' | 'continueImport' | 'finishImport'>,
  file: GivenFile,
  { progressed, signal }: ImportWatch,
): Promise<string | null> {
  const { upload } = await runs.beginImport({ fileName: file.name, bytes: file.size })
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const piece = file.slice(from, Math.min(file.size, from + PIECE_BYTES))
    const bytes = new Uint8Array(await piece.arrayBuffer())
    if (signal.aborted) return null
    // One after the other: the next piece waits until this one is on the disk.
    await runs.continueImport({ upload, bytes })
    progressed((from + bytes.length) / file.size)
  }
  if (signal.aborted) return null
  const { run } = await runs.finishImport({ upload })
  return run
}
