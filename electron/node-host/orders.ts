/**
 * The faults that stand in this process: installs rules where they strike, lifts them, and
 * gathers what they did. Everything lives in this process, so its end is the end of its faults.
 *
 * Rules are installed under the id that their action carries; evidence is kept under the fault
 * of the order.
 */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { Address } from '../../core/runtime/machine.ts'
import type { MachineClock } from './clock.ts'
import type { Order } from './control.ts'
import type { Host } from './host.ts'
import type { HostedMachine } from './hosted-machine.ts'
import type { Transport } from './transport/transport.ts'

export interface OrdersOptions {
  readonly host: Host
  readonly transport: Transport
  readonly clock: MachineClock
  readonly machines: readonly HostedMachine[]
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly why: string }
  /** The process must end itself at once, as soon as this was said. */
  | { readonly kind: 'dead' }

const DONE: Outcome = { kind: 'done' }

export class Orders {
  readonly #options: OrdersOptions
  /** Under which fault the evidence of an id is kept, where they differ. */
  readonly #faultOf = new Map<string, string>()
  readonly #resets = new Map<string, NodeJS.Timeout[]>()
  readonly #own = new Map<string, { resets: number; bytesLost: number; commands: number }>()

  constructor(options: OrdersOptions) {
    this.#options = options
  }

  carryOut({ fault, action }: Order): Outcome {
    if ('id' in action) this.#faultOf.set(action.id, fault)
    switch (action.kind) {
      case 'link':
        return this.#link(action)
      case 'disk':
        return this.#onMachine(action.node, (machine) => {
          machine.faults.install(action.id, action.rule)
        })
      case 'clock-step':
        this.#options.clock.step(fault, action.byMs)
        return DONE
      case 'clock-rate':
        this.#options.clock.setRate(action.id, action.partsPerMillion)
        this.#options.host.timers.rearm()
        return DONE
      case 'clock-strobe':
        this.#options.clock.strobe(action.id, action.byMs, action.everyMs)
        return DONE
      case 'lift':
        this.lift(action.id)
        return DONE
      case 'command': {
        const { node, command } = action
        return this.#onMachine(node, () => {
          this.#count(fault).commands++
          this.#options.host.input(node, { kind: 'command', command })
        })
      }
      case 'crash':
        this.#crash(fault, action.crash)
        return { kind: 'dead' }
      default:
        return { kind: 'refused', why: `a host does not carry out ${action.kind}` }
    }
  }

  /** Removes every rule that was installed under `id`, or by the fault of that name. */
  lift(id: string): void {
    const ids = [...this.#faultOf].filter(([, fault]) => fault === id).map(([rule]) => rule)
    for (const rule of new Set([id, ...ids])) this.#liftRule(rule)
  }

  liftAll(): void {
    for (const id of this.#faultOf.keys()) this.#liftRule(id)
  }

  /** What each fault did in this life, zeros left out. */
  evidence(): { [fault: string]: Evidence } {
    const sums = new Map<string, Map<string, number>>()
    const { transport, clock, machines } = this.#options
    const sources: ReadonlyMap<string, Evidence>[] = [
      transport.fates.evidence(),
      clock.evidence(),
      this.#own,
      ...machines.map((machine) => machine.faults.evidence()),
    ]
    for (const source of sources) {
      for (const [id, evidence] of source) {
        const fault = this.#faultOf.get(id) ?? id
        const sum = sums.get(fault) ?? new Map<string, number>()
        sums.set(fault, sum)
        for (const [field, value] of Object.entries(evidence) as [string, number][]) {
          if (value !== 0) sum.set(field, (sum.get(field) ?? 0) + value)
        }
      }
    }
    return Object.fromEntries([...sums].map(([fault, sum]) => [fault, Object.fromEntries(sum)]))
  }

  #link(action: Extract<Action, { kind: 'link' }>): Outcome {
    const { id, from, to, rule } = action
    if (!this.#options.machines.some((machine) => machine.id === from)) {
      return { kind: 'refused', why: `${from} does not run in this process` }
    }
    if (rule.type !== 'reset') {
      this.#options.transport.fates.install(id, from, to, rule)
      return DONE
    }
    const tearDown = (): void => {
      if (this.#options.transport.reset(to)) this.#count(id).resets++
    }
    tearDown()
    const timers = this.#resets.get(id) ?? []
    this.#resets.set(id, [...timers, setInterval(tearDown, rule.everyMs)])
    return DONE
  }

  #crash(fault: string, kind: 'process' | 'power' | 'torn'): void {
    this.#options.host.freeze()
    if (kind === 'process') return
    for (const { log } of this.#options.machines) {
      this.#count(fault).bytesLost += log.losePower(kind === 'torn')
    }
  }

  #onMachine(id: Address, act: (machine: HostedMachine) => void): Outcome {
    const machine = this.#options.machines.find((candidate) => candidate.id === id)
    if (!machine) return { kind: 'refused', why: `${id} does not run in this process` }
    act(machine)
    return DONE
  }

  #liftRule(id: string): void {
    const { transport, clock, host, machines } = this.#options
    transport.fates.lift(id)
    for (const timer of this.#resets.get(id) ?? []) clearInterval(timer)
    this.#resets.delete(id)
    for (const machine of machines) machine.faults.lift(id)
    if (clock.lift(id)) host.timers.rearm()
  }

  #count(id: string): { resets: number; bytesLost: number; commands: number } {
    let counts = this.#own.get(id)
    if (!counts) this.#own.set(id, (counts = { resets: 0, bytesLost: 0, commands: 0 }))
    return counts
  }
}
