/**
 * How soon a person's hand reaches a node, and how soon what a node does reaches the eye. A live
 * drill of three nodes is broken by hand over and over, so that somebody else must be elected each
 * time. A click is dated by the page, the fault when its nodes have obeyed, the election by the
 * journal of the node that won it, and its marks by the frame that showed them.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import SQLite from 'better-sqlite3'
import type { Console } from '../../electron/console/create-console.ts'
import type { RoomSummary } from '../../electron/ipc/shapes/room.ts'
import { RUN_EXTENSION } from '../../electron/library/home.ts'
import { readLog } from '../../electron/recorder/queries/log.ts'
import { readNodeReports } from '../../electron/recorder/queries/reports.ts'
import { leaderElected } from '../e2e/moves.ts'
import { abortDrill, openMeasuredDrill } from './console-drill.ts'
import type { ConsolePage } from './console-page.ts'
import { delayOf, loadNow, type Delay } from './delay.ts'
import { readDrawings, watchDrawings } from './page-drawings.ts'
import { median } from './percentile.ts'

export interface ConsoleDelaysFigures {
  readonly load: number
  readonly delays: readonly Delay[]
}

/** What is pressed in turn; each takes the leader away. */
const FAULTS = ['Pause', 'Cut links']
const RATE = 200
const CLIENTS = 8
/** A cluster without its leader elects another within this, on a busy computer too. */
const ROUND_WITHIN_MS = 20_000

export async function measureConsoleDelays(injections: number): Promise<ConsoleDelaysFigures> {
  const heard = new Heard()
  const drill = { clients: CLIENTS, rate: RATE, schedule: '  []', byHand: true }
  const opened = await openMeasuredDrill(drill, (console) => heard.between(console))
  try {
    await watchDrawings(opened.page)
    for (let round = 0; round < injections; round++) await breakLeader(opened.page, round)
    const drawings = await readDrawings(opened.page)
    await abortDrill(opened)
    const elected = electionsOf(opened, heard)
    const shown = (lists: readonly (readonly [number, number | undefined])[]): number[] =>
      lists.flatMap(([at, drawn]) => (drawn === undefined ? [] : [drawn - at]))
    const nextOnset = (node: string, at: number): number | undefined =>
      drawings.leaders.find((onset) => onset.node === node && onset.at >= at)?.at
    return {
      load: loadNow(),
      delays: [
        delayOf('click to fault applied at its nodes', pairs(drawings.clicks, heard.appliedAt)),
        delayOf('click to fault on the screen', pairs(drawings.clicks, drawings.faults)),
        delayOf(
          'election in a node to its mark on the axis',
          shown(elected.map(({ words, at }) => [at, drawings.elections[words]])),
        ),
        delayOf(
          'election in a node to the leader in the picture',
          shown(elected.map(({ node, at }) => [at, nextOnset(node, at)])),
        ),
      ],
    }
  } finally {
    await opened.close()
  }
}

async function breakLeader(page: Page, round: number): Promise<void> {
  const marks = page.getByRole('list', { name: 'Elections' }).getByRole('listitem')
  const before = await marks.count()
  // One that was cut off may go on believing that it leads.
  await page.getByRole('option', { name: /believes it leads/ }).waitFor({ state: 'detached' })
  await leaderElected(page)
  const fault = FAULTS[round % FAULTS.length] ?? ''
  await page.getByRole('button', { name: new RegExp(`^${fault}`) }).click()
  await marks.nth(before).waitFor({ timeout: ROUND_WITHIN_MS })
  await page.keyboard.press('u')
  await page.getByText('Nothing is broken.').waitFor({ timeout: ROUND_WITHIN_MS })
}

/** Listens between the page and its console. */
class Heard {
  /** When each injection was answered: its nodes had obeyed then. */
  readonly appliedAt: number[] = []
  /** Milliseconds since 1970 at which the workload began, as each summary has it. */
  readonly #begunAt: number[] = []

  between(console: Console): Console {
    console.listen((name, event) => {
      if (name !== 'room.summary') return
      const { now } = event as RoomSummary
      if (now.atMs >= 0) this.#begunAt.push(now.toldAt - now.atMs)
    })
    return {
      ...console,
      dispatch: async (call, request) => {
        const answer = await console.dispatch(call, request)
        if (call === 'room.inject' && answer.ok) {
          this.appliedAt.push(performance.timeOrigin + performance.now())
        }
        return answer
      },
    }
  }

  get begunAt(): number {
    return median(this.#begunAt)
  }
}

interface Elected {
  readonly node: string
  /** Of its mark. */
  readonly words: string
  readonly at: number
}

/** Every node that became leader while clients worked, when its own journal has it. */
function electionsOf({ places }: ConsolePage, heard: Heard): readonly Elected[] {
  const file = readdirSync(places.runs).find((name) => name.endsWith(RUN_EXTENSION))
  if (file === undefined) throw new Error('the drill left no run')
  const database = new SQLite(join(places.runs, file), { readonly: true })
  try {
    const begun = readLog(database).find(({ kind, text }) => kind === 'phase' && text === 'drill')
    const begunMs = begun?.atMs ?? 0
    return readNodeReports(database).flatMap(({ atUs, node, event }) => {
      const { type, role, term } = event as { type: string; role?: unknown; term?: number }
      const atMs = atUs / 1000 - begunMs
      if (type !== 'role' || role !== 'leader' || atMs < 0) return []
      return [{ node, words: `${node} term ${term}`, at: heard.begunAt + atMs }]
    })
  } finally {
    database.close()
  }
}

function pairs(from: readonly number[], to: readonly number[]): number[] {
  if (from.length !== to.length) throw new Error(`${from.length} begun, ${to.length} ended`)
  return from.map((at, place) => (to[place] as number) - at)
}
