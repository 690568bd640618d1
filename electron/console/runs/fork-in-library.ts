/** Continues a run of the library from one of its moments, as a new run of the same library. */
import { basename } from 'node:path'
import { fork } from '../../conductor/fork/fork.ts'
import { readFaultText } from '../../drill-files/fault-text.ts'
import { refuse } from '../../ipc/envelope.ts'
import { newRunPath, RUN_EXTENSION } from '../../library/home.ts'
import { findLibraryFile } from '../../library/library-file.ts'
import { readChecked } from '../../library/run-detail.ts'
import { VERSION } from '../../version.ts'
import type { SoundFiles } from './sound-files.ts'
import type { Tasks } from './tasks.ts'

/** The name of the new run. Throws a `CallError` where it is refused. */
export async function forkInLibrary(
  files: SoundFiles,
  { runs, run, atMs, without, seed, ...order }: Tasks['fork']['send'],
): Promise<string> {
  const parent = files.open(findLibraryFile(runs, run))
  try {
    const { drill } = readChecked(parent.database).run.header
    const added = order.with.map((text) => {
      const read = readFaultText(text, drill)
      if (!read.ok) throw refuse(`${text}: ${read.problem}`)
      return read.choice
    })
    const forked = await fork({
      parent,
      atMs,
      without,
      with: added,
      ...(seed !== undefined && { seed }),
      newPath: () => newRunPath(drill.name, new Date(), runs),
      version: VERSION,
    })
    if (forked.kind === 'refused') throw refuse(forked.reason)
    return basename(forked.document.run, RUN_EXTENSION)
  } finally {
    parent.close()
  }
}
