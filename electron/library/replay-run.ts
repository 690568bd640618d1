/**
 * Executes a recorded run again, machine by machine, and compares every step with its record;
 * with a moment, also tells how the machines stood then.
 */
import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../core/runtime/journal.ts'
import type { Inspection, Machine } from '../../core/runtime/machine.ts'
import type { ReplayDifference } from '../../core/runtime/replayed-machine.ts'
import { Replay } from '../../core/runtime/replay.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import { createMachine } from '../../core/systems/create-machine.ts'
import type { RunFileProblem } from '../recorder/open-run-file.ts'
import { openRunFile } from '../recorder/open-run-file.ts'
import { readProcesses } from '../recorder/queries/journal.ts'
import { readRun } from '../recorder/queries/run.ts'
import { DamagedJournalError, readEntries } from '../recorder/read-entries.ts'

export interface ReplayOptions {
  /** Only this machine. */
  readonly node?: string
  /** Milliseconds since the run began: how did the machines stand when that moment came? */
  readonly atMs?: number
  /** How a machine is made; another one only in tests. */
  readonly create?: (spec: MachineSpec) => Machine
}

export interface ReplayedNode {
  /** A node or a client. */
  readonly node: string
  readonly lives: number
  readonly inputs: number
  readonly digest: number
  readonly matches: boolean
  readonly difference?: ReplayDifference
}

export interface ReplayedRun {
  readonly nodes: readonly ReplayedNode[]
  /** Every machine matches and no journal is damaged. */
  readonly matches: boolean
  /** Journals that end early, and why. */
  readonly damage: readonly string[]
  /** What each replayed machine showed of itself at `atMs`; those that did not live lack. */
  readonly inspections?: { readonly [node: string]: Inspection }
}

export type ReplayAnswer =
  | { readonly ok: true; readonly replay: ReplayedRun }
  | { readonly ok: false; readonly problem: RunFileProblem | UnknownNode }

export interface UnknownNode {
  readonly kind: 'unknown-node'
  readonly message: string
}

export function replayRun(path: string, options: ReplayOptions = {}): ReplayAnswer {
  const opened = openRunFile(path)
  if (!opened.ok) return opened
  try {
    const replay = replayAll(opened.file.database, options)
    if (options.node !== undefined && replay.nodes.length === 0) {
      const message = `the run has no machine ${options.node}`
      return { ok: false, problem: { kind: 'unknown-node', message } }
    }
    return { ok: true, replay }
  } finally {
    opened.file.close()
  }
}

function replayAll(database: Database, options: ReplayOptions): ReplayedRun {
  const replay = new Replay(options.create ?? createMachine)
  const damage: string[] = []
  // Where a recorder was stopped, journals may end one before the other.
  const finished = readRun(database)?.status === 'finished'
  const inspections: { [node: string]: Inspection } = {}
  for (const { name, trouble } of readProcesses(database)) {
    if (trouble !== null) damage.push(`the journal of ${name}: ${trouble}`)
    const moment = new Moment(replay, options.atMs, inspections)
    try {
      for (const entry of readEntries(database, name)) {
        if (finished) replay.notice(entry)
        if (options.node !== undefined && entry.machine !== options.node) continue
        moment.before(entry)
        replay.feed(entry)
      }
    } catch (error) {
      if (!(error instanceof DamagedJournalError)) throw error
      damage.push(error.message)
    }
    moment.end()
  }
  if (options.node === undefined) {
    for (const machine of replay.missing()) {
      damage.push(`the journal of ${machine} is missing: others received messages of it`)
    }
  }
  const nodes = replay.results().map(({ machine, ...result }) => ({ node: machine, ...result }))
  return {
    nodes,
    matches: damage.length === 0 && nodes.every((node) => node.matches),
    damage,
    ...(options.atMs !== undefined && { inspections }),
  }
}

/** Looks at the machines of one journal when its time passes the moment that was asked for. */
class Moment {
  readonly #replay: Replay
  readonly #atUs: number
  readonly #inspections: { [node: string]: Inspection }
  readonly #machines = new Set<string>()
  #passed: boolean

  constructor(
    replay: Replay,
    atMs: number | undefined,
    inspections: { [node: string]: Inspection },
  ) {
    this.#replay = replay
    this.#atUs = (atMs ?? 0) * 1000
    this.#inspections = inspections
    this.#passed = atMs === undefined
  }

  before(entry: JournalEntry): void {
    if (this.#passed) return
    if (entry.atUs > this.#atUs) this.end()
    else this.#machines.add(entry.machine)
  }

  end(): void {
    if (this.#passed) return
    this.#passed = true
    for (const machine of this.#machines) {
      const inspection = this.#replay.inspect(machine)
      if (inspection !== undefined) this.#inspections[machine] = inspection
    }
  }
}
