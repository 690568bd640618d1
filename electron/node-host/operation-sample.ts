/**
 * A few of the operations that ended, for people who watch. What clients write may be large and
 * what they read larger; a sample keeps what fits on a line and no more, because it is taken on
 * the path of every operation.
 */
import type { CompleteReport, InvokeReport } from '../../core/clients/protocol.ts'
import type { Address } from '../../core/runtime/machine.ts'

export interface OperationSample {
  readonly client: Address
  readonly f: string
  readonly key: string | null
  /** What was asked for and what was answered, shortened; absent for nothing. */
  readonly input?: unknown
  readonly output?: unknown
  readonly result: 'ok' | 'fail' | 'info'
  /** When it ended, microseconds since the run began. */
  readonly atUs: number
  readonly latencyUs: number
  readonly error?: string
}

const TEXT_MAX = 64
const MEMBERS_MAX = 8
const TOO_LARGE = '…'

export function sampleOperation(
  client: Address,
  asked: { readonly report: InvokeReport; readonly atUs: number },
  ended: { readonly report: CompleteReport; readonly atUs: number },
): OperationSample {
  const { f, key, value: input } = asked.report
  const { type, value: output, error } = ended.report
  return {
    client,
    f,
    key: key === undefined ? null : shortText(key),
    ...(input !== undefined && { input: shortValue(input) }),
    ...(output !== undefined && { output: shortValue(output) }),
    result: type,
    atUs: ended.atUs,
    latencyUs: ended.atUs - asked.atUs,
    ...(error !== undefined && { error: shortText(error) }),
  }
}

function shortValue(value: unknown): unknown {
  if (typeof value === 'string') return shortText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length > MEMBERS_MAX ? TOO_LARGE : value.map(shortMember)
  const members: { [name: string]: unknown } = {}
  let count = 0
  for (const name in value) {
    if (++count > MEMBERS_MAX) return TOO_LARGE
    members[shortText(name)] = shortMember((value as { readonly [name: string]: unknown })[name])
  }
  return members
}

function shortMember(value: unknown): unknown {
  if (typeof value === 'string') return shortText(value)
  return typeof value === 'object' && value !== null ? TOO_LARGE : value
}

function shortText(text: string): string {
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}${TOO_LARGE}` : text
}
