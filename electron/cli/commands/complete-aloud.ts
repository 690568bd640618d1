/** Completes a run whose recorder was killed, and says so. */
import { basename } from 'node:path'
import { completeRun } from '../../library/complete-run.ts'
import { counted } from '../format.ts'
import type { Terminal } from '../terminal.ts'

/** Does nothing, and says nothing, for every other run. */
export function completeAloud(path: string, terminal: Terminal): void {
  const completion = completeRun(path)
  const name = basename(path)
  switch (completion.kind) {
    case 'nothing-to-do':
      return
    case 'completed': {
      const entries = counted(completion.journalEntries, 'entry', 'entries')
      terminal.say(
        `${name}: its recorder was killed; completed from its journals (${entries} more)`,
      )
      if (completion.kept !== null) terminal.say(`${name}: the journals stay in ${completion.kept}`)
      return
    }
    case 'failed':
      terminal.say(`${name}: could not be completed from its journals: ${completion.message}`)
  }
}
