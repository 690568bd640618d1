/** Makes a judged run ready to be looked at, with a line that tells how far it is. */
import { prepareRun } from '../../recorder/prepare-run.ts'
import { catchInterruption } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'

/** The verdict has been said; a signal ends this early and changes nothing of it. */
export async function prepareInTerminal(path: string, terminal: Terminal): Promise<void> {
  const interruption = catchInterruption()
  const progress = terminal.progress()
  try {
    const prepared = await prepareRun({
      path,
      signal: interruption.signal,
      progress: (share) => {
        if (share > 0) progress.update(`preparing the timeline ${Math.floor(share * 100)} %`)
      },
    })
    progress.end()
    if (prepared.kind === 'prepared') return
    const why = prepared.kind === 'stopped' ? 'was stopped' : `failed (${prepared.message})`
    terminal.say(`Preparing the timeline ${why}. It is made when the run is opened.`)
  } finally {
    progress.end()
    interruption.release()
  }
}
