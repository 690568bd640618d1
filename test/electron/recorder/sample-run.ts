/**
 * A small run to record: two nodes that talk and one client that asks, stepped through the
 * class that every host uses and written as a host writes, one frame a turn.
 */
import { appendFileSync } from 'node:fs'
import { Prng } from '../../../core/base/prng.ts'
import type { CompleteReport, InvokeReport } from '../../../core/clients/protocol.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import type { Context, Input, Machine } from '../../../core/runtime/machine.ts'
import { Runner } from '../../../core/runtime/runner.ts'
import type { MachineSpec } from '../../../core/runtime/spec.ts'
import type { PlannedFault, RunHeader } from '../../../electron/recorder/contract.ts'
import { frameOf } from '../journal/frame-of.ts'

export const drill: Drill = {
  name: 'leader-loss',
  question: 'What happens?',
  hypothesis: 'Nothing is lost.',
  expect: [],
  tags: [],
  system: { kind: 'toy', nodes: 2, release: 'correct', options: {} },
  workload: { kind: 'register', clients: 1, durationMs: 1000, options: { keys: 1 } },
  schedule: [],
  steady: [],
  recoverWithinMs: 1000,
  check: ['linearizable'],
  abortWhen: [],
  zones: {},
}

export const header: RunHeader = {
  drill,
  source: 'drill: leader-loss\n',
  seed: 'seed-1',
  simulated: false,
  startedAt: '2026-11-21T09:00:00.000Z',
  faultlineVersion: '0.1.0',
}

export const plannedFault: PlannedFault = {
  id: 'f1',
  kind: 'kill',
  target: 'n1',
  parameters: { crash: 'process' },
  apply: [{ kind: 'crash', node: 'n1', crash: 'process' }],
  undo: [{ kind: 'start', node: 'n1' }],
  plannedAtMs: 100,
}

export const verdictDocument: VerdictDocument = {
  run: 'somewhere',
  drill: 'leader-loss',
  system: 'toy',
  release: 'correct',
  seed: 'seed-1',
  simulated: false,
  verdict: 'valid',
  checks: [{ name: 'linearizable', verdict: 'valid', summary: 'all is well', steps: 12 }],
  hypothesis: { statement: 'Nothing is lost.', answer: 'held', measured: [] },
  recovery: { answer: 'recovered', afterMs: 12.5 },
  operations: { ok: 1, fail: 0, info: 0 },
  latencyMs: { p50: 1, p95: 2, p99: 3, p999: 4 },
  throughputPerSecond: 10,
  availability: 1,
  unavailableMs: 0,
  elections: 1,
  faults: [],
  warnings: [],
  durationMs: 1234.5,
}

/** Answers pings, and remembers how many it saw. */
class ToyNode implements Machine {
  #pings = 0

  handle(input: Input, context: Context): void {
    if (input.kind === 'start') context.report({ type: 'became-leader' })
    if (input.kind === 'message') {
      this.#pings++
      context.store({ type: 'ping' })
      context.send(input.from, { type: 'pong' })
      context.send('n9', { type: 'gossip' })
      if (context.prng.integer(0, 4) === 0) context.report({ type: 'lucky' })
    }
  }

  inspect(): { readonly pings: number } {
    return { pings: this.#pings }
  }
}

/** Invokes at each timer, completes at each answer. */
class ToyClient implements Machine {
  #operations = 0

  handle(input: Input, context: Context): void {
    if (input.kind === 'timer') {
      this.#operations++
      const value = this.#operations
      context.report({ type: 'invoke', process: 0, f: 'write', key: 'x', value } as InvokeReport)
      context.send('n1', { type: 'ping' })
    }
    if (input.kind === 'message') {
      const [type, attempts] = ['ok' as const, 1]
      const value = this.#operations
      const common = { process: 0, f: 'write', key: 'x', value, node: 'n1', attempts }
      context.report({ type, ...common } as CompleteReport)
    }
    if (input.kind === 'command') context.report({ type: 'ready' })
  }

  inspect(): { readonly operations: number } {
    return { operations: this.#operations }
  }
}

export function createToy(spec: MachineSpec): Machine {
  return spec.role === 'client' ? new ToyClient() : new ToyNode()
}

function specOf(id: string): MachineSpec {
  if (id.startsWith('n')) {
    const members = ['n1', 'n2']
    return { role: 'node', id, system: 'toy', release: 'correct', members, options: {} }
  }
  const rest = { nodes: ['n1', 'n2'], workload: 'register', index: 0, clients: 1, options: {} }
  return { role: 'client', id, system: 'toy', ...rest }
}

/** One machine that keeps its journal at `path`, all by the clock that it is handed. */
export class SampleMachine {
  readonly #runner: Runner
  readonly #path: string
  readonly written: JournalEntry[] = []
  atUs: number

  constructor(id: string, path: string, incarnation = 1, atUs = 0) {
    const spec = specOf(id)
    const seed = `${id}/${incarnation}`
    this.#runner = new Runner({ machine: createToy(spec), spec, seed, incarnation })
    this.#path = path
    this.atUs = atUs
    const start = this.#runner.local({ kind: 'start', records: [] }, { atUs, now: 0 })
    this.#write([this.#runner.boot(atUs), start.entry])
  }

  local(input: Input, atUs: number): readonly Envelope[] {
    this.atUs = atUs
    const step = this.#runner.local(input, { atUs, now: Math.floor(atUs / 1000) })
    this.#write([step.entry])
    return step.envelopes
  }

  receive(envelope: Envelope, atUs: number): readonly Envelope[] {
    this.atUs = atUs
    const step = this.#runner.receive(envelope, { atUs, now: Math.floor(atUs / 1000) })
    this.#write([step.entry])
    return step.envelopes
  }

  #write(entries: readonly JournalEntry[]): void {
    this.written.push(...entries)
    appendFileSync(this.#path, frameOf(entries))
  }
}

/** Lets `operations` writes happen; every fourth answer is lost on the way. */
export function converse(
  client: SampleMachine,
  node: SampleMachine,
  operations: number,
  seed = 'talk',
): void {
  const prng = new Prng(seed)
  for (let count = 0; count < operations; count++) {
    let atUs = Math.max(client.atUs, node.atUs) + 1000
    const [ping] = client.local({ kind: 'timer', name: 'next' }, atUs)
    atUs += prng.integer(50, 200)
    const [pong] = node.receive(ping as Envelope, atUs)
    node.local({ kind: 'stored', position: count + 1 }, atUs + 10)
    if (count % 4 !== 3) client.receive(pong as Envelope, atUs + prng.integer(50, 200))
  }
}
