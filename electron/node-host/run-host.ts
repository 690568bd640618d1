/**
 * A host process from its first message to its last: waits for `boot`, reads the disks, opens
 * the port, starts the machines, and then does what the supervisor says. What ends a process,
 * and with which exit code, is decided here and nowhere else.
 */
import { mkdirSync } from 'node:fs'
import { InvariantError } from '../../core/base/assert.ts'
import { Prng } from '../../core/base/prng.ts'
import type { Address, Machine } from '../../core/runtime/machine.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import type { HostChannel } from './channel.ts'
import { MachineClock } from './clock.ts'
import { HOST_EXIT, type Answer, type Boot, type ToHost } from './control.ts'
import { DiskFaults } from './disk/disk-faults.ts'
import { logPath } from './disk/disk-folder.ts'
import { openDiskLog } from './disk/disk-log.ts'
import { Host, type Failure } from './host.ts'
import { HostedMachine } from './hosted-machine.ts'
import { NO_JOURNAL, openJournal, type JournalWriter } from './journal/journal-writer.ts'
import { LAST_WORDS_MS, STOP_WITHIN_MS } from './limits.ts'
import { Orders } from './orders.ts'
import { Transport } from './transport/transport.ts'
import { Troubles } from './troubles.ts'

/** How the process ends: with an exit code, or by SIGKILL as after a loss of power. */
export type End = number | 'killed'

export interface RunHostOptions {
  readonly channel: HostChannel
  readonly createMachine: (spec: MachineSpec) => Machine
  /** Ends the process. Called once; where it returns (in tests), nothing runs afterwards. */
  readonly exit: (end: End) => void
  /** Words for standard error. */
  readonly log: (text: string) => void
}

export interface RunningHost {
  /** Finishes what is under way and ends the process in order. */
  stop(): void
  /** Ends the process because of an error that nobody caught. */
  fail(error: unknown): void
}

export function runHost(options: RunHostOptions): RunningHost {
  const process = new HostProcess(options)
  options.channel.listen(
    (message) => process.handle(message),
    () => process.orphaned(),
  )
  return { stop: () => process.stop(), fail: (error) => process.fail('invariant', error) }
}

/** What exists once the process has booted. */
interface Running {
  readonly clock: MachineClock
  readonly host: Host
  readonly orders: Orders
  readonly transport: Transport
  readonly machines: readonly HostedMachine[]
  readonly journal: JournalWriter
  readonly troubles: Troubles
}

class HostProcess {
  readonly #options: RunHostOptions
  #running: Running | null = null
  #booted = false
  #stopping = false
  #ended = false

  constructor(options: RunHostOptions) {
    this.#options = options
  }

  handle(message: ToHost): void {
    if (this.#ended) return
    if (message.kind === 'boot') {
      this.#boot(message)
      return
    }
    if (message.kind === 'stop') {
      this.stop()
      return
    }
    const running = this.#running
    if (!running) {
      if ('ask' in message) this.#answer(message.ask, { refused: 'the host has not booted' })
      return
    }
    switch (message.kind) {
      case 'registry':
        running.transport.register(message.registry)
        return
      case 'command':
        running.host.input(message.machine, { kind: 'command', command: message.command })
        return
      case 'inspect':
        this.#answer(message.ask, { inspections: running.host.inspect() })
        return
      case 'evidence':
        this.#answer(message.ask, { evidence: running.orders.evidence() })
        return
      case 'lift':
        running.orders.lift(message.fault)
        this.#answer(message.ask, { done: true })
        return
      case 'order': {
        const outcome = running.orders.carryOut(message.order)
        if (outcome.kind === 'done') this.#answer(message.ask, { done: true })
        else if (outcome.kind === 'refused') this.#answer(message.ask, { refused: outcome.why })
        else {
          const evidence = running.orders.evidence()
          this.#ended = true
          this.#answer(message.ask, { evidence }, () => this.#options.exit('killed'))
        }
      }
    }
  }

  /** The supervisor is gone: no fault may outlive it, and neither may this process. */
  orphaned(): void {
    if (this.#ended) return
    this.#ended = true
    this.#running?.orders.liftAll()
    this.#shut()
    this.#options.exit(HOST_EXIT.orphaned)
  }

  /** Finishes what is under way and ends, within a bounded time. */
  stop(): void {
    if (this.#ended || this.#stopping) return
    this.#stopping = true
    const running = this.#running
    if (!running) {
      this.#end(HOST_EXIT.stopped)
      return
    }
    running.host.endTurn()
    const deadline = performance.now() + STOP_WITHIN_MS
    const wait = (): void => {
      if (this.#ended) return
      if (running.host.busy && performance.now() < deadline) setTimeout(wait, 1)
      else this.#end(HOST_EXIT.stopped)
    }
    wait()
  }

  /** The process cannot go on. */
  fail(failure: Failure, error: unknown): void {
    if (this.#ended) return
    this.#options.log(describe(error))
    const { channel } = this.#options
    const { clock, orders } = this.#running ?? {}
    channel.send({
      kind: 'trouble',
      trouble: failure,
      detail: describe(error),
      atUs: clock?.atUs() ?? 0,
      ...(orders && { evidence: orders.evidence() }),
    })
    this.#end(failure === 'invariant' ? HOST_EXIT.invariant : HOST_EXIT.disk)
  }

  #boot(boot: Boot): void {
    if (this.#booted) return
    this.#booted = true
    try {
      this.#running = this.#build(boot)
    } catch (error) {
      // A spec of a system that does not exist is an assertion; the rest is files and folders.
      this.fail(error instanceof InvariantError ? 'invariant' : 'disk-error', error)
      return
    }
    if (this.#running) void this.#open(this.#running, boot)
    else this.#end(HOST_EXIT.disk)
  }

  /** Builds everything from what the disks hold; null when a disk is damaged. */
  #build(boot: Boot): Running | null {
    mkdirSync(boot.folder, { recursive: true, mode: 0o700 })
    const clock = new MachineClock(boot)
    const { channel } = this.#options
    const troubles = new Troubles(
      (message) => channel.send(message),
      () => clock.atUs(),
    )
    const journal = boot.journal ? openJournal(boot.folder) : NO_JOURNAL
    const machines: HostedMachine[] = []
    for (const machine of boot.machines) {
      const hosted = this.#openMachine(boot.folder, machine, troubles, () => host)
      if (!hosted) return null
      machines.push(hosted)
    }
    const transport = new Transport({
      credentials: boot.credentials,
      machines: new Set(machines.map((machine) => machine.id)),
      prng: new Prng(boot.machines[0]?.seed ?? 'host').fork('links'),
      nowMs: () => clock.trueMs(),
      receive: (envelope, source) => host.receive(envelope, source),
      disconnected: (peer) => host.inputToAll({ kind: 'disconnected', peer }),
      trouble: (trouble, source, detail) => troubles.tell(trouble, source, detail),
    })
    const host: Host = new Host({
      clock,
      machines,
      clients: clientsOf(boot),
      journal,
      transmit: (envelopes) => transport.send(envelopes),
      send: (message, sent) => channel.send(message, sent),
      failed: (failure, error) => this.fail(failure, error),
    })
    const orders = new Orders({ host, transport, clock, machines })
    return { clock, host, orders, transport, machines, journal, troubles }
  }

  #openMachine(
    folder: string,
    boot: Boot['machines'][number],
    troubles: Troubles,
    host: () => Host,
  ): HostedMachine | null {
    const { id } = boot.spec
    const faults = new DiskFaults()
    const machine = this.#options.createMachine(boot.spec)
    const opened = openDiskLog({
      path: logPath(folder, id),
      faults,
      cutsDamage: machine.cutsDamage?.() === true,
      durable: (position) => host().durable(id, position),
      failed: (why) => host().fail('disk-error', new Error(`the disk of ${id}: ${why}`)),
    })
    if (opened.kind === 'damaged') {
      const detail = `the log of ${id} is damaged at byte ${opened.offset}: ${opened.why}`
      this.#options.log(detail)
      troubles.tell('damaged-log', id, detail)
      return null
    }
    if (opened.cutBytes > 0) {
      const detail = `${opened.cutBytes} bytes at the end of the log of ${id} were torn and cut off`
      troubles.tell('torn-log', id, detail)
    }
    return new HostedMachine({ boot, machine, records: opened.records, log: opened.log, faults })
  }

  async #open(running: Running, boot: Boot): Promise<void> {
    const { transport, orders, host } = running
    try {
      transport.register(boot.registry)
      const port = await transport.listen()
      if (this.#ended) return
      this.#options.channel.send({ kind: 'listening', port })
      for (const order of boot.rules) orders.carryOut(order)
      host.start()
      if (this.#isEnded()) return
      const restored = running.machines.reduce((sum, { records }) => sum + records.length, 0)
      this.#options.channel.send({ kind: 'started', restoredRecords: restored })
    } catch (error) {
      host.fail('invariant', error)
    }
  }

  #answer(ask: number, value: Answer, sent?: () => void): void {
    this.#options.channel.send({ kind: 'answer', ask, value }, sent)
  }

  /** Ends the process when the supervisor has heard everything. */
  #end(code: number): void {
    this.#ended = true
    this.#running?.host.freeze()
    this.#running?.troubles.flush()
    this.#shut()
    const { channel, exit } = this.#options
    let left = false
    const leave = (): void => {
      if (!left) exit(code)
      left = true
    }
    setTimeout(leave, LAST_WORDS_MS).unref()
    channel.whenSent(leave)
  }

  #shut(): void {
    const running = this.#running
    if (!running) return
    running.transport.close()
    running.journal.close()
  }

  #isEnded(): boolean {
    return this.#ended
  }
}

function clientsOf(boot: Boot): ReadonlySet<Address> {
  const clients = boot.machines.filter(({ spec }) => spec.role === 'client')
  return new Set(clients.map(({ spec }) => spec.id))
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
