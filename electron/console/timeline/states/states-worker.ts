/**
 * The thread that tells how the machines of one open run stood at any moment, and what a step did.
 * Where the run file holds no states it replays, in short turns; between two it hears what is
 * asked.
 */
import { workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { createMachine } from '../../../../core/systems/create-machine.ts'
import { refuse } from '../../../ipc/envelope.ts'
import type { Replaying } from '../../../ipc/shapes/timeline.ts'
import type { RunFile } from '../../../recorder/open-run-file.ts'
import { readProcesses } from '../../../recorder/queries/journal.ts'
import { hasStatePages, RecordedStatePages } from '../../../recorder/queries/state-pages.ts'
import { mergeByTime } from '../../../recorder/read-entries.ts'
import { BadPageError } from '../../../recorder/states/page-shape.ts'
import { answerQuestions } from '../answer-questions.ts'
import { downsOf } from '../lives.ts'
import type { RunStart, StatesQuestions } from '../messages.ts'
import { boundedReader, openForTimeline } from '../open-timeline.ts'
import { readSoundFaults } from '../sound-faults.ts'
import { BackgroundReplay } from './background-replay.ts'
import { ReplayedStates } from './replayed-states.ts'
import { StateIndex } from './state-index.ts'
import { changeBy } from './state-change.ts'
import { replayStep } from './replay-step.ts'

/** Longer runs are not replayed for their states: these would not fit into memory. */
const STATES_ENTRIES_MAX = 1_500_000
/** Whoever waits hears by then how far the replay has come. */
const ANSWER_WITHIN_MS = 150

const { path } = workerData as RunStart
let file: RunFile | null = null
let index: StateIndex | null = null
/** Null where the run file holds the states. */
let replay: BackgroundReplay | null = null

function openedFile(): Database {
  file ??= openForTimeline(path)
  return file.database
}

function begun(): StateIndex {
  if (index !== null) return index
  const database = openedFile()
  if (!hasStatePages(database)) replay = beginReplay(database)
  const faults = readSoundFaults(database)
  const downs = new Map<string, readonly number[]>()
  index = new StateIndex(replay?.states ?? new RecordedStatePages(database), (machine) => {
    const known = downs.get(machine) ?? downsOf(machine, faults)
    downs.set(machine, known)
    return known
  })
  return index
}

function beginReplay(database: Database): BackgroundReplay {
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > STATES_ENTRIES_MAX) {
    const [has, most] = [entries, STATES_ENTRIES_MAX].map((count) => count.toLocaleString('en'))
    throw refuse(`the run is too long to be replayed: ${has} steps, at most ${most}`)
  }
  const read = boundedReader(STATES_ENTRIES_MAX)
  const journals = processes.map(({ name }) => read(database, name))
  return new BackgroundReplay(new ReplayedStates(mergeByTime(journals), createMachine))
}

/** What `tell` makes of the states, once they are known up to `atUs`. */
async function withStates<Told>(
  atUs: number,
  tell: (states: StateIndex) => Told | Promise<Told>,
): Promise<Told | Replaying> {
  const states = begun()
  if (replay !== null && !(await replay.reach(atUs, ANSWER_WITHIN_MS))) {
    return { kind: 'replaying', replayedUs: replay.states.replayedUs }
  }
  try {
    return await tell(states)
  } catch (error) {
    if (!(error instanceof BadPageError)) throw error
    throw refuse(`the states in the run file were altered: ${error.message}`)
  }
}

answerQuestions<StatesQuestions>({
  begin: () => {
    begun()
    return null
  },
  states: ({ atUs }) => withStates(atUs, (states) => states.at(atUs)),
  change: (place) =>
    withStates(place.atUs, (states) =>
      changeBy(place, states, () => replayStep(openedFile(), place, createMachine)),
    ),
  effects: async (place) => (await replayStep(openedFile(), place, createMachine))?.effects ?? [],
  close: () => {
    replay?.stop(refuse('the run was closed'))
    file?.close()
    file = null
    return null
  },
})
