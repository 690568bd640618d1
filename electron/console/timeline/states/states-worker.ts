/**
 * The thread that replays one open run: the states of its machines at any moment, and what a step
 * asked for. It replays in short turns, and between two it hears what is asked.
 */
import { workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { createMachine } from '../../../../core/systems/create-machine.ts'
import { refuse } from '../../../ipc/envelope.ts'
import type { RunFile } from '../../../recorder/open-run-file.ts'
import { readProcesses } from '../../../recorder/queries/journal.ts'
import { mergeByTime } from '../../../recorder/read-entries.ts'
import { answerQuestions } from '../answer-questions.ts'
import { downsOf } from '../lives.ts'
import type { RunStart, StatesQuestions } from '../messages.ts'
import { boundedReader, openForTimeline } from '../open-timeline.ts'
import { readSoundFaults } from '../sound-faults.ts'
import { readEffects } from './step-effects.ts'
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
let failure: unknown = null
let waiting: readonly Waiting[] = []

function openedFile(): Database {
  file ??= openForTimeline(path)
  return file.database
}

function begun(): StateIndex {
  if (index !== null) return index
  const database = openedFile()
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > STATES_ENTRIES_MAX) {
    const [has, most] = [entries, STATES_ENTRIES_MAX].map((count) => count.toLocaleString('en'))
    throw refuse(`the run is too long to be replayed: ${has} steps, at most ${most}`)
  }
  const faults = readSoundFaults(database)
  const downs = new Map<string, readonly number[]>()
  const read = boundedReader(STATES_ENTRIES_MAX)
  index = new StateIndex({
    entries: mergeByTime(processes.map(({ name }) => read(database, name))),
    create: createMachine,
    downs: (machine) => {
      const known = downs.get(machine) ?? downsOf(machine, faults)
      downs.set(machine, known)
      return known
    },
  })
  setImmediate(turn)
  return index
}

function turn(): void {
  if (index === null || file === null) return
  try {
    index.advance(TURN_MS)
  } catch (error) {
    failure = error
  }
  const done = waiting.filter(({ atUs }) => failure !== null || index?.reaches(atUs) === true)
  waiting = waiting.filter((wait) => !done.includes(wait))
  for (const wait of done) {
    if (failure === null) wait.resolve()
    else wait.reject(failure)
  }
  if (!index.whole && failure === null) setImmediate(turn)
}

function reach(states: StateIndex, atUs: number): Promise<void> | null {
  if (states.reaches(atUs)) return null
  if (failure !== null) throw failure
  return new Promise((resolve, reject) => {
    waiting = [...waiting, { atUs, resolve, reject }]
  })
}

answerQuestions<StatesQuestions>({
  begin: () => {
    begun()
    return null
  },
  states: async ({ atUs }) => {
    const states = begun()
    await reach(states, atUs)
    return states.at(atUs)
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
