/** Whether anything may be broken by hand at this moment of a drill. Pure. */
import type { Phase } from '../../../core/drills/decision.ts'
import type { RoomStanding } from '../../../electron/ipc/shapes/room.ts'

/** Why not, in a few words; null where it may. The drill itself refuses by the same rule. */
export function whyNotBreak(standing: RoomStanding['kind'], phase: Phase): string | null {
  if (standing === 'starting' || phase === 'warm-up') return 'once the clients work'
  if (standing === 'running' && phase === 'drill') return null
  return 'the time for faults is over'
}
