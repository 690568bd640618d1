/** What a host must offer to be put through the bodies of `bodies.ts`. */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { StepEntry } from '../../core/runtime/journal.ts'
import type { Script } from './script-machine.ts'

export interface ConformanceHost {
  /** Starts the nodes; each runs a `ScriptMachine`. */
  start(nodes: readonly string[]): Promise<void>
  tell(node: string, command: Script): void
  apply(action: Action): Promise<void>
  evidence(): Promise<{ readonly [fault: string]: Evidence }>
  /** What the node's journal holds, over all its lives. */
  steps(node: string): readonly StepEntry[]
  /** `failed`: it ended by itself. */
  state(node: string): 'up' | 'down' | 'failed'
  /** Waits for a condition, in the host's own time; throws when it does not come. */
  until(what: string, condition: () => boolean): Promise<void>
  close(): Promise<void>
}
