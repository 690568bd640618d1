/**
 * Short stories of transactions: `ax1 ry12` appends 1 to x and reads [1, 2] from y, `wx1 rx_` is
 * the same with registers. Without other words, all of them run at the same time, each by a
 * process of its own.
 */
import { finish } from '../../../../core/checkers/property.ts'
import type { Judgement } from '../../../../core/checkers/property.ts'
import { listAppend, rwRegister } from '../../../../core/checkers/transactions/index.ts'
import type { TransactionOptions } from '../../../../core/checkers/transactions/index.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'

export type Micro = readonly [string, string, unknown]

export interface Part {
  readonly text: string
  readonly outcome: 'ok' | 'fail' | 'info'
  readonly process?: number
}

export interface Story {
  readonly parts: readonly (string | Part)[]
  /** Each transaction begins after the one before it has ended. */
  readonly oneByOne?: boolean
  readonly registers?: boolean
}

export const failed = (text: string): Part => ({ text, outcome: 'fail' })
export const unknown = (text: string): Part => ({ text, outcome: 'info' })
export const by = (process: number, text: string): Part => ({ text, outcome: 'ok', process })

export function eventsOf({ parts, oneByOne, registers }: Story): HistoryEvent[] {
  const events: HistoryEvent[] = []
  const endings: (() => void)[] = []
  const busy = new Map<number, () => void>()
  for (const [place, one] of parts.entries()) {
    const part = typeof one === 'string' ? { text: one, outcome: 'ok' as const } : one
    const process = ('process' in part ? part.process : undefined) ?? 100 + place
    const answer = part.text.split(' ').map((text) => readMicro(text, registers === true))
    const asked = answer.map(([f, key, value]) => [f, key, f === 'r' ? null : value])
    busy.get(process)?.()
    note('invoke', process, asked)
    let ended = false
    const end = (): void => {
      if (!ended) note(part.outcome, process, part.outcome === 'ok' ? answer : asked)
      ended = true
    }
    busy.set(process, end)
    if (oneByOne === true) end()
    else endings.push(end)
  }
  for (const end of endings) end()
  return events

  function note(type: HistoryEvent['type'], process: number, value: unknown): void {
    const index = events.length
    events.push({ index, time: index * 1000, process, type, f: 'txn', value })
  }
}

function readMicro(text: string, registers: boolean): Micro {
  const [f, key, ...digits] = text as unknown as [string, string, ...string[]]
  if (f === 'a' || f === 'w') return [f === 'a' ? 'append' : 'w', key, Number(digits[0])]
  if (!registers) return ['r', key, digits.map(Number)]
  return ['r', key, digits[0] === '_' ? null : Number(digits[0])]
}

export function judgeEvents(
  events: readonly HistoryEvent[],
  options: Partial<TransactionOptions> & { readonly registers?: boolean } = {},
): Judgement {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const { registers, ...asked } = options
  const property = registers === true ? rwRegister : listAppend
  const wanted: TransactionOptions = { budget: 10_000_000, ...asked }
  const judging = finish(property.judge({ operations: pairing.operations }, wanted))
  if (!judging.ok) throw new Error(judging.message)
  return judging.judgement
}

export function judge(story: Story, options: Partial<TransactionOptions> = {}): Judgement {
  const registers = story.registers === true
  return judgeEvents(eventsOf(story), { ...options, registers })
}

export function typesOf({ anomalies }: Judgement): readonly string[] {
  return (anomalies ?? []).map(({ type }) => type)
}
