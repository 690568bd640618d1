/** What can happen in the simulated world, beside what its caller asks for. */
import type { Envelope } from '../runtime/envelope.ts'
import type { Input } from '../runtime/machine.ts'
import type { SimulatedHost } from './host.ts'
import type { Link, Reset } from './network.ts'

/** A message reaches its receiver. */
export interface Arrival {
  readonly kind: 'arrival'
  readonly host: SimulatedHost
  readonly link: Link
  /** The connection that carries it; what a torn connection carried is lost. */
  readonly connection: number
  readonly envelope: Envelope
  readonly corrupt: boolean
}

/** The host itself has a word for its machine: a connection closed, an operator's command. */
export interface LocalInput {
  readonly kind: 'input'
  readonly host: SimulatedHost
  readonly input: Input
}

/** Something of one life of a host is due: it has started, a timer, the end of a sync. */
export interface LifeEvent {
  readonly kind: 'boot' | 'wake' | 'synced'
  readonly host: SimulatedHost
  /** The incarnation that it belongs to; for any other it means nothing. */
  readonly life: number
}

export interface ResetDue {
  readonly kind: 'reset'
  readonly reset: Reset
}

export type HostEvent = Arrival | LocalInput | LifeEvent

export type WorldEvent = HostEvent | ResetDue
