/**
 * What recording costs: the same load with the journal written and the run file kept, and with
 * neither. The two alternate, so that a noisy machine disturbs both alike.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Drill } from '../../core/drills/drill.ts'
import { openRecorder } from '../../electron/recorder/open-recorder.ts'
import { createRunFolder, removeRunFolder } from '../../electron/conductor/run-folder.ts'
import type { Recorder } from '../../electron/recorder/contract.ts'
import { LoadedCluster } from './live-load.ts'
import { median } from './percentile.ts'

const MEASURE_MS = 4_000

export interface RecordingFigures {
  readonly clients: number
  readonly onPerSecond: readonly number[]
  readonly offPerSecond: readonly number[]
  /** Median over the rounds of what a round did with recording over what it did without. */
  readonly ratio: number
  /** Journal entries a second that the run file took while the load ran, median. */
  readonly entriesPerSecond: number
  /** Bytes that the run file lacked right after the load had stopped, largest. */
  readonly behindBytes: number
}

export async function measureRecording(clients: number, rounds: number): Promise<RecordingFigures> {
  const on: number[] = []
  const off: number[] = []
  const entries: number[] = []
  let behindBytes = 0
  for (let round = 0; round < rounds; round++) {
    off.push((await loaded(clients)).perSecond)
    const recorded = await recordedLoad(clients)
    on.push(recorded.perSecond)
    entries.push(recorded.entriesPerSecond)
    behindBytes = Math.max(behindBytes, recorded.behindBytes)
  }
  return {
    clients,
    onPerSecond: on,
    offPerSecond: off,
    ratio: median(on.map((perSecond, round) => perSecond / (off[round] as number))),
    entriesPerSecond: median(entries),
    behindBytes,
  }
}

async function loaded(clients: number) {
  const load = await LoadedCluster.start({
    nodes: 3,
    clients,
    readPercent: 0,
    valueBytes: 256,
    journal: false,
  })
  try {
    return await load.measure(MEASURE_MS)
  } finally {
    await load.stop()
  }
}

async function recordedLoad(clients: number) {
  const folder = await createRunFolder()
  const recorder = await openRecorder({ path: join(folder, 'bench.faultline'), header: header() })
  try {
    const load = await LoadedCluster.start({
      nodes: 3,
      clients,
      readPercent: 0,
      valueBytes: 256,
      journal: true,
      onJournal: (process, path) => recorder.tail(process, path),
    })
    try {
      return await measureRecorded(load, recorder)
    } finally {
      await load.stop()
    }
  } finally {
    await recorder.interrupt('the benchmark is over')
    await recorder.close()
    await rm(join(folder, 'bench.faultline'), { force: true })
    await removeRunFolder(folder)
  }
}

async function measureRecorded(load: LoadedCluster, recorder: Recorder) {
  const before = await recorder.cost()
  const { perSecond } = await load.measure(MEASURE_MS)
  const after = await recorder.cost()
  const entries = after.journalEntries - before.journalEntries
  const entriesPerSecond = Math.round((entries * 1000) / MEASURE_MS)
  return { perSecond, entriesPerSecond, behindBytes: after.behindBytes }
}

function header() {
  return {
    drill: { name: 'bench', workload: { kind: 'register', options: {} } } as unknown as Drill,
    source: '',
    seed: 'bench',
    simulated: false,
    startedAt: new Date().toISOString(),
    faultlineVersion: 'bench',
  }
}
