/**
 * The thread that reads and writes run files for the console, so that its main thread, which
 * carries out HALT, never waits for a disk or a long history. Tasks are done one after the other.
 */
import { parentPort } from 'node:worker_threads'
import { assert } from '../../../core/base/assert.ts'
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
    reply = { ask, kind: 'answer', answer: await handle(send) }
  } catch (error) {
    reply = failedReply(ask, error)
  }
  port.postMessage(reply, transferable(reply))
}

function failedReply(ask: number, error: unknown): TaskReply {
  if (!(error instanceof CallError)) return { ask, kind: 'failed', error }
  const { code, message, definite } = error
  return { ask, kind: 'refused', failure: { code, message, definite } }
}

/** What was exported is handed over, not copied. */
function transferable(reply: TaskReply): ArrayBuffer[] {
  const answer = reply.kind === 'answer' ? reply.answer : null
  const { bytes } = (answer ?? {}) as { bytes?: unknown }
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}
