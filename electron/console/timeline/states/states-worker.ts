/**
 * The thread that tells how the machines of one open run stood at any moment, and what a step asked
 * for. Where the run file holds no states it replays, in short turns; between two it hears what is
 * asked.
 */
import { workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { createMachine } from '../../../../core/systems/create-machine.ts'
import { refuse } from '../../../ipc/envelope.ts'
import type { StatesAt } from '../../../ipc/shapes/timeline.ts'
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
import { readEffects } from './step-effects.ts'
import { ReplayedStates } from './replayed-states.ts'
import { StateIndex } from './state-index.ts'

/** Longer runs are not replayed for their states: these would not fit into memory. */
const STATES_ENTRIES_MAX = 1_500_000
const TURN_MS = 8

interface Waiting {
  readonly atUs: number
  resolve(): void
  reject(error: unknown): void
}

const { path } = workerData as RunStart
let file: RunFile | null = null
let index: StateIndex | null = null
/** Null where the run file holds the states. */
let replayed: ReplayedStates | null = null
let failure: unknown = null
let waiting: readonly Waiting[] = []

function openedFile(): Database {
  file ??= openForTimeline(path)
  return file.database
}

function begun(): StateIndex {
  if (index !== null) return index
  const database = openedFile()
  if (!hasStatePages(database)) replayed = beginReplay(database)
  const faults = readSoundFaults(database)
  const downs = new Map<string, readonly number[]>()
  index = new StateIndex(replayed ?? new RecordedStatePages(database), (machine) => {
    const known = downs.get(machine) ?? downsOf(machine, faults)
    downs.set(machine, known)
    return known
  })
  return index
}

function beginReplay(database: Database): ReplayedStates {
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > STATES_ENTRIES_MAX) {
    const [has, most] = [entries, STATES_ENTRIES_MAX].map((count) => count.toLocaleString('en'))
    throw refuse(`the run is too long to be replayed: ${has} steps, at most ${most}`)
  }
  const read = boundedReader(STATES_ENTRIES_MAX)
  setImmediate(turn)
  const journals = processes.map(({ name }) => read(database, name))
  return new ReplayedStates(mergeByTime(journals), createMachine)
}

function turn(): void {
  if (replayed === null || file === null) return
  try {
    replayed.advance(TURN_MS)
  } catch (error) {
    failure = error
  }
  const { whole } = replayed
  const done = waiting.filter(({ atUs }) => failure !== null || replayed?.reaches(atUs) === true)
  waiting = waiting.filter((wait) => !done.includes(wait))
  for (const wait of done) {
    if (failure === null) wait.resolve()
    else wait.reject(failure)
  }
  if (!whole && failure === null) setImmediate(turn)
}

function reach(atUs: number): Promise<void> | null {
  if (replayed === null || replayed.reaches(atUs)) return null
  if (failure !== null) throw failure
  return new Promise((resolve, reject) => {
    waiting = [...waiting, { atUs, resolve, reject }]
  })
}

/** Throws a `CallError` where a page of the file is none of ours. */
function statesAt(states: StateIndex, atUs: number): StatesAt {
  try {
    return states.at(atUs)
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
  states: async ({ atUs }) => {
    const states = begun()
    await reach(atUs)
    return statesAt(states, atUs)
  },
  effects: (place) => readEffects(openedFile(), place, createMachine),
  close: () => {
    failure ??= refuse('the run was closed')
    for (const wait of waiting) wait.reject(failure)
    waiting = []
    file?.close()
    file = null
    return null
  },
})
