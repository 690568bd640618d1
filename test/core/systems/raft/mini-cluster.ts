/**
 * A few Raft nodes over bare `Stepper`s, with everything in the hands of the test: it decides
 * which message arrives, when a disk syncs and what a crash takes. Duties of a host as in
 * `core/README.md`; no time passes unless the test says so.
 */
import type {
  Checker,
  CheckResult,
  NodeReport,
  Recording,
} from '../../../../core/checkers/checker.ts'
import type { Effect } from '../../../../core/runtime/effect.ts'
import type {
  Address,
  DiskRecord,
  Input,
  Machine,
  Message,
  Operation,
  Request,
  Result,
} from '../../../../core/runtime/machine.ts'
import { CORRECT } from '../../../../core/runtime/spec.ts'
import { Stepper } from '../../../../core/runtime/stepper.ts'
import { raft } from '../../../../core/systems/raft/index.ts'
import type { RaftInspection } from '../../../../core/systems/raft/inspect.ts'

export interface Sent {
  readonly from: Address
  readonly to: Address
  readonly body: Message
}

export interface Answer {
  readonly node: Address
  readonly request: Request
  readonly result: Result
}

type StoreEffect = Extract<Effect, { readonly kind: 'store' | 'rewrite' }>
type Leaving = Extract<Effect, { readonly kind: 'send' | 'reply' }>

/** One node: its machine while it is up, its disk always. */
export class MiniNode {
  readonly id: Address
  stepper: Stepper | null = null
  incarnation = 0
  durable: DiskRecord[] = []
  unsynced: StoreEffect[] = []
  held: { readonly position: number; readonly effect: Leaving }[] = []
  readonly timers = new Map<string, number>()

  constructor(id: Address) {
    this.id = id
  }

  get up(): boolean {
    return this.stepper !== null
  }

  inspection(): RaftInspection {
    if (this.stepper === null) throw new Error(`${this.id} is down`)
    return this.stepper.inspect() as RaftInspection
  }

  write(effect: StoreEffect): void {
    if (effect.kind === 'rewrite') this.durable = [...effect.records]
    else this.durable.push(effect.record)
  }
}

export interface MiniOptions {
  readonly members: readonly Address[]
  /** Nodes that exist but are not members from the start. */
  readonly spares?: readonly Address[]
  readonly release?: string
  readonly options?: { readonly [name: string]: unknown }
  readonly seed?: string
}

export class MiniCluster {
  readonly nodes = new Map<Address, MiniNode>()
  readonly reports: NodeReport[] = []
  readonly #options: MiniOptions
  now = 0

  /** What leaves a node; the test puts its network and its clients here. */
  onSend: (sent: Sent) => void = () => undefined
  onAnswer: (answer: Answer) => void = () => undefined
  onReport: (report: NodeReport) => void = () => undefined

  constructor(options: MiniOptions) {
    this.#options = options
    for (const id of [...options.members, ...(options.spares ?? [])]) {
      this.nodes.set(id, new MiniNode(id))
    }
  }

  node(id: Address): MiniNode {
    const node = this.nodes.get(id)
    if (node === undefined) throw new Error(`there is no node ${id}`)
    return node
  }

  start(id: Address): void {
    const node = this.node(id)
    node.incarnation++
    const seed = `${this.#options.seed ?? 'mini'}/${id}/${node.incarnation}`
    node.stepper = new Stepper({ machine: this.#machine(id), id, seed })
    this.step(id, { kind: 'start', records: structuredClone(node.durable) })
  }

  /** `power` loses what was not synced; otherwise the operating system keeps it. */
  crash(id: Address, power: boolean): void {
    const node = this.node(id)
    if (!power) for (const effect of node.unsynced) node.write(effect)
    node.stepper = null
    node.unsynced = []
    node.held = []
    node.timers.clear()
  }

  /** Delivers one input; nothing happens at a node that is down. */
  step(id: Address, input: Input): void {
    const node = this.node(id)
    if (node.stepper === null) return
    for (const effect of node.stepper.step(input, this.now)) this.#carryOut(node, effect)
  }

  deliver({ from, to, body }: Sent): void {
    this.step(to, { kind: 'message', from, body: structuredClone(body) })
  }

  request(id: Address, request: Request): void {
    this.step(id, { kind: 'request', request: structuredClone(request) })
  }

  /** The disk of `id` catches up; what waited for it leaves. */
  sync(id: Address): void {
    const node = this.node(id)
    if (!node.up || node.unsynced.length === 0) return
    for (const effect of node.unsynced) node.write(effect)
    const position = (node.unsynced[node.unsynced.length - 1] as StoreEffect).position
    node.unsynced = []
    const held = node.held
    node.held = []
    for (const { effect } of held) this.#leave(node, effect)
    this.step(id, { kind: 'stored', position })
  }

  fire(id: Address, name: string): void {
    const node = this.node(id)
    node.timers.delete(name)
    this.step(id, { kind: 'timer', name })
  }

  recording(): Recording {
    return {
      workload: { kind: 'none', options: {} },
      history: [],
      reports: this.reports,
      finalStates: [],
    }
  }

  /** The results of all invariants. */
  judge(): CheckResult[] {
    return raft.invariants.map((checker: Checker) => checker.check(this.recording(), 10_000_000))
  }

  #machine(id: Address): Machine {
    const release = this.#options.release ?? CORRECT
    const spec = {
      role: 'node',
      id,
      system: 'raft',
      release,
      members: this.#options.members,
      options: this.#options.options ?? {},
    } as const
    if (release === CORRECT) return raft.createNode(spec)
    const mutant = raft.mutants.find(({ name }) => name === release)
    if (mutant === undefined) throw new Error(`there is no mutant ${release}`)
    return mutant.createNode(spec)
  }

  #carryOut(node: MiniNode, effect: Effect): void {
    switch (effect.kind) {
      case 'store':
      case 'rewrite':
        node.unsynced.push(structuredClone(effect))
        return
      case 'send':
      case 'reply': {
        const last = node.unsynced[node.unsynced.length - 1]
        if (effect.early || last === undefined) this.#leave(node, effect)
        else node.held.push({ position: last.position, effect })
        return
      }
      case 'set-timer':
        node.timers.set(effect.name, this.now + effect.afterMs)
        return
      case 'clear-timer':
        node.timers.delete(effect.name)
        return
      case 'report': {
        const { id, incarnation } = node
        const told = { atUs: this.now * 1000, node: id, incarnation, event: effect.event }
        this.reports.push(told)
        this.onReport(told)
      }
    }
  }

  #leave(node: MiniNode, effect: Leaving): void {
    if (effect.kind === 'send') this.onSend({ from: node.id, to: effect.to, body: effect.body })
    else this.onAnswer({ node: node.id, request: effect.request, result: effect.result })
  }
}

let requests = 0

/** A request without a session, unless one is given. */
export function request(operation: Operation, session = 0, sequence = 0): Request {
  requests++
  return { from: 'c1', session, sequence: sequence === 0 ? requests : sequence, operation }
}
