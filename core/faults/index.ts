/** Every fault there is, by group; the order of lists. */
import type { Fault } from './fault.ts'
import { ADD_NODE } from './add-node.ts'
import { BAD_RELEASE } from './bad-release.ts'
import { BIT_FLIP } from './bit-flip.ts'
import { CLOCK_DRIFT } from './clock-drift.ts'
import { CLOCK_JUMP } from './clock-jump.ts'
import { CLOCK_OFFSET } from './clock-offset.ts'
import { CLOCK_STROBE } from './clock-strobe.ts'
import { CORRUPT } from './corrupt.ts'
import { CRASH_LOOP } from './crash-loop.ts'
import { CUT } from './cut.ts'
import { DELAY } from './delay.ts'
import { DUPLICATE } from './duplicate.ts'
import { FLAP } from './flap.ts'
import { FSYNC_ERROR } from './fsync-error.ts'
import { IO_ERROR } from './io-error.ts'
import { KILL } from './kill.ts'
import { LOSS } from './loss.ts'
import { LOSSY } from './lossy.ts'
import { NO_SPACE } from './no-space.ts'
import { PARTITION } from './partition.ts'
import { PAUSE } from './pause.ts'
import { POWER_LOSS } from './power-loss.ts'
import { REMOVE_NODE } from './remove-node.ts'
import { REORDER } from './reorder.ts'
import { REPLACE_NODE } from './replace-node.ts'
import { RESET } from './reset.ts'
import { RESTART } from './restart.ts'
import { ROLLING_RESTART } from './rolling-restart.ts'
import { SLOW_FSYNC } from './slow-fsync.ts'
import { STOP } from './stop.ts'
import { THROTTLE } from './throttle.ts'
import { TORN_WRITE } from './torn-write.ts'
import { TRANSFER_LEADERSHIP } from './transfer-leadership.ts'
import { WRONG_CONFIGURATION } from './wrong-configuration.ts'

export const FAULTS: readonly Fault[] = [
  KILL,
  STOP,
  RESTART,
  PAUSE,
  CRASH_LOOP,
  PARTITION,
  CUT,
  DELAY,
  LOSS,
  DUPLICATE,
  REORDER,
  CORRUPT,
  THROTTLE,
  RESET,
  LOSSY,
  FLAP,
  CLOCK_OFFSET,
  CLOCK_JUMP,
  CLOCK_DRIFT,
  CLOCK_STROBE,
  SLOW_FSYNC,
  FSYNC_ERROR,
  POWER_LOSS,
  TORN_WRITE,
  BIT_FLIP,
  NO_SPACE,
  IO_ERROR,
  BAD_RELEASE,
  WRONG_CONFIGURATION,
  ROLLING_RESTART,
  ADD_NODE,
  REMOVE_NODE,
  REPLACE_NODE,
  TRANSFER_LEADERSHIP,
]

/** The fault of that kind; `undefined` where there is none. */
export function findFault(kind: string): Fault | undefined {
  return FAULTS.find((fault) => fault.kind === kind)
}
