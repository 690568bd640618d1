/**
 * The desktop shell's end of the console's process: starts it, relays calls and events, and ends
 * it. Knows nothing of Electron, so that the tests run the real thing.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import {
  frameToText,
  textToFrame,
  type FromConsole,
  type ImportResult,
  type ToConsole,
} from '../console/process-messages.ts'
import type { CallErrorCode, Envelope } from '../ipc/envelope.ts'
import { FRAME_BYTES_MAX } from '../ipc/frame-door.ts'
import type { AnswerFrame, EventFrame } from '../ipc/frames.ts'
import { decodeFrame, encodeFrame } from '../ipc/frames.ts'
import { consoleEnvironment } from './console-environment.ts'

/** The console gives itself less; see `CLOSE_MS_MAX` in `../console/console-process.ts`. */
const KILL_AFTER_MS = 20_000
/** How long the last words of a dead process may take to be read. */
const LAST_WORDS_MS = 500
const TAIL_CHARACTERS = 4_096

export interface ConsoleProgram {
  /** Path of a real Node, not Electron. */
  readonly node: string
  /** Path of `console-process.ts`. */
  readonly entry: string
}

export interface ConsoleClient {
  readonly pid: number | undefined
  call(name: string, request: unknown): Promise<Envelope<unknown>>
  importRunFile(path: string): Promise<ImportResult>
  /** Asks it to end in order; resolves when it is gone. */
  close(): Promise<void>
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<ConsoleEnd>
}

export interface ConsoleEnd {
  /** True where `close` was called before. */
  readonly asked: boolean
  /** Why, in words for people: the last of what it said. */
  readonly message: string
}

export function startConsole(
  { node, entry }: ConsoleProgram,
  heard: (name: string, event: unknown) => void,
): ConsoleClient {
  const child = spawn(node, [entry], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: consoleEnvironment(process.env),
    windowsHide: true,
  })
  const calls = new Waiting<Envelope<unknown>>()
  const imports = new Waiting<ImportResult>()
  let asked = false
  child.on('message', (message) => {
    const said = message as FromConsole
    if (said.kind === 'imported') return imports.settle(said.id, said.result)
    const frame = decodeFrame(textToFrame(said.frame)) as AnswerFrame | EventFrame
    if ('event' in frame) heard(frame.event, frame.value)
    else calls.settle(frame.id, frame.answer)
  })
  const post = (message: ToConsole): void => {
    // An error here is the channel closing at this moment; the exit tells it better.
    if (child.connected) child.send(message, () => undefined)
  }
  const ended = whenGone(child).then((message) => {
    calls.settleAll(failure('failed', GONE, false))
    imports.settleAll({ ok: false, message: GONE })
    return { asked, message }
  })
  return {
    pid: child.pid,
    call: (name, request) =>
      calls.ask((id) => {
        const frame = encodeFrame({ id, call: name, request })
        if (frame.length > FRAME_BYTES_MAX) calls.settle(id, TOO_LARGE)
        else post({ kind: 'frame', frame: frameToText(frame) })
      }),
    importRunFile: (path) => imports.ask((id) => post({ kind: 'import', id, path })),
    async close() {
      asked = true
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
      if (child.connected) child.disconnect()
      await ended
      clearTimeout(timer)
    },
    ended,
  }
}

const GONE = 'the console has ended; what was asked may have been done'
const TOO_LARGE = failure('bad-request', `a call has at most ${FRAME_BYTES_MAX} bytes`, true)

function failure(code: CallErrorCode, message: string, definite: boolean): Envelope<never> {
  return { ok: false, error: { code, message, definite } }
}

/** Questions that were sent and not answered yet. */
class Waiting<Answer> {
  readonly #settle = new Map<number, (answer: Answer) => void>()
  #lastId = 0
  #none: Answer | null = null

  ask(send: (id: number) => void): Promise<Answer> {
    const none = this.#none
    if (none !== null) return Promise.resolve(none)
    const id = ++this.#lastId
    return new Promise((resolve) => {
      this.#settle.set(id, resolve)
      send(id)
    })
  }

  settle(id: number, answer: Answer): void {
    this.#settle.get(id)?.(answer)
    this.#settle.delete(id)
  }

  /** Nobody will answer any more, neither these nor those that come. */
  settleAll(answer: Answer): void {
    this.#none = answer
    for (const id of [...this.#settle.keys()]) this.settle(id, answer)
  }
}

function whenGone(child: ChildProcess): Promise<string> {
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text)
    tail = (tail + text).slice(-TAIL_CHARACTERS)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message)
    })
    // Not `close`: it does not come where this side let go of the channel first.
    child.on('exit', (code, signal) => {
      const tell = (): void => resolve(tail.trim() || `it ended with ${signal ?? code}`)
      const timer = setTimeout(tell, LAST_WORDS_MS)
      child.stderr?.on('close', () => {
        clearTimeout(timer)
        tell()
      })
    })
  })
}
