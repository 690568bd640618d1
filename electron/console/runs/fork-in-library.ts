/** Continues a run of the library from one of its moments, as a new run of the same library. */
import { fork, type ForkListener } from '../../conductor/fork/fork.ts'
import { readFault } from '../../drill-files/read-fault.ts'
import { nodeSpecs } from '../../../core/simulation/cluster-specs.ts'
import { refuse } from '../../ipc/envelope.ts'
import { findLibraryFile } from '../../library/library-file.ts'
import { readChecked } from '../../library/run-detail.ts'
import { VERSION } from '../../version.ts'
import type { ForkWork } from './fork-run.ts'
import { SoundFiles } from './sound-files.ts'

/** Throws a `CallError` where it is refused. */
export async function forkInLibrary(
  { runs, order, path }: Omit<ForkWork, 'brake'>,
  listener: ForkListener,
): Promise<void> {
  const { run, atMs, without, seed } = order
  const parent = new SoundFiles().open(findLibraryFile(runs, run))
  try {
    const { drill } = readChecked(parent.database).run.header
    const nodes = nodeSpecs(drill.system).map(({ id }) => id)
    const added = order.with.map((entry) => {
      const read = readFault(entry, drill, nodes)
      if (!read.ok) throw refuse(`${String(entry['kind'])}: ${read.problem}`)
      return read.choice
    })
    const forked = await fork({
      parent,
      atMs,
      without,
      with: added,
      ...(seed !== undefined && { seed }),
      newPath: () => path,
      version: VERSION,
      listener,
    })
    if (forked.kind === 'refused') throw refuse(forked.reason)
  } finally {
    parent.close()
  }
}
