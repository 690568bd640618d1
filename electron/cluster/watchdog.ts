/**
 * The supervisor's side of the watchdog: keeps it alive and its list true. Should the watchdog
 * die, another takes its place and is told the whole list.
 */
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { processBirth } from './process-status.ts'
import { reducedEnvironment } from './spawn-host.ts'
import type { ToWatchdog } from './watchdog-protocol.ts'
import { within } from './within.ts'

const ENTRY = fileURLToPath(new URL('./watchdog-main.ts', import.meta.url))
/** A watchdog that dies more often than this is not meant to live here. */
const REPLACEMENTS_MAX = 20
/** How long a start of a host waits to be seen; its own leash guards it meanwhile. */
const SEEN_WITHIN_MS = 5_000
const RELEASE_WITHIN_MS = 2_000

export interface WatchdogOptions {
  /** A folder to remove should the conductor die; absent: nothing is removed. */
  readonly folder?: string
}

type Child = ChildProcessByStdio<Writable, Readable, null>

export class Watchdog {
  readonly #options: WatchdogOptions
  readonly #watched = new Map<number, string | null>()
  readonly #waiting = new Map<number, () => void>()
  #child: Child | null = null
  #exited: Promise<void> = Promise.resolve()
  #released = false
  #replacements = 0

  constructor(options: WatchdogOptions) {
    this.#options = options
  }

  /** The process id of the one on duty. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Puts a watchdog on duty; the first `watch` does too. */
  begin(): void {
    if (this.#child === null && !this.#released) this.#spawn()
  }

  /** Puts a process on the list; resolves when the watchdog has it there. */
  async watch(pid: number): Promise<void> {
    this.begin()
    this.#watched.set(pid, processBirth(pid))
    const seen = new Promise<void>((resolve) => this.#waiting.set(pid, resolve))
    this.#tellOf(pid)
    await within(seen, SEEN_WITHIN_MS, () => undefined)
    this.#waiting.delete(pid)
  }

  forget(pid: number): void {
    this.#watched.delete(pid)
    this.#tell({ kind: 'forget', pid })
  }

  /** Sends the watchdog home; resolves when it is gone. Nothing is watched afterwards. */
  async release(): Promise<void> {
    if (!this.#released) {
      this.#released = true
      this.#tell({ kind: 'release' })
    }
    const gone = this.#exited.then(() => true)
    if (await within(gone, RELEASE_WITHIN_MS, () => false)) return
    this.#child?.kill('SIGKILL')
    await this.#exited
  }

  #spawn(): void {
    const child = spawn(process.execPath, [ENTRY], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: reducedEnvironment(),
      windowsHide: true,
    })
    // A broken pipe is the watchdog's death, of which `exit` tells.
    child.stdin.on('error', () => undefined)
    createInterface({ input: child.stdout }).on('line', (line) => this.#heard(line))
    this.#child = child
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    void this.#exited.then(() => this.#replace())
  }

  #replace(): void {
    if (this.#released || this.#replacements >= REPLACEMENTS_MAX) return
    this.#replacements++
    this.#spawn()
    for (const pid of this.#watched.keys()) this.#tellOf(pid)
  }

  #heard(line: string): void {
    if (line === 'ready') {
      if (this.#options.folder !== undefined) {
        this.#tell({ kind: 'folder', path: this.#options.folder })
      }
      return
    }
    this.#waiting.get(Number(line.slice('seen '.length)))?.()
  }

  #tellOf(pid: number): void {
    this.#tell({ kind: 'watch', pid, birth: this.#watched.get(pid) ?? null })
  }

  #tell(message: ToWatchdog): void {
    if (this.#child?.stdin.writable !== true) return
    this.#child.stdin.write(`${JSON.stringify(message)}\n`)
  }
}
