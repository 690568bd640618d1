/**
 * A few host processes for tests, with just enough of a supervisor: it starts them, talks to
 * them, hands out the registry, and leaves none behind. Waiting is always for a condition.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createAuthority,
  type CertificateAuthority,
} from '../../../electron/cluster/certificates.ts'
import type {
  Answer,
  Boot,
  Credentials,
  FromHost,
  Order,
  ToHost,
} from '../../../electron/node-host/control.ts'
import { readJournalFile } from '../../../electron/journal/format.ts'
import { journalPath } from '../../../electron/node-host/journal/journal-writer.ts'
import type { JournalEntry, StepEntry } from '../../../core/runtime/journal.ts'
import type { Action } from '../../../core/faults/action.ts'
import { scriptSpec, type Script } from '../../conformance/script-machine.ts'

const ENTRY = join(import.meta.dirname, 'fixture-main.ts')
const WAIT_MS = 20_000
const POLL_MS = 3
const LAST_WORDS_MS = 300

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface StartOptions {
  /** Machines of the process; absent: one, of the process's own name. */
  readonly machines?: readonly string[]
  readonly credentials?: Credentials
  readonly rules?: readonly Order[]
  readonly journal?: boolean
  /** Another program than the one whose machines follow a script. */
  readonly entry?: string
}

interface Life {
  readonly child: ChildProcess
  readonly machines: readonly string[]
  readonly heard: FromHost[]
  errors: string
  exit: Exit | null
}

export class LiveHosts {
  readonly folder = mkdtempSync(join(tmpdir(), 'faultline-hosts-'))
  readonly authority: CertificateAuthority
  readonly startedAtNs = process.hrtime.bigint()
  readonly #lives = new Map<string, Life>()
  readonly #incarnations = new Map<string, number>()
  readonly #ports = new Map<string, number>()
  #asks = 0

  private constructor(authority: CertificateAuthority) {
    this.authority = authority
  }

  static async create(): Promise<LiveHosts> {
    return new LiveHosts(await createAuthority())
  }

  /** Resolves when the process has started its machines, or has ended. */
  async start(name: string, options: StartOptions = {}): Promise<void> {
    const machines = options.machines ?? [name]
    const credentials = options.credentials ?? (await this.authority.issue(name, machines))
    const child = spawn(process.execPath, [options.entry ?? ENTRY, name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    })
    const life: Life = { child, machines, heard: [], errors: '', exit: null }
    this.#lives.set(name, life)
    child.on('message', (message) => this.#hear(life, message as FromHost))
    child.stderr?.on('data', (text: Buffer) => (life.errors += text.toString()))
    // `close` comes when all that it said was heard; after a lost channel it may not come at all.
    child.on('close', (code, signal) => (life.exit = { code, signal }))
    child.on('exit', (code, signal) => {
      setTimeout(() => (life.exit ??= { code, signal }), LAST_WORDS_MS)
    })
    const incarnation = (this.#incarnations.get(name) ?? 0) + 1
    this.#incarnations.set(name, incarnation)
    const boot: Boot = {
      kind: 'boot',
      folder: this.folderOf(name),
      startedAtNs: this.startedAtNs,
      epochMs: 1_600_000_000_000,
      machines: machines.map((id) => ({
        spec: scriptSpec(id, machines),
        seed: `test/${id}/${incarnation}`,
        incarnation,
      })),
      credentials,
      registry: Object.fromEntries(this.#ports),
      journal: options.journal ?? true,
      rules: options.rules ?? [],
    }
    child.send(boot)
    await this.until(`${name} has started`, () => this.#settled(life))
  }

  /** Every process that was ever started. */
  names(): string[] {
    return [...this.#lives.keys()]
  }

  folderOf(name: string): string {
    return join(this.folder, name)
  }

  port(machine: string): number {
    return this.#ports.get(machine) as number
  }

  pid(name: string): number {
    return this.#life(name).child.pid as number
  }

  exit(name: string): Exit | null {
    return this.#life(name).exit
  }

  /** Everything of one kind that this life of the process said. */
  heard<Kind extends FromHost['kind']>(
    name: string,
    kind: Kind,
  ): Extract<FromHost, { kind: Kind }>[] {
    type Told = Extract<FromHost, { kind: Kind }>
    return this.#life(name).heard.filter((message): message is Told => message.kind === kind)
  }

  troubles(name: string): string[] {
    return this.heard(name, 'trouble').map(({ trouble, detail }) => `${trouble}: ${detail}`)
  }

  post(name: string, message: ToHost): void {
    const { child } = this.#life(name)
    if (child.connected) child.send(message, () => undefined)
  }

  tell(machine: string, command: Script, name = machine): void {
    this.post(name, { kind: 'command', machine, command })
  }

  async ask(name: string, question: (ask: number) => ToHost): Promise<Answer> {
    const ask = ++this.#asks
    this.post(name, question(ask))
    const find = (): Answer | undefined =>
      this.heard(name, 'answer').find((answer) => answer.ask === ask)?.value
    await this.until(`${name} answers`, () => find() !== undefined || this.exit(name) !== null)
    return find() ?? { refused: 'the process ended' }
  }

  order(name: string, action: Action, fault = 'id' in action ? action.id : 'f1'): Promise<Answer> {
    return this.ask(name, (ask) => ({ kind: 'order', ask, order: { fault, action } }))
  }

  async evidence(name: string): Promise<Extract<Answer, { evidence: unknown }>['evidence']> {
    const answer = await this.ask(name, (ask) => ({ kind: 'evidence', ask }))
    return 'evidence' in answer ? answer.evidence : {}
  }

  entries(name: string): readonly JournalEntry[] {
    return readJournalFile(journalPath(this.folderOf(name))).entries
  }

  steps(machine: string, name = machine): readonly StepEntry[] {
    return this.entries(name).filter(
      (entry): entry is StepEntry => entry.kind === 'step' && entry.machine === machine,
    )
  }

  kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): void {
    const life = this.#life(name)
    for (const machine of life.machines) this.#ports.delete(machine)
    life.child.kill(signal)
  }

  /** Lets go of the leash, as a supervisor that dies does. */
  disconnect(name: string): void {
    this.#life(name).child.disconnect()
  }

  async gone(name: string): Promise<Exit> {
    await this.until(`${name} is gone`, () => this.exit(name) !== null)
    return this.exit(name) as Exit
  }

  /** Waits for a condition, and says which when it does not come. */
  async until(what: string, condition: () => boolean): Promise<void> {
    const deadline = performance.now() + WAIT_MS
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`waited in vain: ${what}\n${this.#state()}`)
      await sleep(POLL_MS)
    }
  }

  async close(): Promise<void> {
    for (const { child, exit } of this.#lives.values()) if (!exit) child.kill('SIGKILL')
    for (const name of this.#lives.keys()) await this.gone(name)
    rmSync(this.folder, { recursive: true, force: true })
  }

  #hear(life: Life, message: FromHost): void {
    life.heard.push(message)
    if (message.kind !== 'listening') return
    for (const machine of life.machines) this.#ports.set(machine, message.port)
    const registry = Object.fromEntries(this.#ports)
    for (const name of this.#lives.keys()) this.post(name, { kind: 'registry', registry })
  }

  #settled(life: Life): boolean {
    return life.exit !== null || life.heard.some((message) => message.kind === 'started')
  }

  #life(name: string): Life {
    const life = this.#lives.get(name)
    if (!life) throw new Error(`${name} was never started`)
    return life
  }

  #state(): string {
    const lines = [...this.#lives].map(([name, { exit, errors }]) => {
      const troubles = this.troubles(name).join('; ')
      return `${name}: ${exit ? JSON.stringify(exit) : 'runs'} ${troubles} ${errors}`
    })
    return lines.join('\n')
  }
}
