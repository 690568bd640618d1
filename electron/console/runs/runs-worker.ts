/**
 * The thread that reads and writes run files for the console, so that its main thread, which
 * carries out HALT, never waits for a disk or a long history. Tasks are done one after the other.
 */
import { parentPort } from 'node:worker_threads'
import { assert } from '../../../core/base/assert.ts'
import type { CallFailure } from '../../ipc/envelope.ts'
import { CallError } from '../../ipc/envelope.ts'
import { createTasks } from './run-tasks.ts'
import type { TaskOrder, TaskReply } from './tasks.ts'

assert(parentPort !== null, 'the runs are read on a thread of their own')
const port = parentPort
const tasks = createTasks()
let queue = Promise.resolve()

port.on('message', (order: TaskOrder) => {
  queue = queue.then(() => carryOut(order))
})

async function carryOut({ ask, name, send }: TaskOrder): Promise<void> {
  let reply: TaskReply
  try {
    const handle = tasks[name] as (send: unknown) => unknown
    reply = { ask, ok: true, answer: await handle(send) }
  } catch (error) {
    reply = { ask, ok: false, failure: failureOf(error) }
  }
  port.postMessage(reply, transferable(reply))
}

function failureOf(error: unknown): CallFailure {
  if (error instanceof CallError) {
    const { code, message, definite } = error
    return { code, message, definite }
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'failed', message, definite: false }
}

/** What was exported is handed over, not copied. */
function transferable(reply: TaskReply): ArrayBuffer[] {
  const { bytes } = (reply.ok && reply.answer ? reply.answer : {}) as { bytes?: unknown }
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}
