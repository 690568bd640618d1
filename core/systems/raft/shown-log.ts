/**
 * The log of a Raft node as people read it, one line an entry. It looks at the log and copies
 * nothing, so it costs a node nothing until somebody asks.
 */
import type { LogLine, LogView, Operation } from '../../runtime/machine.ts'
import { isOpening, isPair, isTransfer } from '../../store/operation.ts'
import type { EntryCommand } from './entry.ts'
import type { RaftState } from './state.ts'

/** A longer value is cut. */
const VALUE_LENGTH_MAX = 40

export class ShownLog implements LogView {
  readonly #state: RaftState

  constructor(state: RaftState) {
    this.#state = state
  }

  get base(): number {
    return this.#state.log.base.index
  }

  get lastIndex(): number {
    return this.#state.log.lastIndex
  }

  get commit(): number {
    return this.#state.commit
  }

  entryAt(index: number): object | undefined {
    return this.#state.log.findEntry(index)
  }

  lineAt(index: number): LogLine | undefined {
    const entry = this.#state.log.findEntry(index)
    return entry === undefined ? undefined : { term: entry.term, text: textOf(entry.command) }
  }
}

function textOf(command: EntryCommand): string {
  if (command.kind === 'noop') return 'nothing: opens the term'
  if (command.kind === 'apply') return operationText(command.operation)
  const { voters, outgoing, learners } = command.configuration
  const parts = [`voters ${voters.join(' ')}`]
  if (outgoing.length > 0) parts.push(`outgoing ${outgoing.join(' ')}`)
  if (learners.length > 0) parts.push(`learners ${learners.join(' ')}`)
  return parts.join(', ')
}

function operationText({ f, key, value }: Operation): string {
  if (f === 'write') return `${key} = ${valueText(value)}`
  if (f === 'cas' && isPair(value)) {
    return `${key} = ${valueText(value[1])} if ${valueText(value[0])}`
  }
  if (f === 'transfer' && isTransfer(value)) return `${value.from} to ${value.to}: ${value.amount}`
  if (f === 'open-accounts' && isOpening(value)) {
    return `${value.accounts.length} accounts of ${value.balance}`
  }
  if (f === 'open-session') return 'session'
  return key === undefined ? f : `${f} ${key}`
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(JSON.stringify(value))
  return text.length <= VALUE_LENGTH_MAX ? text : `${text.slice(0, VALUE_LENGTH_MAX - 1)}…`
}
