/** Every system that Faultline can run, in the order in which lists show them. */
import { abd } from './abd/index.ts'
import { raft } from './raft/index.ts'
import type { System } from './system.ts'

export const SYSTEMS: readonly System[] = [raft, abd]

/** The system of that kind; `undefined` where there is none. */
export function findSystem(kind: string): System | undefined {
  return SYSTEMS.find((system) => system.kind === kind)
}
