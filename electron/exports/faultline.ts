/**
 * The run file itself, as one plain file: a copy that SQLite makes holds what still lies in a
 * write-ahead log beside it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RUN_EXTENSION } from '../library/home.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import type { Exporter } from './export-format.ts'

export const faultline: Exporter = {
  name: 'faultline',
  summary: 'the run file itself, whole and in one piece',
  extension: RUN_EXTENSION,
  mediaType: 'application/vnd.sqlite3',
  pieces,
}

const PIECE_BYTES = 1024 ** 2

async function* pieces({ database }: RunFile): AsyncGenerator<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-export-'))
  try {
    const copy = join(folder, `copy${RUN_EXTENSION}`)
    await database.backup(copy)
    const file = await open(copy, 'r')
    try {
      for (;;) {
        const piece = new Uint8Array(PIECE_BYTES)
        const { bytesRead } = await file.read(piece, 0, PIECE_BYTES)
        if (bytesRead === 0) return
        yield piece.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
