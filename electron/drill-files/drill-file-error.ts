/** What is wrong with a drill file, where a person finds it. */

export interface DrillFileError {
  /** Path of the file as it was given; `--set PATH=VALUE` for what an override brought in. */
  readonly file: string
  /** From 1. An override has one line, and its value begins at the column. */
  readonly line: number
  readonly column: number
  /** One sentence without a full stop. */
  readonly message: string
  /** What would be right there; empty where there is nothing to say. */
  readonly expected: string
}

/** More are counted, not printed. */
const PRINTED_MAXIMUM = 20

/** `leader-loss.yaml:14:21: unknown fault "kil" (did you mean "kill"?); expected one of ...`. */
export function formatDrillFileError(error: DrillFileError): string {
  const { file, line, column, message, expected } = error
  const place = file.startsWith('--set ') ? file : `${file}:${line}:${column}`
  return `${place}: ${message}${expected === '' ? '' : `; expected ${expected}`}`
}

/** One line for each error. */
export function formatDrillFileErrors(errors: readonly DrillFileError[]): string {
  const lines = errors.slice(0, PRINTED_MAXIMUM).map(formatDrillFileError)
  const rest = errors.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')
}
