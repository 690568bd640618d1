/** A thread's side of the questions: hands each to its handler and sends back what came of it. */
import { parentPort } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { assert } from '../../../core/base/assert.ts'
import { CallError } from '../../ipc/envelope.ts'
import { BadColumnsError } from '../../recorder/queries/timeline-columns.ts'
import type { Answer, Question } from './messages.ts'

export type Answers<Questions> = {
  readonly [Name in keyof Questions]: Questions[Name] extends {
    readonly send: infer Send
    readonly answer: infer Given
  }
    ? (send: Send) => Given | Promise<Given>
    : never
}

export function answerQuestions<Questions>(answers: Answers<Questions>): void {
  assert(parentPort !== null, 'a run is opened on a thread of its own')
  const port = parentPort
  port.on('message', (question: Question) => {
    void (async () => {
      const { ask, name, send } = question
      try {
        const handle = answers[name as keyof Questions] as (send: unknown) => unknown
        const answer = await handle(send)
        port.postMessage({ ask, ok: true, answer } satisfies Answer, buffersOf(answer))
      } catch (error) {
        port.postMessage({ ask, ok: false, ...failureOf(error) } satisfies Answer)
      }
      if (name === 'close') port.close()
    })()
  })
}

/** What is wrong with the file is said plainly; all else is a failure of Faultline. */
function failureOf(error: unknown): Pick<Answer & { ok: false }, 'code' | 'message'> {
  if (error instanceof CallError) return { code: error.code, message: error.message }
  const message = error instanceof Error ? error.message : String(error)
  const damaged =
    error instanceof SQLite.SqliteError ||
    error instanceof SyntaxError ||
    error instanceof BadColumnsError
  return damaged
    ? { code: 'refused', message: `the run is damaged: ${message}` }
    : { code: null, message }
}

/** The buffers of typed arrays anywhere near the top of an answer, to be moved, not copied. */
function buffersOf(answer: unknown, depth = 3): ArrayBuffer[] {
  if (typeof answer !== 'object' || answer === null || depth === 0 || Array.isArray(answer)) {
    return []
  }
  return Object.values(answer).flatMap((value: unknown) => {
    if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) return [value.buffer]
    return buffersOf(value, depth - 1)
  })
}
