/**
 * The only place that starts a host process. Everything else knows a host as a `HostHandle`, so
 * a desktop shell can start its hosts another way.
 *
 * The process leads a group of its own: an interrupt typed in the terminal reaches the conductor
 * alone, which then stops its hosts in order.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromHost, ToHost } from '../node-host/control.ts'
import type { Exit } from './exit-reason.ts'

/** How much of a host's output is kept for error messages, in characters. */
const TAIL_LIMIT = 8_192
/** How long the last words of a dead process may take to be read. */
const LAST_WORDS_MS = 500

/** What a host may know of this computer. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot', 'WINDIR']

/**
 * Where compiled sources are kept between starts: a start costs a third of the time then. Beside
 * the installed packages, so that only their owner can write there.
 */
const COMPILE_CACHE = fileURLToPath(
  new URL('../../node_modules/.cache/faultline-compile', import.meta.url),
)

export interface HostHandle {
  /** Undefined when the process could not be started; `exited` then says why. */
  readonly pid: number | undefined
  /** False when the channel is closed; the message is then lost. */
  post(message: ToHost): boolean
  kill(signal: NodeJS.Signals): void
  /** Resolves once the process is gone and all it said was heard. */
  readonly exited: Promise<Exit>
  /** The last of its standard error. */
  tail(): string
}

export interface SpawnOrder {
  /** Path of the `.ts` entry. */
  readonly entry: string
  /** Shown in a list of processes. */
  readonly name: string
  readonly onMessage: (message: FromHost) => void
}

export type SpawnHost = (order: SpawnOrder) => HostHandle

export const spawnHost: SpawnHost = (order) => {
  const child = spawn(process.execPath, [order.entry, order.name], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: reducedEnvironment(),
    windowsHide: true,
  })
  const tail = keepTail(child)
  child.on('message', (message) => order.onMessage(message as FromHost))
  return {
    pid: child.pid,
    post: (message) => {
      if (!child.connected) return false
      // An error here is the channel closing at this moment; the exit tells it better.
      child.send(message, () => undefined)
      return true
    },
    kill: (signal) => void child.kill(signal),
    exited: whenGone(child, tail),
    tail,
  }
}

/** What a child is given of the conductor's environment. */
export function reducedEnvironment(): NodeJS.ProcessEnv {
  const kept = ENVIRONMENT.filter((name) => process.env[name] !== undefined)
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  }
}

function keepTail(child: ChildProcess): () => string {
  let tail = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    tail = (tail + text).slice(-TAIL_LIMIT)
  })
  // Standard output is not ours to show, but a full pipe would stop its writer.
  child.stdout?.resume()
  return () => tail
}

/** `exit` says that it is gone, `close` that its pipes and its channel are empty too. */
function whenGone(child: ChildProcess, tail: () => string): Promise<Exit> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) {
        resolve({ code: null, signal: null, error: error.message, tail: tail() })
      }
    })
    child.on('exit', (code, signal) => {
      const tell = (): void => resolve({ code, signal, tail: tail() })
      const timer = setTimeout(tell, LAST_WORDS_MS)
      child.on('close', () => {
        clearTimeout(timer)
        tell()
      })
    })
  })
}
