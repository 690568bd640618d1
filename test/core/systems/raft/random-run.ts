/**
 * One random run of a few Raft nodes: messages are lost, delayed, doubled and reordered; nodes
 * crash and lose what was not synced; partitions come and go. A client that retries writes one
 * growing number and moves money, another reads the number. All is drawn from one seed.
 *
 * The run returns what went wrong: broken invariants, a read older than an acknowledged write, a
 * command that was applied twice, a node that contradicted itself, or no progress after healing.
 */
import { Prng, ratio } from '../../../../core/base/prng.ts'
import type { Address, Operation, Request, Result } from '../../../../core/runtime/machine.ts'
import type { RaftCommand } from '../../../../core/systems/raft/messages.ts'
import { MiniCluster } from './mini-cluster.ts'
import type { Sent } from './mini-cluster.ts'

export interface RandomRunOptions {
  readonly seed: string
  readonly nodes?: number
  readonly release?: string
  readonly durationMs?: number
  readonly options?: { readonly [name: string]: unknown }
  /** What may go wrong, each as likely as it stands in the list. */
  readonly troubles?: readonly Trouble[]
}

export type Trouble =
  | 'crash'
  | 'crash-leader'
  | 'partition'
  | 'mend'
  | 'loss'
  | 'blackout'
  | 'crash-in-election'
  | 'transfer'
  | 'membership'

const ALL_TROUBLES: readonly Trouble[] = [
  'crash',
  'crash-leader',
  'crash-leader',
  'crash-leader',
  'partition',
  'partition',
  'partition',
  'mend',
  'loss',
  'blackout',
  'crash-in-election',
  'crash-in-election',
  'transfer',
  'membership',
]

export interface RandomRunResult {
  readonly problems: readonly string[]
  readonly acknowledged: number
  readonly leaders: number
  /** How many reports of each type the nodes made. */
  readonly reports: ReadonlyMap<string, number>
}

const NEVER = ratio(0, 1)

/** Nodes that are there to be added. */
const SPARES: readonly Address[] = ['s1', 's2']

interface Pending {
  readonly request: Request
  readonly done: (result: Result, node: Address) => void
}

export function randomRun(given: RandomRunOptions): RandomRunResult {
  return new RandomRun(given).run()
}

class RandomRun {
  readonly #prng: Prng
  readonly #cluster: MiniCluster
  readonly #ids: Address[]
  readonly #size: number
  readonly #troubles: readonly Trouble[]
  readonly #endMs: number
  readonly #events = new EventQueue()
  readonly #problems: string[] = []
  readonly #cut = new Set<string>()
  readonly #pending = new Map<string, Pending>()
  #loss = NEVER
  #maxDelayMs: number
  #maxSyncMs: number
  #calm = false
  #stopping = false
  #session = 0
  #sequence = 0
  #acknowledged = 0
  #applied = 0
  #acked = 0
  #target: Address
  #moved = 0

  constructor({
    seed,
    nodes = 5,
    release,
    durationMs = 6_000,
    options,
    troubles,
  }: RandomRunOptions) {
    this.#prng = new Prng(seed)
    const members = Array.from({ length: nodes }, (_, at) => `n${at + 1}`)
    this.#ids = [...members, ...SPARES]
    this.#size = nodes
    this.#troubles = troubles ?? ALL_TROUBLES
    this.#endMs = durationMs
    this.#target = 'n1'
    this.#maxDelayMs = this.#prng.integer(1, 30)
    this.#maxSyncMs = this.#prng.integer(1, 40)
    this.#cluster = new MiniCluster({
      members,
      seed,
      ...(release === undefined ? {} : { release }),
      spares: SPARES,
      options: {
        heartbeatMs: 20,
        electionTimeoutMs: 100,
        snapshotEntries: 30,
        trailingEntries: 4,
        snapshotChunkBytes: 100,
        ...options,
      },
    })
  }

  run(): RandomRunResult {
    const cluster = this.#cluster
    cluster.onSend = (sent) => this.#transmit(sent)
    cluster.onAnswer = ({ node, request, result }) => this.#answered(node, request, result)
    cluster.onStore = (node) => {
      const { incarnation } = node
      this.#after(this.#prng.integer(1, this.#maxSyncMs), () => {
        if (node.incarnation === incarnation) cluster.sync(node.id)
      })
    }
    cluster.onReport = ({ node, event }) => {
      if (!('role' in event) || event.role !== 'leader' || this.#calm) return
      // A leader that dies young leaves its entries on a few nodes.
      if (this.#prng.integer(0, 2) > 0) return
      this.#after(this.#prng.integer(1, 80), () => this.#crash(node, false))
    }
    cluster.onTimer = (node, name, atMs) => {
      const { incarnation } = node
      this.#events.add(atMs, () => {
        if (node.incarnation === incarnation && node.timers.get(name) === atMs) {
          cluster.fire(node.id, name)
        }
      })
    }
    for (const id of this.#ids) this.#after(this.#prng.integer(0, 50), () => cluster.start(id))
    this.#after(300, () => this.#open())
    this.#after(400, () => this.#readLoop(0))
    this.#after(500, () => this.#trouble())
    try {
      this.#runUntil(this.#endMs)
      this.#heal()
      this.#runUntil(this.#endMs + 2_000)
      this.#stopping = true
      this.#runUntil(this.#endMs + 3_000)
      this.#judgeEnd()
    } catch (error) {
      this.#problems.push(`a node contradicted itself: ${(error as Error).message}`)
    }
    for (const result of cluster.judge()) {
      if (result.verdict !== 'valid') this.#problems.push(`${result.name}: ${result.summary}`)
    }
    const reports = new Map<string, number>()
    let leaders = 0
    for (const { event } of cluster.reports) {
      reports.set(event.type, (reports.get(event.type) ?? 0) + 1)
      if ('role' in event && event.role === 'leader') leaders++
    }
    return { problems: this.#problems, acknowledged: this.#acknowledged, leaders, reports }
  }

  #after(ms: number, action: () => void): void {
    this.#events.add(this.#cluster.now + ms, action)
  }

  #runUntil(endMs: number): void {
    for (let event = this.#events.next(endMs); event !== null; event = this.#events.next(endMs)) {
      this.#cluster.now = event.atMs
      event.action()
    }
  }

  #transmit(sent: Sent): void {
    const copies = !this.#calm && this.#prng.integer(0, 19) === 0 ? 2 : 1
    for (let copy = 0; copy < copies; copy++) {
      if (this.#prng.chance(this.#loss)) continue
      this.#after(this.#prng.integer(0, this.#maxDelayMs), () => {
        if (!this.#cut.has(`${sent.from}>${sent.to}`)) this.#cluster.deliver(sent)
      })
    }
  }

  /** Every so often something breaks or is mended. */
  #trouble(): void {
    if (this.#calm) return
    const prng = this.#prng
    const id = prng.pick(this.#ids)
    const power = prng.integer(0, 1) === 0
    switch (prng.pick(this.#troubles)) {
      case 'crash':
        this.#crash(id, power)
        break
      case 'crash-leader':
        this.#crash(this.#leader() ?? id, power)
        break
      case 'partition':
        this.#partition()
        break
      case 'mend':
        this.#cut.clear()
        break
      case 'loss':
        this.#loss = power ? NEVER : ratio(1, 5)
        break
      case 'blackout':
        this.#blackout()
        break
      case 'crash-in-election':
        this.#crashDuringElection()
        break
      case 'transfer':
        this.#command({ type: 'transfer-leadership' })
        break
      case 'membership':
        this.#changeMembership()
    }
    this.#after(prng.integer(20, 600), () => this.#trouble())
  }

  #crash(id: Address, power: boolean, downMs = { from: 10, to: 500 }): void {
    if (!this.#cluster.node(id).up) return
    this.#cluster.crash(id, power)
    for (const other of this.#ids) {
      this.#after(this.#prng.integer(1, 5), () => {
        this.#cluster.step(other, { kind: 'disconnected', peer: id })
      })
    }
    this.#after(this.#prng.integer(downMs.from, downMs.to), () => this.#restart(id))
  }

  /** The leader goes, and while the others choose another, some of them go for a moment. */
  #crashDuringElection(): void {
    const prng = this.#prng
    this.#crash(this.#leader() ?? prng.pick(this.#ids), true)
    for (const id of prng.shuffle(this.#ids).slice(0, 3)) {
      this.#after(prng.integer(15, 160), () => this.#crash(id, true, { from: 1, to: 20 }))
    }
  }

  #restart(id: Address): void {
    if (!this.#cluster.node(id).up) this.#cluster.start(id)
  }

  #changeMembership(): void {
    const members = this.#prng.shuffle(this.#ids).slice(0, this.#prng.integer(2, this.#size + 1))
    this.#command({ type: 'change-membership', members })
  }

  #command(command: RaftCommand): void {
    const leader = this.#leader()
    if (leader !== null) this.#cluster.step(leader, { kind: 'command', command })
  }

  /** Power fails everywhere at once. */
  #blackout(): void {
    for (const id of this.#ids) this.#crash(id, true)
  }

  #partition(): void {
    this.#cut.clear()
    const shuffled = this.#prng.shuffle(this.#ids)
    const size = this.#prng.integer(1, shuffled.length - 1)
    const oneWay = this.#prng.integer(0, 3) === 0
    for (const left of shuffled.slice(0, size)) {
      for (const right of shuffled.slice(size)) {
        this.#cut.add(`${left}>${right}`)
        if (!oneWay) this.#cut.add(`${right}>${left}`)
      }
    }
  }

  #heal(): void {
    this.#calm = true
    this.#cut.clear()
    this.#loss = NEVER
    this.#maxDelayMs = 2
    this.#maxSyncMs = 2
    for (const id of this.#ids) this.#restart(id)
  }

  #leader(): Address | null {
    for (const id of this.#ids) {
      const node = this.#cluster.node(id)
      if (node.up && node.inspection().role === 'leader') return id
    }
    return null
  }

  /** Sends a request to `node` and hears its first answer, or gives it up after a while. */
  #ask(node: Address, request: Request, done: Pending['done']): void {
    const key = `${request.from}/${node}/${request.session}/${request.sequence}`
    this.#pending.set(key, { request, done })
    this.#after(this.#prng.integer(1, 3), () => this.#cluster.request(node, request))
    this.#after(this.#prng.integer(30, 300), () => {
      if (this.#pending.delete(key)) done({ status: 'info', error: 'timeout' }, node)
    })
  }

  #answered(node: Address, request: Request, result: Result): void {
    // Some answers are lost: that is what retries are for.
    if (!this.#calm && this.#prng.integer(0, 9) === 0) return
    const key = `${request.from}/${node}/${request.session}/${request.sequence}`
    const pending = this.#pending.get(key)
    if (pending === undefined) return
    this.#pending.delete(key)
    this.#after(this.#prng.integer(1, 3), () => pending.done(result, node))
  }

  /** Opens a session and the accounts, each until it is acknowledged. */
  #open(): void {
    this.#until({ f: 'open-session' }, (value) => {
      this.#session = value as number
      const value2 = { accounts: ['a', 'b'], balance: 10_000 }
      this.#until({ f: 'open-accounts', value: value2 }, () => this.#writeLoop())
    })
  }

  /** Retries one request until it is acknowledged; the session makes it apply once. */
  #until(operation: Operation, done: (value: unknown) => void): void {
    const request = {
      from: 'c1',
      session: this.#session,
      sequence: ++this.#sequence,
      operation,
    }
    const attempt = (): void => {
      this.#ask(this.#target, request, (result) => {
        if (result.status === 'ok') {
          this.#acknowledged++
          done(result.value)
          return
        }
        if (result.error === 'session-expired') this.#problems.push('a session expired')
        const hint = result.status === 'fail' ? result.leader : undefined
        this.#target = hint ?? this.#prng.pick(this.#ids)
        this.#after(this.#prng.integer(1, 20), attempt)
      })
    }
    attempt()
  }

  #writeLoop(): void {
    if (this.#stopping) return
    const value = this.#applied + 1
    this.#applied = value
    this.#until({ f: 'write', key: 'x', value }, () => {
      this.#acked = value
      this.#until({ f: 'transfer', value: { from: 'a', to: 'b', amount: 1 } }, () => {
        this.#moved++
        this.#writeLoop()
      })
    })
  }

  /** Reads at a random node: the value must be no older than what was acknowledged before. */
  #readLoop(count: number): void {
    const least = this.#acked
    const node = this.#prng.pick(this.#ids)
    const operation = { f: 'read', key: 'x' }
    const request = { from: 'c2', session: 0, sequence: count, operation }
    this.#ask(node, request, (result) => {
      if (result.status === 'ok' && ((result.value as number | null) ?? 0) < least) {
        this.#problems.push(`${node} read ${result.value}, but ${least} was acknowledged before`)
      }
      this.#after(this.#prng.integer(1, 20), () => this.#readLoop(count + 1))
    })
  }

  #judgeEnd(): void {
    const leader = this.#leader()
    if (leader === null) {
      this.#problems.push('no leader after healing')
      return
    }
    if (this.#acked === 0) this.#problems.push('nothing was acknowledged')
    const { voters, digest, applied } = this.#cluster.node(leader).inspection()
    for (const id of voters) {
      const view = this.#cluster.node(id).inspection()
      if (view.applied < applied) this.#problems.push(`${id} does not catch up after healing`)
      else if (view.digest !== digest) this.#problems.push(`${id} differs from ${leader}`)
    }
    this.#readBalance(leader)
  }

  #readBalance(leader: Address): void {
    const operation = { f: 'read', key: 'b' }
    let moved = NaN
    this.#ask(leader, { from: 'c3', session: 0, sequence: 1, operation }, (result) => {
      moved = result.status === 'ok' ? (result.value as number) - 10_000 : NaN
    })
    this.#runUntil(this.#cluster.now + 400)
    if (moved !== this.#moved) {
      this.#problems.push(`${this.#moved} transfers were acknowledged, but ${moved} were applied`)
    }
  }
}

interface Event {
  readonly atMs: number
  readonly order: number
  readonly action: () => void
}

/** Events by time, then by order of arrival: a binary heap. */
class EventQueue {
  readonly #heap: Event[] = []
  #order = 0

  add(atMs: number, action: () => void): void {
    const event = { atMs, order: this.#order++, action }
    let at = this.#heap.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!earlier(event, this.#heap[parent] as Event)) break
      this.#heap[at] = this.#heap[parent] as Event
      at = parent
    }
    this.#heap[at] = event
  }

  next(endMs: number): Event | null {
    const first = this.#heap[0]
    if (first === undefined || first.atMs > endMs) return null
    const last = this.#heap.pop() as Event
    if (this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(event: Event): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#heap.length) break
      const right = this.#heap[child + 1]
      if (right !== undefined && earlier(right, this.#heap[child] as Event)) child++
      if (!earlier(this.#heap[child] as Event, event)) break
      this.#heap[at] = this.#heap[child] as Event
      at = child
    }
    this.#heap[at] = event
  }
}

function earlier(left: Event, right: Event): boolean {
  return left.atMs !== right.atMs ? left.atMs < right.atMs : left.order < right.order
}
