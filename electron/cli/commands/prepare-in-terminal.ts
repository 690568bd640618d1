/** Makes a judged run ready to be looked at, with a line that tells how far it is. */
import { prepareRun } from '../../recorder/prepare-run.ts'
import { catchInterruption } from '../interruption.ts'
import type { Terminal } from '../terminal.ts'

/** The verdict has been said; a signal ends this early and changes nothing of it. */
export async function prepareInTerminal(path: string, terminal: Terminal): Promise<void> {
  const interruption = catchInterruption()
  const progress = terminal.progress()
  // A log is told a few times only.
  const parts = terminal.error.isTTY ? 100 : 4
  let told = 0
  try {
    const prepared = await prepareRun({
      path,
      signal: interruption.signal,
      progress: (share) => {
        const done = Math.floor(share * parts) * (100 / parts)
        if (done > told) progress.update(`preparing the timeline ${done} %`)
        told = Math.max(told, done)
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
