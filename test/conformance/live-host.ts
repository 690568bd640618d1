/** The live arm: every node a child process, with real sockets, a real disk and real timers. */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { StepEntry } from '../../core/runtime/journal.ts'
import { flipBit } from '../../electron/node-host/disk/flip-bit.ts'
import { LiveHosts } from '../electron/node-host/live-hosts.ts'
import type { ConformanceHost } from './conformance-host.ts'
import type { Script } from './script-machine.ts'

export class LiveConformanceHost implements ConformanceHost {
  readonly #hosts: LiveHosts
  readonly #taken = new Set<string>()

  private constructor(hosts: LiveHosts) {
    this.#hosts = hosts
  }

  static async create(): Promise<ConformanceHost> {
    return new LiveConformanceHost(await LiveHosts.create())
  }

  async start(nodes: readonly string[]): Promise<void> {
    for (const node of nodes) await this.#hosts.start(node)
  }

  tell(node: string, command: Script): void {
    this.#hosts.tell(node, command)
  }

  async apply(action: Action): Promise<void> {
    switch (action.kind) {
      case 'start':
        this.#taken.delete(action.node)
        return this.#hosts.start(action.node)
      case 'crash':
        this.#taken.add(action.node)
        if (action.crash === 'process') this.#hosts.kill(action.node)
        else await this.#hosts.order(action.node, action)
        await this.#hosts.gone(action.node)
        return
      case 'flip-bit':
        flipBit(this.#hosts.folderOf(action.node), action.where)
        return
      case 'lift':
        for (const node of this.#hosts.names()) await this.#hosts.order(node, action)
        return
      case 'link':
        await this.#hosts.order(action.from, action)
        return
      default:
        await this.#hosts.order(action.node, action)
    }
  }

  async evidence(): Promise<{ readonly [fault: string]: Evidence }> {
    const all: { [fault: string]: Evidence } = {}
    for (const node of this.#hosts.names()) {
      if (this.state(node) === 'up') Object.assign(all, await this.#hosts.evidence(node))
    }
    return all
  }

  steps(node: string): readonly StepEntry[] {
    return this.#hosts.steps(node)
  }

  state(node: string): 'up' | 'down' | 'failed' {
    if (this.#hosts.exit(node) === null) return 'up'
    return this.#taken.has(node) ? 'down' : 'failed'
  }

  until(what: string, condition: () => boolean): Promise<void> {
    return this.#hosts.until(what, condition)
  }

  close(): Promise<void> {
    return this.#hosts.close()
  }
}
