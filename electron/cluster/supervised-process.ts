/**
 * One process across all its lives: it is started, it ends, and what it becomes is always one of
 * the states of `process-state.ts`. What is asked of it is proven at the operating system, not
 * assumed: a pause counts when the process really stands still.
 *
 * It refuses to know why it is started or stopped; that is the business of actions.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { assert } from '../../core/base/assert.ts'
import type { NodeState } from '../../core/drills/world.ts'
import type { Boot, FromHost, Order, ToHost } from '../node-host/control.ts'
import { exitReason } from './exit-reason.ts'
import type { Exit } from './exit-reason.ts'
import { HostLink } from './host-link.ts'
import type { Reply } from './host-link.ts'
import { isRunning, nextState } from './process-state.ts'
import type { ProcessEvent } from './process-state.ts'
import { CAN_PAUSE, processStatus } from './process-status.ts'
import type { ProcessStatus } from './process-status.ts'
import type { SpawnHost } from './spawn-host.ts'
import type { Watchdog } from './watchdog.ts'
import { within } from './within.ts'

/** Bounds of every wait for a process, ms. */
export const PROCESS_BOUNDS = {
  start: 20_000,
  /** From the order to stop until SIGTERM, and from there until SIGKILL. */
  orderly: 2_000,
  terminate: 2_000,
  /** From a power loss being ordered until SIGKILL. */
  powerLoss: 2_000,
  signalSeen: 500,
} as const
const SIGNAL_POLL_MS = 1

export interface SupervisedOptions {
  readonly name: string
  readonly entry: string
  readonly spawn: SpawnHost
  readonly watchdog: Pick<Watchdog, 'watch' | 'forget'>
  /** All that the process says in its life number `incarnation`. */
  readonly heard: (message: FromHost, incarnation: number) => void
  /** Its state is another one now. */
  readonly changed: () => void
  /** It is gone; called before `changed`. `reason` only where nobody here ended it. */
  readonly exited: (exit: Exit, reason: string | undefined) => void
}

export class SupervisedProcess {
  readonly name: string
  readonly #options: SupervisedOptions
  #state: NodeState = 'down'
  #reason: string | undefined
  #lastExit: Exit | null = null
  #incarnation = 0
  #link: HostLink | null = null
  #ended: Promise<void> = Promise.resolve()
  #booted = false
  /** Set before anything here ends the process, so that its exit is no surprise. */
  #expected = false
  /** Why it is being killed, where that is its own fault. */
  #doom: string | undefined

  constructor(options: SupervisedOptions) {
    this.name = options.name
    this.#options = options
  }

  get state(): NodeState {
    return this.#state
  }

  /** Why it failed; only in the state `failed`. */
  get reason(): string | undefined {
    return this.#reason
  }

  /** How its last life ended. */
  get lastExit(): Exit | null {
    return this.#lastExit
  }

  /** How many lives it has had; 0 before the first. */
  get incarnation(): number {
    return this.#incarnation
  }

  get pid(): number | undefined {
    return this.#link?.pid
  }

  get running(): boolean {
    return isRunning(this.#state)
  }

  /** Resolves when the host says that its machines have started; rejects with the reason. */
  async start(boot: (incarnation: number) => Boot): Promise<void> {
    this.#move('spawned')
    const incarnation = ++this.#incarnation
    this.#reason = undefined
    this.#expected = false
    this.#doom = undefined
    this.#booted = false
    const started = Promise.withResolvers<'started'>()
    const link = new HostLink({
      spawn: this.#options.spawn,
      entry: this.#options.entry,
      name: this.name,
      onMessage: (message) => {
        this.#options.heard(message, incarnation)
        if (message.kind === 'started') started.resolve('started')
      },
    })
    this.#link = link
    this.#ended = link.exited.then((exit) => this.#end(link, exit))
    this.#options.changed()
    // On the list before it is given anything to do.
    if (link.pid !== undefined) await this.#options.watchdog.watch(link.pid)
    if (link.exit === null) {
      link.post(boot(incarnation))
      this.#booted = true
    }
    const outcome = await within<'started' | 'late' | Exit>(
      Promise.race([started.promise, link.exited]),
      PROCESS_BOUNDS.start,
      () => 'late',
    )
    if (outcome === 'late') return this.#giveUp(link)
    if (outcome === 'started' && this.#move('started')) return this.#options.changed()
    await this.#ended
    throw new Error(`${this.name} did not start: ${this.#reason ?? 'it was stopped meanwhile'}`)
  }

  /** Ends it at once. False when there was nothing to end. */
  async kill(): Promise<boolean> {
    if (this.#link === null) return false
    this.#expected = true
    this.#link.kill('SIGKILL')
    await this.#ended
    return true
  }

  /**
   * Lets the host lose what it had not synced and end itself. Rejects when it did not; it is
   * dead in any case.
   */
  async losePower(order: Order): Promise<boolean> {
    const link = this.#link
    if (link === null) return false
    await this.resume()
    this.#expected = true
    void link.ask((ask) => ({ kind: 'order', ask, order }), PROCESS_BOUNDS.powerLoss)
    const exit = await link.gone(PROCESS_BOUNDS.powerLoss)
    await this.kill()
    if (exit === null) throw new Error(`${this.name} did not carry out the loss of power`)
    return true
  }

  /** Ends it in order, and by force where it does not follow. False when nothing ran. */
  async stop(): Promise<boolean> {
    const link = this.#link
    if (link === null) return false
    this.#expected = true
    if (this.#state === 'starting') return this.kill()
    if (this.#state === 'paused') link.kill('SIGCONT')
    link.post({ kind: 'stop' })
    if ((await link.gone(PROCESS_BOUNDS.orderly)) === null) link.kill('SIGTERM')
    if ((await link.gone(PROCESS_BOUNDS.terminate)) === null) link.kill('SIGKILL')
    await this.#ended
    return true
  }

  /** Resolves when the operating system says that it stands still. False when it did already. */
  async pause(): Promise<boolean> {
    if (this.#state === 'paused') return false
    if (!CAN_PAUSE) throw new Error('this operating system cannot pause a process')
    if (this.#state !== 'up' || this.#link === null) {
      throw new Error(`${this.name} is ${this.#state}, so it cannot be paused`)
    }
    this.#link.kill('SIGSTOP')
    await this.#proveStatus(this.#link, 'stopped')
    if (this.#move('paused')) this.#options.changed()
    return true
  }

  /** Resolves when it runs again. False when it was not paused. */
  async resume(): Promise<boolean> {
    if (this.#state !== 'paused' || this.#link === null) return false
    this.#link.kill('SIGCONT')
    await this.#proveStatus(this.#link, 'running')
    if (this.#move('resumed')) this.#options.changed()
    return true
  }

  /** Says something to the process. False when it is not there to hear it. */
  post(message: ToHost): boolean {
    return this.#booted && this.#link !== null && this.#link.post(message)
  }

  /** Asks something; a process that is not there, or not up, is not waited for. */
  ask(
    question: (ask: number) => ToHost,
    withinMs: number,
    onReply?: (reply: Reply) => void,
  ): Promise<Reply> {
    if (!this.#booted || this.#link === null) return Promise.resolve('gone')
    return this.#link.ask(question, this.#state === 'up' ? withinMs : 0, onReply)
  }

  async #proveStatus(link: HostLink, wanted: ProcessStatus): Promise<void> {
    assert(link.pid !== undefined, `${this.name} runs without a process id`)
    const deadline = performance.now() + PROCESS_BOUNDS.signalSeen
    while (link.exit === null) {
      const status = processStatus(link.pid)
      if (status === wanted) return
      if (performance.now() > deadline) {
        throw new Error(`${this.name} was signalled and is ${status}, not ${wanted}`)
      }
      await sleep(SIGNAL_POLL_MS)
    }
    throw new Error(`${this.name} ended before it was ${wanted}`)
  }

  async #giveUp(link: HostLink): Promise<never> {
    const seconds = PROCESS_BOUNDS.start / 1_000
    const tail = link.tail().trim()
    this.#doom = `it was not ready within ${seconds} s${tail === '' ? '' : `: ${tail}`}`
    link.kill('SIGKILL')
    await this.#ended
    throw new Error(`${this.name} did not start: ${this.#doom}`)
  }

  #end(link: HostLink, exit: Exit): void {
    if (link.pid !== undefined) this.#options.watchdog.forget(link.pid)
    this.#link = null
    this.#booted = false
    this.#lastExit = exit
    this.#reason = this.#expected ? undefined : (this.#doom ?? exitReason(exit))
    this.#move(this.#expected ? 'ended' : 'broke')
    this.#options.exited(exit, this.#reason)
    this.#options.changed()
  }

  /** False when the process is no longer in a state where this can happen. */
  #move(event: ProcessEvent): boolean {
    const next = nextState(this.#state, event)
    assert(next !== null || event !== 'spawned', `${this.name} is ${this.#state} and was spawned`)
    if (next !== null) this.#state = next
    return next !== null
  }
}
