/** Completes a run whose recorder was killed, and says so. */
import { basename } from 'node:path'
import { completeRun } from '../../library/complete-run.ts'
import { counted } from '../format.ts'
import type { Terminal } from '../terminal.ts'

/** True if the run is another now. Does nothing, and says nothing, for every other run. */
export function completeAloud(path: string, terminal: Terminal): boolean {
  const completion = completeRun(path)
  const name = basename(path)
  switch (completion.kind) {
    case 'nothing-to-do':
      return false
    case 'completed': {
      const entries = counted(completion.journalEntries, 'entry', 'entries')
      terminal.say(
        `${name}: its recorder was killed; completed from its journals (${entries} more)`,
      )
      if (completion.kept !== null) terminal.say(`${name}: the journals stay in ${completion.kept}`)
      return true
    }
    case 'failed':
      terminal.say(`${name}: could not be completed from its journals: ${completion.message}`)
      return false
  }
}
