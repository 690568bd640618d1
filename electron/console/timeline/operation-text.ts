/** An operation in one short line: `write x = 7`, `read x -> 4`, `cas x 4 -> 5`. */
import type { HistoryOperation } from '../../../core/history/operation.ts'

const TEXT_LENGTH_MAX = 120

export function operationText({ f, key, input, output, outcome }: HistoryOperation): string {
  const on = key === undefined ? f : `${f} ${key}`
  return shorten(on + askedText(f, input) + answeredText(f, input, output, outcome))
}

function askedText(f: string, input: unknown): string {
  if (input === undefined || input === null) return ''
  if (f === 'cas' && Array.isArray(input) && input.length === 2) {
    return ` ${valueText(input[0])} -> ${valueText(input[1])}`
  }
  return f === 'write' ? ` = ${valueText(input)}` : ` ${valueText(input)}`
}

function answeredText(
  f: string,
  input: unknown,
  output: unknown,
  outcome: HistoryOperation['outcome'],
): string {
  if (outcome !== 'ok' || output === undefined) return ''
  if (f !== 'read' && JSON.stringify(input) === JSON.stringify(output)) return ''
  return ` -> ${valueText(output)}`
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return shorten(typeof value === 'string' ? value : String(JSON.stringify(value)))
}

function shorten(text: string): string {
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX - 1)}…`
}
