/**
 * The live cluster, as the contract offers it: one process for each node, one for all clients,
 * all on this computer. Each idea behind it has a file of its own (`README.md`).
 */
import type { ClientCommand } from '../../core/clients/protocol.ts'
import type { ClusterView } from '../../core/drills/world.ts'
import type { Action } from '../../core/faults/action.ts'
import type { Address } from '../../core/runtime/machine.ts'
import { applyActions } from './apply-actions.ts'
import { REAL_PARTS } from './cluster-parts.ts'
import type { ClusterParts } from './cluster-parts.ts'
import type { Cluster, ClusterOptions } from './contract.ts'
import type { EvidenceByFault } from './evidence.ts'
import { Fleet } from './fleet.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { haltAll } from './halt.ts'
import { performAction } from './perform-action.ts'
import type { ActionGround } from './perform-action.ts'
import { clientNames } from './plan-processes.ts'
import { OWN_DOING } from './standing-rules.ts'
import { clusterView } from './view.ts'
import type { Describe } from './view.ts'

/** How long what is only asked for may take; beyond it the last answer counts. */
const REFRESH_WITHIN_MS = 200

/** Starts nothing yet. Throws where the system is unknown. */
export function createCluster(options: ClusterOptions, parts: ClusterParts = REAL_PARTS): Cluster {
  return new LiveCluster(options, parts)
}

class LiveCluster implements Cluster {
  readonly #fleet: Fleet
  readonly #describe: Describe
  readonly #clients: readonly Address[]
  readonly #ground: ActionGround
  #stopped: Promise<void> | null = null
  #halts = 0

  constructor(options: ClusterOptions, parts: ClusterParts) {
    this.#describe = parts.describe(options.system.kind)
    this.#clients = clientNames(options)
    const fleet = new Fleet({
      cluster: options,
      parts,
      changed: () => options.listener.changed(this.view()),
    })
    this.#fleet = fleet
    this.#ground = {
      processOf: (machine) => fleet.processOf(machine),
      processes: () => fleet.all(),
      startNode: (action) => fleet.startNode(action),
      flipBit: (folder, where) => parts.flipBit(folder, where),
      book: fleet.book,
    }
  }

  async start(): Promise<void> {
    try {
      await this.#fleet.startAll()
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  view(): ClusterView {
    return clusterView(this.#fleet.nodes(), this.#clients, this.#describe)
  }

  async refresh(): Promise<ClusterView> {
    const up = this.#fleet.nodes().filter(({ process }) => process.state === 'up')
    await Promise.all(
      up.map(({ process }) => process.ask((ask) => ({ kind: 'inspect', ask }), REFRESH_WITHIN_MS)),
    )
    return this.view()
  }

  apply(fault: string, actions: readonly Action[]): Promise<void> {
    const halts = this.#halts
    return applyActions(
      actions,
      (action) => performAction(fault, action, this.#ground),
      () => {
        if (this.#stopped !== null) return 'the cluster is stopping'
        return halts === this.#halts ? null : 'everything was halted meanwhile'
      },
    )
  }

  async evidence(): Promise<EvidenceByFault> {
    await gatherEvidence(this.#fleet.all(), REFRESH_WITHIN_MS)
    const total = this.#fleet.book.total(performance.now())
    return Object.fromEntries(Object.entries(total).filter(([fault]) => fault !== OWN_DOING))
  }

  tellClients(command: ClientCommand, client?: Address): void {
    for (const machine of client === undefined ? this.#clients : [client]) {
      this.#fleet.clients()?.process.post({ kind: 'command', machine, command })
    }
  }

  async halt(): Promise<{
    readonly lifted: number
    readonly resumed: number
    readonly tookMs: number
  }> {
    this.#halts++
    const beganAtMs = performance.now()
    const outcome = await haltAll(this.#fleet.all(), this.#fleet.book)
    return { ...outcome, tookMs: Math.round(performance.now() - beganAtMs) }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#fleet.stopAll()
    return this.#stopped
  }
}
