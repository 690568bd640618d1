/** The simulated arm: the same machines in virtual time. */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { StepEntry } from '../../core/runtime/journal.ts'
import { createWorld, type World } from '../../core/simulation/world.ts'
import type { ConformanceHost } from './conformance-host.ts'
import { ScriptMachine, scriptSpec, type Script } from './script-machine.ts'

const STEP_MS = 1
const PATIENCE_MS = 30_000

export class SimulatedConformanceHost implements ConformanceHost {
  readonly #seed: string
  #world: World | null = null
  #steps: readonly StepEntry[] = []

  constructor(seed: string) {
    this.#seed = seed
  }

  async start(nodes: readonly string[]): Promise<void> {
    this.#world = createWorld({
      seed: this.#seed,
      nodes: nodes.map((id) => scriptSpec(id, nodes)),
      clients: [],
      createMachine: () => new ScriptMachine(),
      describe: () => undefined as never,
      journal: 'keep',
    })
    await this.until('all nodes are up', () => nodes.every((node) => this.state(node) === 'up'))
  }

  tell(node: string, command: Script): void {
    this.#apply({ kind: 'command', node, command })
  }

  async apply(action: Action): Promise<void> {
    this.#apply(action)
  }

  async evidence(): Promise<{ readonly [fault: string]: Evidence }> {
    return this.#running.evidence()
  }

  steps(node: string): readonly StepEntry[] {
    this.#steps = this.#running
      .journals()
      .flatMap(({ entries }) => entries)
      .filter((entry): entry is StepEntry => entry.kind === 'step')
    return this.#steps.filter(({ machine }) => machine === node)
  }

  state(node: string): 'up' | 'down' | 'failed' {
    const state = this.#running.view().nodes.find((view) => view.node === node)?.state
    return state === 'up' || state === 'failed' ? state : 'down'
  }

  async until(what: string, condition: () => boolean): Promise<void> {
    const deadlineMs = this.#running.nowMs + PATIENCE_MS
    while (!condition()) {
      const { nowMs } = this.#running
      if (nowMs > deadlineMs) throw new Error(`waited in vain: ${what}, seed ${this.#seed}`)
      this.#running.runUntil(nowMs + STEP_MS)
    }
  }

  async close(): Promise<void> {
    this.#world = null
  }

  #apply(action: Action): void {
    const fault = 'id' in action ? action.id : 'f1'
    const applied = this.#running.apply(fault, [action])
    if (applied.kind === 'refused') throw new Error(`${applied.reason}, seed ${this.#seed}`)
  }

  get #running(): World {
    if (!this.#world) throw new Error('the world has not begun')
    return this.#world
  }
}
