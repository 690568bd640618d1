/**
 * The thread that owns a run file. It looks at the journals every `POLL_MS`, and between two looks
 * it hears the main thread.
 *
 * It must not bend what it records: while the cluster runs it takes at most `CORE_SHARE` of one
 * core, whatever there is to record. Its processor time counts, not the time on the clock: where it
 * has to wait for a processor, it must not wait twenty times as long afterwards. A cluster that
 * writes more than that lets brings the run file behind its journals, which are on the disk anyway;
 * the rest is taken when the load is over.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { assert, unreachable } from '../../core/base/assert.ts'
import type { NodeReport } from '../../core/checkers/checker.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import type { Ask, FromWorker, Tell, ToWorker, WorkerStart } from './messages.ts'
import { SLICE_EVENTS } from './messages.ts'
import { RunWriter } from './run-writer.ts'

const POLL_MS = 50
/** Of one core's time, while a cluster runs. */
const CORE_SHARE = 0.05
const US_PER_MS = 1_000

assert(parentPort !== null, 'the recorder runs on a thread of its own')
const port = parentPort
const { path, header } = workerData as WorkerStart
const writer = RunWriter.create(path, header)
let history: HistoryEvent[] | null = null
let reports: NodeReport[] | null = null
let closed = false

function say(message: FromWorker): void {
  port.postMessage(message)
}

function look(): void {
  if (closed) return
  const before = spentMs()
  writer.work()
  const tookMs = spentMs() - before
  setTimeout(look, Math.max(POLL_MS, tookMs / CORE_SHARE - tookMs))
}

/** Processor time of this thread, ms; the clock where Node cannot tell it, which it can from 23.9. */
function spentMs(): number {
  if (typeof process.threadCpuUsage !== 'function') return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / US_PER_MS
}

function hear(message: Tell): void {
  switch (message.kind) {
    case 'tail':
      return writer.tail(message.process, message.path)
    case 'fault-applied':
      return writer.faultApplied(message.id, message.atMs)
    case 'fault-undone':
      return writer.faultUndone(message.id, message.atMs)
    case 'fault-measured':
      return writer.faultMeasured(message.id, message.evidence, message.effect)
    case 'note':
      return writer.note(message.atMs, message.type, message.text)
    case 'metric':
      return writer.metric(message.atMs, message.name, message.value)
    default:
      unreachable(message, 'recorder message')
  }
}

function answer(question: Ask): unknown {
  switch (question.name) {
    case 'plan':
      writer.planFault(question.send)
      return null
    case 'cost':
      return writer.cost()
    case 'catch-up':
      writer.catchUp()
      return null
    case 'history':
      if (question.send === 0) history = writer.history()
      return sliceOf(history, question.send)
    case 'reports':
      if (question.send === 0) reports = writer.reports()
      return sliceOf(reports, question.send)
    case 'seal':
      history = null
      reports = null
      writer.seal(question.send)
      return null
    case 'interrupt':
      writer.interrupt(question.send)
      return null
    case 'close':
      closed = true
      writer.close()
      return null
    default:
      return unreachable(question, 'recorder question')
  }
}

function sliceOf<Row>(rows: readonly Row[] | null, from: number): readonly Row[] {
  assert(rows !== null, 'a slice was asked for before the first')
  return rows.slice(from, from + SLICE_EVENTS)
}

port.on('message', (message: ToWorker) => {
  if (message.kind !== 'ask') {
    hear(message)
    return
  }
  try {
    say({ kind: 'answer', ask: message.ask, answer: answer(message) })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    say({ kind: 'refused', ask: message.ask, message: text })
  }
  if (closed) port.close()
})

say({ kind: 'opened' })
look()
