/**
 * Networks by what they promise, for drills that ask what an algorithm needs of its links.
 *
 * By what arrives (Cachin, Guerraoui and Rodrigues, "Introduction to Reliable and Secure
 * Distributed Programming", section 2.4): `reliable` links lose and repeat nothing; `fair-lossy`
 * ones lose some, but what is sent again and again arrives; `arbitrary` ones also damage messages
 * and bring old ones back much later. No message is made up: frames are authenticated and
 * checksummed, so all that a hostile network can do is drop, delay, repeat and spoil.
 *
 * By when it arrives (section 2.5): `synchronous` within a bound that never breaks; `asynchronous`
 * with no bound at all; `partially-synchronous` like the second until a moment that nobody knows,
 * and like the first from there on.
 *
 * Each becomes good for good with the liveness phase of a drill, or when the drill says so.
 *
 * Faults of a drill come on top of any of them. The default of a drill is `reliable`.
 */
import { ratio } from '../base/prng.ts'
import type { NetworkName } from '../drills/drill.ts'
import type { Delay } from '../faults/action.ts'
import type { NetworkProfile } from './network.ts'

/** What every message of a good network takes at most, us. */
const BOUND_US = 5_000

const SOON: Delay = { shape: 'uniform', fromMs: 1, toMs: 10 }
/** Old messages: an earlier term, an earlier session. */
const MUCH_LATER: Delay = { shape: 'heavy-tail', medianMs: 500, maximumMs: 30_000 }
/** Half of them are later than a heartbeat, and some later than any timeout. */
const UNBOUNDED: Delay = { shape: 'heavy-tail', medianMs: 60, maximumMs: 30_000 }

const WITHIN_BOUND = { latencyFromUs: 200, latencyToUs: BOUND_US, ordered: false } as const

export const NETWORK_PRESETS: { readonly [Name in NetworkName]: Partial<NetworkProfile> } = {
  reliable: { ordered: true },
  'fair-lossy': {
    ordered: false,
    inFlightMaximum: 1_024,
    nature: { loss: ratio(1, 100), repeat: { probability: ratio(1, 100), after: SOON } },
  },
  arbitrary: {
    ordered: false,
    inFlightMaximum: 1_024,
    nature: {
      loss: ratio(1, 200),
      damage: ratio(1, 200),
      repeat: { probability: ratio(2, 100), after: MUCH_LATER },
      late: { probability: ratio(2, 100), by: UNBOUNDED },
    },
  },
  synchronous: WITHIN_BOUND,
  'partially-synchronous': {
    ...WITHIN_BOUND,
    nature: {
      loss: ratio(1, 100),
      late: { probability: ratio(10, 100), by: UNBOUNDED },
      stabilises: { fromMs: 10_000, toMs: 40_000 },
    },
  },
  asynchronous: {
    ordered: false,
    nature: { late: { probability: ratio(10, 100), by: UNBOUNDED } },
  },
}
