/**
 * All processes of one run: makes them, starts each life of theirs with what it must know, and
 * hears what they say. What is done to them, and why, is decided elsewhere.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeState } from '../../core/drills/world.ts'
import type { Address } from '../../core/runtime/machine.ts'
import type { ClientSpec, MachineSpec } from '../../core/runtime/spec.ts'
import { CORRECT } from '../../core/runtime/spec.ts'
import { HOST_EXIT } from '../node-host/control.ts'
import type { Boot, FromHost } from '../node-host/control.ts'
import { wipeDisk } from '../node-host/disk/disk-folder.ts'
import { journalPath } from '../node-host/journal/journal-writer.ts'
import { createAuthority } from './certificates.ts'
import type { CertificateAuthority } from './certificates.ts'
import type { ClusterParts } from './cluster-parts.ts'
import type { ClusterOptions } from './contract.ts'
import { EvidenceBook } from './evidence-book.ts'
import type { Exit } from './exit-reason.ts'
import { ManagedProcess } from './managed-process.ts'
import * as plan from './plan-processes.ts'
import type { NodeChange } from './plan-processes.ts'
import { RegistryBook } from './registry.ts'
import { SupervisedProcess } from './supervised-process.ts'
import { Watchdog } from './watchdog.ts'

export interface FleetOptions {
  readonly cluster: ClusterOptions
  readonly parts: ClusterParts
  /** A node changed its state. */
  readonly changed: () => void
}

/** One life of a node, other than the first. */
export interface NodeStart extends NodeChange {
  readonly node: Address
  readonly wipe?: boolean
}

export class Fleet {
  readonly book = new EvidenceBook()
  readonly #options: ClusterOptions
  readonly #parts: ClusterParts
  readonly #changed: () => void
  readonly #epochMs: number
  readonly #registry: RegistryBook
  readonly #managed = new Map<string, ManagedProcess>()
  readonly #watchdog: Watchdog
  #authority: Promise<CertificateAuthority> | null = null
  #closed = false

  constructor({ cluster, parts, changed }: FleetOptions) {
    this.#options = cluster
    this.#parts = parts
    this.#changed = changed
    const sinceStartMs = Number(process.hrtime.bigint() - cluster.startedAtNs) / 1e6
    this.#epochMs = Math.round(Date.now() - sinceStartMs)
    this.#registry = new RegistryBook((registry) => {
      for (const managed of this.all()) managed.process.post({ kind: 'registry', registry })
    })
    this.#watchdog = new Watchdog(
      cluster.removeFolderOnDeath === true ? { folder: cluster.folder } : {},
    )
    for (const node of plan.initialNodes(cluster)) this.#manage(node, [node])
    if (cluster.workload.clients > 0) {
      this.#manage(plan.CLIENTS_PROCESS, plan.clientNames(cluster))
    }
  }

  all(): readonly ManagedProcess[] {
    return [...this.#managed.values()]
  }

  nodes(): readonly ManagedProcess[] {
    return this.all().filter(({ name }) => name !== plan.CLIENTS_PROCESS)
  }

  clients(): ManagedProcess | undefined {
    return this.#managed.get(plan.CLIENTS_PROCESS)
  }

  /** Throws where the cluster has no such machine. */
  processOf(machine: Address): ManagedProcess {
    const found =
      this.#managed.get(machine) ?? this.all().find(({ machines }) => machines.includes(machine))
    if (found === undefined || machine === plan.CLIENTS_PROCESS) {
      throw new Error(`there is no ${machine} in this cluster`)
    }
    return found
  }

  /** Starts every process; waits for all, also when one has failed. */
  async startAll(): Promise<void> {
    this.#watchdog.begin()
    const clients = plan.clientSpecs(this.#options)
    const started = this.all().map((managed) => {
      const own = plan.isNodeName(managed.name)
      return this.#launch(managed, own ? {} : { clients })
    })
    const outcomes = await Promise.allSettled(started)
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /**
   * False when the node runs already. A node that starts and then gives up by itself, because
   * of its disk or a broken invariant, was started: the view says what became of it.
   */
  async startNode(start: NodeStart): Promise<boolean> {
    const { node } = start
    if (!plan.isNodeName(node)) throw new Error(`${node} is not the name of a node`)
    const managed = this.#managed.get(node) ?? this.#manage(node, [node])
    return managed.inTurn(async () => {
      if (managed.process.running) return false
      if (start.wipe === true) wipeDisk(managed.folder)
      try {
        await this.#launch(managed, start)
      } catch (error) {
        const exit = managed.process.lastExit
        const gaveUp = exit?.code === HOST_EXIT.disk || exit?.code === HOST_EXIT.invariant
        if (!gaveUp) throw error
      }
      return true
    })
  }

  /** Ends every process and then the watchdog; nothing can be started afterwards. */
  async stopAll(): Promise<void> {
    this.#closed = true
    await Promise.all(this.all().map(({ process }) => process.stop()))
    await this.#watchdog.release()
  }

  #manage(name: string, machines: readonly Address[]): ManagedProcess {
    const process = new SupervisedProcess({
      name,
      entry: this.#parts.entry,
      spawn: this.#parts.spawn,
      watchdog: this.#watchdog,
      heard: (message, incarnation) => this.#heard(managed, message, incarnation),
      changed: () => this.#changedState(managed),
      exited: (exit, reason) => this.#exited(managed, exit, reason),
    })
    const managed = new ManagedProcess({
      process,
      machines,
      folder: join(this.#options.folder, name),
      release: plan.isNodeName(name) ? this.#options.system.release : CORRECT,
    })
    this.#managed.set(name, managed)
    return managed
  }

  async #launch(
    managed: ManagedProcess,
    change: NodeChange & { readonly clients?: readonly ClientSpec[] },
  ): Promise<void> {
    this.#authority ??= createAuthority()
    const authority = await this.#authority
    const credentials = await authority.issue(managed.name, managed.machines)
    if (this.#closed) throw new Error(`${managed.name} was not started: the cluster is stopping`)
    if (managed.process.incarnation === 0) this.#makeFolder(managed)
    const specs: readonly MachineSpec[] = change.clients ?? [
      plan.nodeSpec(this.#options, managed.name, change),
    ]
    managed.release = change.release ?? this.#options.system.release
    managed.forgetInspections()
    await managed.process.start((incarnation): Boot => {
      return {
        kind: 'boot',
        folder: managed.folder,
        startedAtNs: this.#options.startedAtNs,
        epochMs: this.#epochMs,
        machines: plan.machineBoots(specs, this.#options.seed, incarnation),
        credentials,
        registry: this.#registry.list(),
        journal: this.#options.journal,
        rules: managed.rules.forBoot(managed.machines[0] ?? managed.name),
      }
    })
  }

  #makeFolder(managed: ManagedProcess): void {
    mkdirSync(managed.folder, { recursive: true, mode: 0o700 })
    if (!this.#options.journal) return
    this.#options.listener.journal(managed.name, journalPath(managed.folder))
  }

  #heard(managed: ManagedProcess, message: FromHost, incarnation: number): void {
    const { name } = managed
    const { listener } = this.#options
    switch (message.kind) {
      case 'listening':
        return this.#registry.listening(managed.machines, message.port)
      case 'started':
        return
      case 'summary': {
        const { atUs, operations, reports, clockOffsetMs, machines } = message
        managed.inspected(machines)
        managed.rules.clockHeard(clockOffsetMs)
        return listener.summary({ process: name, atUs, operations, reports, clockOffsetMs })
      }
      case 'answer':
        if ('inspections' in message.value) managed.inspected(message.value.inspections)
        if ('evidence' in message.value) {
          this.book.hostSaid(name, incarnation, message.value.evidence)
        }
        return
      case 'trouble':
        if (message.evidence !== undefined) this.book.hostSaid(name, incarnation, message.evidence)
        return listener.trouble(name, message.trouble, message.detail, message.atUs)
    }
  }

  #exited(managed: ManagedProcess, exit: Exit, reason: string | undefined): void {
    this.#registry.gone(managed.machines)
    managed.forgetInspections()
    if (reason === undefined) return
    // A disk that was made to fail took its node along: that is what the fault did.
    const rule = managed.rules.list().find(({ action }) => action.kind === 'disk')
    if (exit.code === HOST_EXIT.disk && rule !== undefined) {
      this.book.saw(rule.fault, { exits: 1 })
      this.book.away(rule.fault, managed.name, performance.now())
    }
    if (managed.name === plan.CLIENTS_PROCESS) {
      const atUs = Number(process.hrtime.bigint() - this.#options.startedAtNs) / 1_000
      this.#options.listener.trouble(managed.name, 'invariant', reason, Math.floor(atUs))
    }
  }

  #changedState(managed: ManagedProcess): void {
    const states: readonly NodeState[] = ['down', 'failed']
    if (states.includes(managed.process.state)) managed.forgetInspections()
    if (managed.name !== plan.CLIENTS_PROCESS) this.#changed()
  }
}
