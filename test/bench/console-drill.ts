/** A live drill that runs in the page of a console: started as a person would, ended without a verdict. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { goTo, leaderElected } from '../e2e/moves.ts'
import { openConsolePage, type ConsolePage, type ConsolePageOptions } from './console-page.ts'

export interface MeasuredDrill {
  readonly clients: number
  /** Operations a second, all clients together. */
  readonly rate: number
  /** Of the schedule, as in a drill file; by hand there is none. */
  readonly schedule: string
  readonly byHand: boolean
}

const NAME = 'measured'
/** Longer than anything that is measured; the drill is aborted before. */
const DURATION = '3600s'

const textOf = ({ clients, rate, schedule }: MeasuredDrill): string => `drill: ${NAME}
question: What does it cost to watch a drill?
hypothesis: Little.
concept: Own drills
difficulty: easy

system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: ${clients}, keys: 64, rate: ${rate}/s, duration: ${DURATION} }

schedule:
${schedule}
check: [converged]
`

/** Resolves once clients work and somebody leads, with the drill room in the page. */
export async function openMeasuredDrill(
  drill: MeasuredDrill,
  through: ConsolePageOptions['through'] = (console) => console,
): Promise<ConsolePage> {
  const opened = await openConsolePage({
    through,
    furnish: ({ drills }) => writeFile(join(drills, `${NAME}.yaml`), textOf(drill)),
  })
  const { page } = opened
  await goTo(page, `/room?drill=${NAME}&origin=own`)
  await page.getByRole('button', { name: 'Start drill' }).waitFor()
  if (drill.byHand) {
    await page.getByRole('switch', { name: 'By hand instead of the schedule' }).click()
  }
  await page.getByRole('button', { name: 'Start drill' }).click()
  await leaderElected(page)
  return opened
}

/** Stops the drill; its run stays, as interrupted, until the console is closed. */
export async function abortDrill({ console }: ConsolePage): Promise<void> {
  const answer = await console.dispatch('room.abort', {})
  if (!answer.ok) throw new Error(answer.error.message)
}
