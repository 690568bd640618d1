/** An action in a few words, for error messages. */
import type { Action } from '../../core/faults/action.ts'

export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'crash':
      return action.crash === 'process' ? `crash ${action.node}` : `cut the power of ${action.node}`
    case 'link':
      return `${action.rule.type} ${action.from} -> ${action.to}`
    case 'lift':
      return `lift ${action.id}`
    case 'disk':
      return `${action.rule.type} on ${action.node}`
    case 'flip-bit':
      return `flip a bit of ${action.node}`
    case 'clock-step':
      return `move the clock of ${action.node}`
    case 'clock-rate':
      return `change the rate of the clock of ${action.node}`
    case 'clock-strobe':
      return `let the clock of ${action.node} jump to and fro`
    case 'command':
      return `tell ${action.node} to ${action.command.type}`
    default:
      return `${action.kind} ${action.node}`
  }
}
