/**
 * Writes one run file: follows the journals, takes what the conductor says, and commits.
 * All of it is synchronous; `recorder-worker.ts` runs it on a thread of its own and calls
 * `work` many times a second. Nothing is dropped: what could not be taken yet is counted as
 * behind, and what can never be taken (a damaged journal) is written into the run.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import type { NodeReport } from '../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { Evidence } from '../../core/faults/action.ts'
import type { Effect } from '../../core/faults/fault.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { assert } from '../../core/base/assert.ts'
import type { PlannedFault, RecordingCost, RunHeader } from './contract.ts'
import { closeWritten, createRunFile, openForWriting } from './create-run-file.ts'
import { CHUNK_BYTES_MAX, DAMAGE_LOOKS, JournalTail } from './journal-tail.ts'
import { Observer } from './observer.ts'
import { FaultWriter } from './queries/faults.ts'
import { HistoryWriter, readHistory } from './queries/history.ts'
import { JournalWriter, lastStepAtUs, readLives, readProcesses } from './queries/journal.ts'
import { LogWriter } from './queries/log.ts'
import { readNodeReports, ReportWriter } from './queries/reports.ts'
import { insertRun, readRun, setRunStatus } from './queries/run.ts'
import { writeVerdict } from './queries/verdict.ts'
import type { RunLock } from './run-lock.ts'
import { takeRunLock } from './run-lock.ts'

/** This far behind for this long, and the run says so. */
const BEHIND_BYTES = 8 * 1024 * 1024
const BEHIND_MS = 1000

/** How long `interrupt` may go on catching up. */
const INTERRUPT_CATCH_UP_MS = 1000

export class RunWriter {
  readonly path: string
  readonly #database: Database
  readonly #lock: RunLock
  readonly #journals: JournalWriter
  readonly #faults: FaultWriter
  readonly #log: LogWriter
  readonly #observer: Observer
  readonly #tails = new Map<string, JournalTail>()
  /** Processes in which clients live. */
  readonly #ofClients = new Set<string>()
  readonly #troubled = new Set<string>()
  #journalBytes = 0
  #journalEntries = 0
  #historyEvents = 0
  #behindSinceMs: number | null = null
  #saidBehind = false
  #open = true

  private constructor(path: string, database: Database, lock: RunLock) {
    this.path = path
    this.#database = database
    this.#lock = lock
    this.#journals = new JournalWriter(database)
    this.#faults = new FaultWriter(database)
    this.#log = new LogWriter(database)
    const history = new HistoryWriter(database)
    const reports = new ReportWriter(database)
    this.#observer = new Observer({
      boot: (process, entry) => {
        if (entry.spec.role === 'client') this.#ofClients.add(process)
        this.#journals.addLife(process, entry)
      },
      operation: (event) => {
        this.#historyEvents++
        history.add(event)
      },
      report: (report) => reports.add(report),
    })
  }

  /** Throws where the file exists already or cannot be made. */
  static create(path: string, header: RunHeader): RunWriter {
    const lock = takeRunLock(path)
    assert(lock !== null, `${path} is being written by somebody else`)
    try {
      const database = createRunFile(path)
      insertRun(database, header)
      return new RunWriter(path, database, lock)
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /**
   * Takes up a run whose writer died, to bring in what its journals still hold. Null where its
   * writer lives or nothing is left to do. The file must be known to be one of ours.
   */
  static resume(path: string): RunWriter | null {
    const lock = takeRunLock(path)
    if (lock === null) return null
    const database = new SQLite(path, { fileMustExist: true })
    openForWriting(database)
    if (readRun(database)?.status !== 'running') {
      closeWritten(database)
      lock.release()
      return null
    }
    const writer = new RunWriter(path, database, lock)
    for (const { machine, role, incarnation } of readLives(database)) {
      writer.#observer.know(machine, { role, incarnation })
    }
    for (const { name, journalPath, recordedBytes, entries } of readProcesses(database)) {
      writer.#follow(name, journalPath, recordedBytes)
      writer.#journalBytes += recordedBytes
      writer.#journalEntries += entries
    }
    return writer
  }

  tail(process: string, path: string): void {
    this.#begin()
    this.#journals.addProcess(process, path)
    this.#follow(process, path, 0)
  }

  planFault(fault: PlannedFault): void {
    this.#begin()
    this.#faults.plan(fault)
    this.commit()
  }

  faultApplied(id: string, atMs: number): void {
    this.#begin()
    this.#known(id, this.#faults.applied(id, atMs))
  }

  faultUndone(id: string, atMs: number): void {
    this.#begin()
    this.#known(id, this.#faults.undone(id, atMs))
  }

  faultMeasured(id: string, evidence: Evidence, effect: Effect): void {
    this.#begin()
    this.#known(id, this.#faults.measured(id, evidence, effect))
  }

  note(atMs: number, kind: string, text: string): void {
    this.#begin()
    this.#log.add({ atMs, kind, text })
  }

  metric(atMs: number, name: string, value: number): void {
    this.#begin()
    if (Number.isNaN(value)) this.#say(`metric ${name} is not a number`)
    else this.#log.metric(atMs, name, value)
  }

  /**
   * Takes one chunk of each journal and commits. While the journal of the clients holds more than
   * that, only of this: what they were told must be in the file soon, the rest may wait. Returns
   * how many bytes are still waiting.
   */
  work(nowMs = performance.now()): number {
    const clients = [...this.#tails.values()].filter((tail) => this.#ofClients.has(tail.process))
    for (const tail of clients) this.#takeChunk(tail)
    const urgent = clients.some((tail) => tail.behindBytes() > CHUNK_BYTES_MAX)
    for (const tail of this.#tails.values()) {
      if (!urgent && !clients.includes(tail)) this.#takeChunk(tail)
    }
    let behindBytes = 0
    for (const tail of this.#tails.values()) behindBytes += tail.behindBytes()
    this.#watchBehind(behindBytes, nowMs)
    this.commit()
    return behindBytes
  }

  /**
   * Takes everything that the journals hold now, though they may grow meanwhile; false if
   * `deadlineMs` (by `performance.now`) came first.
   */
  catchUp(deadlineMs = Infinity): boolean {
    const goals = [...this.#tails.values()].map((tail) => ({
      tail,
      offset: tail.offset + tail.behindBytes(),
    }))
    // Damage is believed after several looks, in which nothing is taken.
    for (let idle = 0; idle < DAMAGE_LOOKS;) {
      const before = this.#journalBytes
      const behindBytes = this.work()
      if (behindBytes === 0 || goals.every(({ tail, offset }) => tail.offset >= offset)) return true
      if (performance.now() > deadlineMs) return false
      idle = this.#journalBytes === before ? idle + 1 : 0
    }
    return true
  }

  cost(): RecordingCost {
    let behindBytes = 0
    for (const tail of this.#tails.values()) behindBytes += tail.behindBytes()
    const troubles = [...this.#tails.values()].flatMap(({ process, trouble }) =>
      trouble === null ? [] : [`journal of ${process}: ${trouble}`],
    )
    return {
      journalBytes: this.#journalBytes,
      journalEntries: this.#journalEntries,
      historyEvents: this.#historyEvents,
      behindBytes,
      troubles,
    }
  }

  history(): HistoryEvent[] {
    return readHistory(this.#database)
  }

  reports(): NodeReport[] {
    return readNodeReports(this.#database)
  }

  seal(document: VerdictDocument): void {
    this.catchUp()
    this.#begin()
    writeVerdict(this.#database, document)
    setRunStatus(this.#database, 'finished')
    this.commit()
  }

  interrupt(reason: string): void {
    this.catchUp(performance.now() + INTERRUPT_CATCH_UP_MS)
    this.#begin()
    setRunStatus(this.#database, 'interrupted', reason)
    this.commit()
  }

  commit(): void {
    if (this.#database.inTransaction) this.#database.exec('COMMIT')
  }

  /** A run that was neither sealed nor interrupted stays `running` and is read as interrupted. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    this.commit()
    for (const tail of this.#tails.values()) tail.close()
    closeWritten(this.#database)
    this.#lock.release()
  }

  #begin(): void {
    if (!this.#database.inTransaction) this.#database.exec('BEGIN IMMEDIATE')
  }

  #follow(process: string, path: string, offset: number): void {
    assert(!this.#tails.has(process), `the journal of ${process} is followed already`)
    this.#tails.set(process, new JournalTail({ process, path, offset }))
  }

  #takeChunk(tail: JournalTail): void {
    const chunk = tail.read()
    const { process } = tail
    if (chunk === null) {
      if (tail.trouble !== null) this.#noteTrouble(process, tail.trouble)
      return
    }
    const first = chunk.heads[0]
    const last = chunk.heads.at(-1)
    assert(first !== undefined && last !== undefined, 'a chunk without frames')
    const entries = chunk.heads.reduce((sum, head) => sum + head.count, 0)
    const { offset, bytes } = chunk
    const { firstAtUs } = first
    const { lastAtUs } = last
    this.#begin()
    this.#journals.addChunk({ process, offset, bytes, entries, firstAtUs, lastAtUs })
    for (const head of chunk.heads) {
      for (const observation of head.observations) this.#observer.observe(process, observation)
    }
    this.#journalBytes += bytes.length
    this.#journalEntries += entries
  }

  #noteTrouble(process: string, trouble: string): void {
    if (this.#troubled.has(process)) return
    this.#troubled.add(process)
    this.#begin()
    this.#journals.setTrouble(process, trouble)
    this.#say(`the journal of ${process} cannot be read further: ${trouble}`)
  }

  #watchBehind(behind: number, nowMs: number): void {
    this.#behindSinceMs = behind > BEHIND_BYTES ? (this.#behindSinceMs ?? nowMs) : null
    if (this.#behindSinceMs === null) {
      if (this.#saidBehind) this.#say('recording has caught up')
      this.#saidBehind = false
    } else if (!this.#saidBehind && nowMs - this.#behindSinceMs >= BEHIND_MS) {
      this.#saidBehind = true
      this.#say(`recording is ${behind} bytes behind`)
    }
  }

  #say(text: string): void {
    this.note(lastStepAtUs(this.#database) / 1000, 'recorder', text)
  }

  #known(id: string, found: boolean): void {
    if (!found) this.#say(`fault ${id} was never planned`)
  }
}
