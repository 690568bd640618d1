/** A world that does what a test says: time, clients and leaders, and decisions as lines. */
import { expect } from 'vitest'
import type { Decision } from '../../../core/drills/decision.ts'
import { Director, type Moment } from '../../../core/drills/director.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { Measurements } from '../../../core/drills/measurements.ts'
import { FAULTS } from '../../../core/faults/index.ts'
import { drillOf, viewOf, type ScriptedCluster } from './scripted.ts'

const STEP_MS = 50

export class World {
  readonly director: Director
  readonly measurements = new Measurements()
  readonly lines: string[] = []
  cluster: ScriptedCluster = { nodes: 5, leader: 'n1' }
  serving = true
  finishing = true
  atMs = 0
  #working = false
  #startedMs = 0

  constructor(changes: Partial<Drill> = {}) {
    this.director = new Director({ drill: drillOf(changes), seed: 'a', faults: FAULTS })
  }

  pass(ms: number): this {
    for (let passed = 0; passed < ms; passed += STEP_MS) this.step()
    return this
  }

  /** Lets time pass until the workload has run for `ms`. */
  until(ms: number): this {
    while (this.director.phase === 'warm-up') this.step()
    while (this.atMs - this.#startedMs < ms && this.director.phase !== 'done') this.step()
    return this
  }

  finish(): this {
    for (let step = 0; step < 4000 && this.director.phase !== 'done'; step++) this.step()
    expect(this.director.phase).toBe('done')
    return this
  }

  step(): void {
    this.atMs += STEP_MS
    if (this.#working && this.serving) {
      this.measurements.completed(this.atMs, { okUs: [2000], fail: 0, info: 0 })
    }
    for (const decision of this.director.advance(this.moment())) this.carryOut(decision)
  }

  moment(): Moment {
    return { atMs: this.atMs, view: viewOf(this.cluster), measurements: this.measurements }
  }

  carryOut(decision: Decision): void {
    if (decision.kind === 'phase' && decision.phase === 'drill') this.#startedMs = this.atMs
    const time = this.#startedMs === 0 ? '-' : this.atMs - this.#startedMs
    this.lines.push(`${time} ${told(decision)}`)
    if (decision.kind !== 'clients') return
    const { type } = decision.command
    this.#working = type === 'begin'
    if (type === 'setup') {
      for (const client of ['c1', 'c2']) this.measurements.clientReported(client, 'ready')
    } else if (type === 'final' && this.finishing) {
      for (const client of ['c1', 'c2']) this.measurements.clientReported(client, 'finished')
    }
  }
}

export function told(decision: Decision): string {
  switch (decision.kind) {
    case 'phase':
      return decision.phase
    case 'clients':
      return `clients ${decision.command.type}`
    case 'apply':
      return `apply ${decision.fault.id} ${decision.fault.kind} ${decision.fault.target}`
    case 'step':
      return `step ${decision.id} ${decision.actions.map(({ kind }) => kind).join(' ')}`
    case 'undo':
      return `undo ${decision.id}`
    case 'warning':
      return `warning ${decision.text}`
    case 'abort':
      return `abort ${decision.reason}`
  }
}
