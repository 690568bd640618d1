/**
 * How one event changed its machine. The states of a moment are those after its last step, so where
 * the event is the machine's only one at that moment, the states before and at it tell; where it is
 * not, that life is run again up to it.
 */
import type { StateChange } from '../../../ipc/shapes/timeline.ts'
import type { EventPlace } from '../messages.ts'
import type { ReplayedStep } from './replay-step.ts'
import type { StateIndex } from './state-index.ts'

/** Less than any two moments differ by: times are whole microseconds. */
const JUST_BEFORE_US = 0.01

const TOO_DEEP =
  'several steps of the machine fall on this microsecond, and the run is too long to tell them apart'

export async function changeBy(
  { machine, atUs, kind, stepsThen }: EventPlace,
  states: StateIndex,
  replayed: () => Promise<ReplayedStep | null>,
): Promise<StateChange> {
  if (kind === 'lost' || kind === 'boot') return { kind: 'nothing' }
  const before = states.of(machine, atUs - JUST_BEFORE_US)
  const after = states.of(machine, atUs)
  if (after.inspection === null)
    return { kind: 'unknown', reason: 'no state is known of this step' }
  if (stepsThen === 1) return { kind: 'step', before, after }
  const step = await replayed()
  if (step === null) return { kind: 'unknown', reason: TOO_DEEP }
  return { kind: 'step', before: { ...after, ...step.before }, after: { ...after, ...step.after } }
}
