/**
 * One machine in this process: its runner, its gate and its disk. It turns the effects of a step
 * into what the host has to do, in the order in which it must be done.
 */
import type { Step } from '../../core/runtime/runner.ts'
import { Runner } from '../../core/runtime/runner.ts'
import { Gate } from '../../core/runtime/gate.ts'
import type { Envelope } from '../../core/runtime/envelope.ts'
import type { Address, DiskRecord, Machine } from '../../core/runtime/machine.ts'
import type { MachineBoot } from './control.ts'
import type { DiskFaults } from './disk/disk-faults.ts'
import type { DiskLog } from './disk/disk-log.ts'
import type { MachineTimers } from './machine-timers.ts'

export interface HostedMachineOptions {
  readonly boot: MachineBoot
  readonly machine: Machine
  readonly records: readonly DiskRecord[]
  readonly log: DiskLog
  readonly faults: DiskFaults
}

export class HostedMachine {
  readonly id: Address
  readonly runner: Runner
  readonly log: DiskLog
  readonly faults: DiskFaults
  /** What the disk kept; given to the machine with `start`. */
  readonly records: readonly DiskRecord[]
  readonly #gate = new Gate<Envelope>()

  constructor({ boot, machine, records, log, faults }: HostedMachineOptions) {
    const { spec, seed, incarnation } = boot
    this.id = spec.id
    this.runner = new Runner({ machine, spec, seed, incarnation })
    this.records = records
    this.log = log
    this.faults = faults
  }

  /** Hands the effects of `step` to the disk and the timers; returns true when it stored. */
  carryOut(step: Step, timers: MachineTimers, release: Envelope[]): boolean {
    let stored = false
    let envelope = 0
    for (const effect of step.effects) {
      switch (effect.kind) {
        case 'send':
        case 'reply': {
          const next = step.envelopes[envelope++] as Envelope
          if (this.#gate.admit(next, effect.early)) release.push(next)
          break
        }
        case 'store':
          this.#gate.stored(effect.position)
          this.log.append(effect.record, effect.position)
          stored = true
          break
        case 'rewrite':
          this.#gate.stored(effect.position)
          this.log.rewrite(effect.records, effect.position)
          stored = true
          break
        case 'set-timer':
          timers.set(this.id, effect.name, effect.afterMs)
          break
        case 'clear-timer':
          timers.clear(this.id, effect.name)
          break
        case 'report':
          break
      }
    }
    return stored
  }

  /** The disk has reached `position`: what waited for it may leave. */
  durable(position: number, release: Envelope[]): void {
    for (const envelope of this.#gate.durable(position)) release.push(envelope)
  }
}
