/**
 * The world's own proof of store before send (`core/README.md`, duty 3). It asks the disk, not
 * the gate that holds sends back: a gate with a bug cannot vouch for itself.
 */
import { assert } from '../base/assert.ts'
import type { Envelope } from '../runtime/envelope.ts'

/** A send or a reply on its way out of a host. */
export interface Outgoing {
  readonly envelope: Envelope
  /** Position of the last record that its machine had stored when it asked for this. */
  readonly after: number
  readonly early: boolean
}

/** Throws `InvariantError` when `outgoing` overtakes a record that it must not overtake. */
export function assertStored(outgoing: Outgoing, durablePosition: number): void {
  if (outgoing.early || outgoing.after <= durablePosition) return
  const { from, to, body } = outgoing.envelope
  const message = `${from} sent ${body.type} to ${to} after record ${outgoing.after}`
  assert(false, `${message}, but its disk is durable only up to ${durablePosition}`)
}
