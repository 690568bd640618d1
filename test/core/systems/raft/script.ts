/**
 * Golden scripts: a command a line, and underneath what the nodes did. Nothing happens by itself:
 * messages wait until they are delivered, disks until they sync, time until it passes.
 *
 *   nodes n1 n2 n3 [spares n4] [release NAME] [option=value ...]   start a cluster
 *   deliver [N]            N rounds (default: until quiet) of delivering all that waits, and sync
 *   deliver n1 n2          only what waits from n1 to n2, once, without syncing any disk
 *   drop [n1 [n2]]         what waits (from n1) (to n2) is lost
 *   sync n1                its disk catches up
 *   time MS                time passes: timers fire, everything is delivered at once
 *   silence MS             time passes, and whatever is sent is lost
 *   partition n1 n2 | n3   only nodes of one group hear each other
 *   heal
 *   tick n1                its heartbeat interval is over
 *   campaign n1            n1 is told to stand for election
 *   write n1 KEY VALUE [session sequence]   also: add n1 FROM TO AMOUNT [session sequence]
 *   read n1 KEY            also: open n1 (a session), accounts n1 a,b BALANCE
 *   transfer n1 n2         n1 is told to hand over to n2
 *   members n1 n2 n4       the leader n1 is told that n2 and n4 are the members
 *   crash n1 [power]       with power, what was not synced is lost
 *   restart n1
 *   state                  where everybody stands
 *   judge                  the invariants
 */
import type { Address, Message, Operation } from '../../../../core/runtime/machine.ts'
import type { RaftCommand } from '../../../../core/systems/raft/messages.ts'
import type { RaftReport } from '../../../../core/systems/raft/reports.ts'
import { MiniCluster, request } from './mini-cluster.ts'
import type { Answer, Sent } from './mini-cluster.ts'

/** Rounds of delivery after which a script is taken to run in circles. */
const ROUNDS_MAX = 200

/** Runs a script, and returns it with what happened under each command. */
export function runScript(text: string): string {
  const script = new Script()
  const lines: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) lines.push(line)
    if (!line.startsWith('> ')) continue
    if (lines.length > 0 && !(lines[lines.length - 1] as string).startsWith('#')) lines.push('')
    lines.push(line, ...script.run(line.slice(2).trim()))
  }
  return `${lines.join('\n')}\n`
}

class Script {
  #made: MiniCluster | null = null
  #waiting: Sent[] = []
  #log: string[] = []
  #groups: readonly (readonly Address[])[] | null = null
  /** Whether what is sent is lost at once. */
  #silent = false
  readonly #names = new Map<string, string>()

  run(command: string): string[] {
    this.#log = []
    const [verb = '', ...words] = command.split(/\s+/)
    this.#carryOut(verb, words)
    return this.#log
  }

  get #cluster(): MiniCluster {
    if (this.#made === null) throw new Error('a script begins with its nodes')
    return this.#made
  }

  #carryOut(verb: string, words: readonly string[]): void {
    const [first = '', second = '', third = ''] = words
    switch (verb) {
      case 'nodes':
        return this.#begin(words)
      case 'deliver':
        return second === ''
          ? this.#deliver(Number(first || ROUNDS_MAX))
          : this.#pass(first, second)
      case 'drop':
        return this.#drop(first, second)
      case 'sync':
        return this.#cluster.sync(first)
      case 'time':
        return this.#time(Number(first))
      case 'silence':
        return this.#silence(Number(first))
      case 'partition':
        this.#groups = words
          .join(' ')
          .split('|')
          .map((group) => group.trim().split(/\s+/))
        return
      case 'heal':
        this.#groups = null
        return
      case 'tick':
        return this.#cluster.fire(first, 'tick')
      case 'campaign': {
        const { term } = this.#cluster.node(first).inspection()
        const body = { type: 'timeout-now', term } as Message
        return this.#cluster.deliver({ from: first, to: first, body })
      }
      case 'transfer':
        return this.#command(first, { type: 'transfer-leadership', to: second })
      case 'members':
        return this.#command(first, { type: 'change-membership', members: words.slice(1) })
      case 'crash':
        return this.#cluster.crash(first, second === 'power')
      case 'restart':
        return this.#cluster.start(first)
      case 'state':
        return this.#state()
      case 'judge':
        for (const { name, verdict, summary } of this.#cluster.judge()) {
          this.#log.push(`${name}: ${verdict}. ${summary}`)
        }
        return
      default:
        return this.#ask(verb, first, [second, third, ...words.slice(3)])
    }
  }

  #begin(words: readonly string[]): void {
    const members: Address[] = []
    const spares: Address[] = []
    const options: { [name: string]: unknown } = {}
    let release: string | undefined
    let list = members
    for (const word of words) {
      const [name = '', value] = word.split('=')
      if (value !== undefined && name === 'release') release = value
      else if (value !== undefined) options[name] = /^\d+$/.test(value) ? Number(value) : value
      else if (word === 'spares') list = spares
      else list.push(word)
    }
    const cluster = new MiniCluster({
      members,
      spares,
      options,
      seed: 'script',
      ...(release === undefined ? {} : { release }),
    })
    this.#made = cluster
    cluster.onSend = (sent) => {
      if (this.#silent || !this.#connected(sent.from, sent.to)) return
      this.#waiting.push(sent)
    }
    cluster.onAnswer = (answer) => this.#log.push(this.#tellAnswer(answer))
    cluster.onReport = ({ node, event }) => {
      const told = tellReport(event as RaftReport)
      if (told !== null) this.#log.push(`${node} ${told}`)
    }
    for (const id of cluster.nodes.keys()) cluster.start(id)
  }

  #connected(from: Address, to: Address): boolean {
    const groups = this.#groups
    return groups === null || groups.some((group) => group.includes(from) && group.includes(to))
  }

  #hand(sent: Sent): void {
    if (!this.#cluster.node(sent.to).up || !this.#connected(sent.from, sent.to)) return
    this.#log.push(`  ${sent.from} -> ${sent.to} ${tellMessage(sent.body)}`)
    this.#cluster.deliver(sent)
  }

  #deliver(rounds: number): void {
    for (let round = 0; round < rounds; round++) {
      this.#fireDue()
      const batch = this.#waiting
      this.#waiting = []
      for (const sent of batch) this.#hand(sent)
      let synced = false
      for (const node of this.#cluster.nodes.values()) {
        synced ||= node.unsynced.length > 0
        this.#cluster.sync(node.id)
      }
      if (batch.length === 0 && !synced && this.#waiting.length === 0) return
    }
    if (rounds === ROUNDS_MAX) throw new Error('the cluster does not come to rest')
  }

  #pass(from: Address, to: Address): void {
    const chosen = this.#waiting.filter((sent) => sent.from === from && sent.to === to)
    this.#waiting = this.#waiting.filter((sent) => !chosen.includes(sent))
    for (const sent of chosen) this.#hand(sent)
  }

  #drop(from: string, to: string): void {
    const kept = this.#waiting.filter(
      (sent) => (from !== '' && sent.from !== from) || (to !== '' && sent.to !== to),
    )
    this.#log.push(`  ${this.#waiting.length - kept.length} lost`)
    this.#waiting = kept
  }

  /** Time passes and messages flow; only what the nodes report is logged. */
  #time(ms: number): void {
    this.#pace(ms, () => {
      const log = this.#log
      this.#log = []
      this.#deliver(ROUNDS_MAX)
      log.push(...this.#log.filter((line) => !line.startsWith('  ')))
      this.#log = log
    })
  }

  #silence(ms: number): void {
    this.#silent = true
    this.#pace(ms, () => {
      for (const id of this.#cluster.nodes.keys()) this.#cluster.sync(id)
    })
    this.#silent = false
  }

  #pace(ms: number, each: () => void): void {
    const cluster = this.#cluster
    for (let passed = 0; passed < ms; passed++) {
      cluster.now++
      this.#fireDue()
      each()
    }
  }

  #fireDue(): void {
    for (const { id, timers } of this.#cluster.nodes.values()) {
      for (const [name, atMs] of [...timers]) {
        if (atMs <= this.#cluster.now) this.#cluster.fire(id, name)
      }
    }
  }

  #command(node: Address, command: RaftCommand): void {
    this.#cluster.step(node, { kind: 'command', command })
  }

  #ask(verb: string, node: Address, words: readonly string[]): void {
    const [key = '', value = ''] = words
    const operation: Operation | undefined = {
      write: { f: 'write', key, value },
      read: { f: 'read', key },
      open: { f: 'open-session' },
      accounts: {
        f: 'open-accounts',
        value: { accounts: key.split(','), balance: Number(value) },
      },
      add: { f: 'transfer', value: { from: key, to: value, amount: Number(words[2]) } },
    }[verb]
    if (operation === undefined) throw new Error(`there is no command ${verb}`)
    const [session = 0, sequence = 0] = words.slice(verb === 'add' ? 3 : 2).map(Number)
    const asked = request(operation, session, sequence)
    this.#names.set(`${session}/${asked.sequence}`, [verb, ...words].filter(Boolean).join(' '))
    this.#cluster.request(node, asked)
  }

  #tellAnswer({ node, request: { session, sequence }, result }: Answer): string {
    const name = this.#names.get(`${session}/${sequence}`) ?? 'a request'
    if (result.status === 'ok') {
      return `${node} answers ${name}: ok${'value' in result ? ` ${JSON.stringify(result.value)}` : ''}`
    }
    const hint = 'leader' in result ? ` (${result.leader})` : ''
    return `${node} answers ${name}: ${result.status} ${result.error}${hint}`
  }

  #state(): void {
    for (const node of this.#cluster.nodes.values()) {
      if (!node.up) {
        this.#log.push(`${node.id} down`)
        continue
      }
      const { role, term, commit, lastIndex, snapshot, voters, outgoing } = node.inspection()
      const joint = outgoing.length > 0 ? ` and ${outgoing.join(' ')}` : ''
      this.#log.push(
        `${node.id} ${role} term=${term} commit=${commit} last=${lastIndex} ` +
          `snapshot=${snapshot} voters=${voters.join(' ')}${joint}`,
      )
    }
  }
}

function tellMessage(body: Message): string {
  const fields = Object.entries(body)
    .filter(([name]) => !['type', 'configuration', 'chain', 'lastTerm'].includes(name))
    .map(([name, value]) => {
      if (name === 'entries') return `entries=${(value as readonly unknown[]).length}`
      if (name === 'text') return `text=${(value as string).length}`
      return `${name}=${String(value)}`
    })
  return [body.type, ...fields].join(' ')
}

function tellReport(report: RaftReport): string | null {
  switch (report.type) {
    case 'role':
      return `is ${report.role} in term ${report.term}`
    case 'truncate':
      return `drops its entries from ${report.from} on`
    case 'commit':
      return `commits up to ${report.index}`
    case 'snapshot':
      return `takes a snapshot at ${report.index}`
    case 'restored':
      return `begins with a log after ${report.index}`
    case 'membership': {
      const { voters, outgoing, learners } = report.configuration
      const joint = outgoing.length > 0 ? ` and ${outgoing.join(' ')}` : ''
      const extra = learners.length > 0 ? `, learners ${learners.join(' ')}` : ''
      return `sees committed: voters ${voters.join(' ')}${joint}${extra}`
    }
    case 'refused':
      return `refuses ${report.command}: ${report.reason}`
    case 'transfer':
      return `hands over to ${report.to}: ${report.outcome}`
    default:
      return null
  }
}
