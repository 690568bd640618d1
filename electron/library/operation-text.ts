/** One operation in a few words: `write k0 = 7`, `read k0 -> 4`, `cas k0: 3 -> 5`. */

export interface ToldOperation {
  readonly f: string
  readonly key: string | null
  /** What was asked for; undefined for nothing. */
  readonly input: unknown
  /** What was answered; undefined for nothing. */
  readonly output: unknown
  readonly result: 'ok' | 'fail' | 'info'
}

const VALUE_SHOWN_MAX = 60

export function operationText({ f, key, input, output, result }: ToldOperation): string {
  const on = key === null ? f : `${f} ${shortened(key)}`
  if (f === 'cas' && Array.isArray(input) && input.length === 2) {
    return `${on}: ${valueText(input[0])} -> ${valueText(input[1])}`
  }
  const asked = isNothing(input) ? on : `${on} = ${valueText(input)}`
  const told = result === 'ok' && JSON.stringify(output) !== JSON.stringify(input)
  return told && !(isNothing(output) && !isNothing(input))
    ? `${asked} -> ${valueText(output)}`
    : asked
}

export function valueText(value: unknown): string {
  if (isNothing(value)) return 'nothing'
  return shortened(typeof value === 'string' ? `"${value}"` : JSON.stringify(value))
}

function shortened(text: string): string {
  return text.length > VALUE_SHOWN_MAX ? `${text.slice(0, VALUE_SHOWN_MAX - 1)}…` : text
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}
