/** One line for people about a step of a machine. */
import type { StepEntry } from '../../core/runtime/journal.ts'

export const SUMMARY_LENGTH_MAX = 120

export function summaryOf({ input, reports }: StepEntry): string {
  const told = reports.map((report) => report.type)
  const line = [lineOf(input), ...told].join('; ')
  return line.length <= SUMMARY_LENGTH_MAX ? line : `${line.slice(0, SUMMARY_LENGTH_MAX - 1)}…`
}

function lineOf(input: StepEntry['input']): string {
  switch (input.kind) {
    case 'start':
      return `started with ${input.records.length} records`
    case 'message':
      return `${input.body.type} from ${input.from}`
    case 'timer':
      return `timer ${input.name}`
    case 'request': {
      const { from, operation } = input.request
      return `${operation.f}${operation.key === undefined ? '' : ` ${operation.key}`} for ${from}`
    }
    case 'stored':
      return `stored up to ${input.position}`
    case 'command':
      return `command ${input.command.type}`
    case 'disconnected':
      return `connection from ${input.peer} closed`
  }
}
