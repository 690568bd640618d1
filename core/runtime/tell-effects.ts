/**
 * The effects of a step in a few words, for people who look at where a replay left its record. A
 * record keeps less than a replay shows: a digest of all effects, the reports as they were, and how
 * many messages were sent.
 */
import type { Effect } from './effect.ts'
import type { StepEntry } from './journal.ts'

/** Longer lists are counted. */
const NAMED_MAX = 4

/** `append sent to n2, n3; 1 record stored; timer election set`; `nothing` for no effects. */
export function tellEffects(effects: readonly Effect[]): string {
  const sent = new Map<string, string[]>()
  const said: string[] = []
  let stored = 0
  for (const effect of effects) {
    switch (effect.kind) {
      case 'send': {
        const receivers = sent.get(effect.body.type) ?? []
        sent.set(effect.body.type, [...receivers, effect.to])
        break
      }
      case 'reply':
        said.push(`${effect.request.from} answered ${effect.result.status}`)
        break
      case 'store':
        stored++
        break
      case 'rewrite':
        said.push(`disk rewritten with ${counted(effect.records.length, 'record')}`)
        break
      case 'set-timer':
        said.push(`timer ${effect.name} set to ${effect.afterMs} ms`)
        break
      case 'clear-timer':
        said.push(`timer ${effect.name} cleared`)
        break
      case 'report':
        said.push(`${effect.event.type} reported`)
        break
    }
  }
  const messages = Array.from(sent, ([type, receivers]) => `${type} sent to ${named(receivers)}`)
  const records = stored === 0 ? [] : [`${counted(stored, 'record')} stored`]
  return joined([...messages, ...records, ...said])
}

/** What a record knows of the effects of a step; `sends` is null where it does not tell. */
export function tellRecorded({ reports }: StepEntry, sends: number | null): string {
  const messages = sends === null ? [] : [`${counted(sends, 'message')} sent`]
  return joined([...messages, ...reports.map(({ type }) => `${type} reported`)])
}

/** How many messages the effects send. */
export function sendsAmong(effects: readonly Effect[]): number {
  return effects.filter(({ kind }) => kind === 'send' || kind === 'reply').length
}

function named(names: readonly string[]): string {
  return names.length <= NAMED_MAX ? names.join(', ') : `${names.length} machines`
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

function joined(parts: readonly string[]): string {
  if (parts.length === 0) return 'nothing'
  if (parts.length <= 2 * NAMED_MAX) return parts.join('; ')
  return `${parts.slice(0, 2 * NAMED_MAX).join('; ')}; and ${parts.length - 2 * NAMED_MAX} more`
}
